/** Sorts sudden moves into scale errors, splits, spikes and true outliers: each move goes to one of them only. */
import type { Survey } from './checks/check.ts'
import type { Scale, ScanRow } from './scan.ts'
import type { BarGrid } from './timeframe.ts'

/** Robust deviations of log returns. A bad print stands out more from daily bars, whose deviation is larger. */
export const thresholds = {
  outlier: 6,
  spikeDaily: 10,
  spikeIntraday: 15,
  /** A spike's next close is back within this share of the move. */
  reverted: 0.25,
  /** A high or low beyond open and close by this much at least, as a fraction. */
  wick: 0.1,
  /** How far a jump may be from an exact split ratio, and a scale error from 100, as a log ratio. */
  splitTolerance: 0.03,
  unitTolerance: 0.15,
  /** Traded value after a split stays within this factor of the one before. */
  turnover: 3,
} as const

/** Used where the series is too short or too flat for a scale of its own. */
const fallbackScale = 0.02
const splitRatios = [
  [2, 1],
  [3, 1],
  [4, 1],
  [5, 1],
  [6, 1],
  [7, 1],
  [8, 1],
  [10, 1],
  [15, 1],
  [20, 1],
  [50, 1],
  [3, 2],
  [5, 2],
] as const
const unitRatios = [100, 1000, 10_000] as const
/** Largest log move of the first session after a split, beside the split itself. */
const splitDrift = 0.15
/** Bars on either side of a split whose traded value is compared. */
const reach = 5

export interface Jump {
  readonly row: ScanRow
  readonly until: number | null
  /** Log close-to-close move. */
  readonly move: number
  readonly message: string
  /** Deviations, ratio or factor: what the check counts in. */
  readonly value: number
}

export interface JumpKinds {
  readonly units: readonly Jump[]
  readonly splits: readonly Jump[]
  readonly spikes: readonly Jump[]
  readonly outliers: readonly Jump[]
}

function spikeMove(scale: Scale, grid: BarGrid): number {
  return (grid.intraday ? thresholds.spikeIntraday : thresholds.spikeDaily) * (scale.returns ?? fallbackScale)
}

/** Bars that are long enough to hold a high or low far outside their own open and close. One comparison, since every bar pays for it. */
export function longBarPredicate(scale: Scale, grid: BarGrid): string {
  return `high > low * ${wickFactor(scale, grid)}`
}

function wickFactor(scale: Scale, grid: BarGrid): number {
  return Math.exp(Math.max(spikeMove(scale, grid), Math.log(1 + thresholds.wick)))
}

function hasWick({ open, high, low, close }: ScanRow, factor: number): boolean {
  if (!(low > 0) || !Number.isFinite(high)) return false
  return high > Math.max(open, close) * factor || low * factor < Math.min(open, close)
}

export function createJumpReader(survey: Survey) {
  const scale = survey.scale.returns ?? fallbackScale
  const spike = spikeMove(survey.scale, survey.grid)
  const outlier = thresholds.outlier * scale
  // A split of 3:2 moves the close by 1.5, less what the first session after it moves by itself.
  const least = Math.exp(Math.min(outlier, spike * (1 - thresholds.reverted), Math.log(1.5) - splitDrift))
  const rows: ScanRow[] = []
  const wick = wickFactor(survey.scale, survey.grid)
  let sorted: Promise<JumpKinds> | null = null
  return {
    predicates: {
      move: `abs(close - p_close) > p_close * ${1 - 1 / least} and p_close > 0 and close > 0 and us > p_us`,
    },
    onRow(row: ScanRow) {
      if (row.asked.has('move') || (row.asked.has('long') && hasWick(row, wick))) rows.push(row)
    },
    kinds: () => (sorted ??= sortJumps(rows, { spike, outlier, scale }, survey)),
  }
}

export type JumpReader = ReturnType<typeof createJumpReader>

interface Limits {
  readonly spike: number
  readonly outlier: number
  readonly scale: number
}

async function sortJumps(rows: readonly ScanRow[], limits: Limits, survey: Survey): Promise<JumpKinds> {
  const kinds = { units: [] as Jump[], splits: [] as Jump[], spikes: [] as Jump[], outliers: [] as Jump[] }
  const candidates: { jump: Jump; ratio: number }[] = []
  const taken = new Set<ScanRow>()
  rows.forEach((row, index) => {
    if (taken.has(row) || !row.asked.has('move')) return
    const move = Math.log(row.close / row.previousClose)
    const factor = unitRatios.find((ratio) => Math.abs(Math.abs(move) - Math.log(ratio)) < thresholds.unitTolerance)
    if (factor !== undefined) {
      const rises = move > 0
      const open = kinds.units.at(-1)
      if (open && open.until === null && open.value === (rises ? 1 / factor : factor)) {
        kinds.units[kinds.units.length - 1] = {
          ...open,
          until: row.previousTs,
          message: `${open.message} They come back later.`,
        }
        return
      }
      const message = `Prices are ${factor} times ${rises ? 'higher' : 'lower'} from here: ${row.previousClose} then ${row.close}.`
      kinds.units.push({ row, until: null, move, value: rises ? factor : 1 / factor, message })
      return
    }
    const next = rows[index + 1]
    const backAgain =
      next?.row === row.row + 1 &&
      next.asked.has('move') &&
      Math.abs(Math.log(next.close / row.previousClose)) <= thresholds.reverted * Math.abs(move)
    if (Math.abs(move) >= limits.spike && backAgain) {
      taken.add(next)
      const deviations = Math.abs(move) / limits.scale
      kinds.spikes.push({
        row,
        until: row.ts,
        move,
        value: deviations,
        message: `Close ${row.close} between ${row.previousClose} and ${next.close}: ${deviations.toFixed(1)} deviations, gone on the next bar.`,
      })
      return
    }
    if (isKnownSplit(row, survey)) return
    const split = splitAt(row, move, survey)
    const jump = {
      row,
      until: null,
      move,
      value: Math.abs(move) / limits.scale,
      message: `${percent(move)} from the close before, ${(Math.abs(move) / limits.scale).toFixed(1)} deviations.`,
    }
    if (split !== null) candidates.push({ jump, ratio: split })
    else if (Math.abs(move) >= limits.outlier) kinds.outliers.push(jump)
  })
  for (const row of rows) {
    if (row.asked.has('move')) continue
    const up = row.high / Math.max(row.open, row.close)
    const down = Math.min(row.open, row.close) / row.low
    const move = up >= down ? Math.log(up) : -Math.log(down)
    kinds.spikes.push({
      row,
      until: row.ts,
      move,
      value: Math.abs(move) / limits.scale,
      message:
        move > 0
          ? `High ${row.high} is ${percent(move)} above open and close.`
          : `Low ${row.low} is ${percent(move)} below open and close.`,
    })
  }
  await weighSplits(candidates, kinds, limits, survey)
  kinds.spikes.sort((a, b) => a.row.row - b.row.row)
  kinds.outliers.sort((a, b) => a.row.row - b.row.row)
  return kinds
}

/** Whether a bar opens as a split that is known lets it. */
function isKnownSplit(row: ScanRow, { splits }: Survey): boolean {
  const jump = Math.log(row.open / row.previousClose)
  return splits.some(
    ({ ts, ratio }) => ts > row.previousTs && ts <= row.ts && Math.abs(jump + Math.log(ratio)) < splitDrift,
  )
}

/** The price ratio of a possible split at this bar (2 for two-for-one), or null. Splits take effect between sessions. */
function splitAt(row: ScanRow, move: number, { grid }: Survey): number | null {
  const jump = Math.log(row.open / row.previousClose)
  const overnight = !grid.intraday || row.ts - row.previousTs > grid.step * 1.5
  if (!overnight || Math.abs(move - jump) > splitDrift) return null
  for (const [to, from] of splitRatios) {
    const ratio = to / from
    if (Math.abs(Math.abs(jump) - Math.log(ratio)) < thresholds.splitTolerance) return jump < 0 ? ratio : 1 / ratio
  }
  return null
}

/** A split leaves the traded value as it was; a crash or a rally of that size multiplies it. */
async function weighSplits(
  candidates: readonly { jump: Jump; ratio: number }[],
  kinds: { splits: Jump[]; outliers: Jump[] },
  limits: Limits,
  survey: Survey,
) {
  if (candidates.length === 0) return
  const bars = await survey.around(
    candidates.map(({ jump }) => jump.row.row),
    reach,
  )
  const typical = (from: number, to: number, read: (bar: { close: number; volume: number | null }) => number) => {
    const values: number[] = []
    for (let row = from; row <= to; row++) {
      const bar = bars.get(row)
      if (bar && bar.volume !== null && bar.volume > 0) values.push(read(bar))
    }
    return values.length === 0 ? null : values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!
  }
  for (const { jump, ratio } of candidates) {
    const row = jump.row.row
    const before = typical(row - reach, row - 1, (bar) => bar.close * bar.volume!)
    const after = typical(row, row + reach - 1, (bar) => bar.close * bar.volume!)
    const turnover = before === null || after === null ? null : after / before
    const kept = turnover === null || (turnover < thresholds.turnover && turnover > 1 / thresholds.turnover)
    if (!kept) {
      if (jump.value * limits.scale >= limits.outlier) kinds.outliers.push(jump)
      continue
    }
    const name = ratio >= 1 ? `${shortest(ratio)}` : `1:${shortest(1 / ratio)}`
    const evidence =
      turnover === null ? 'there is no volume to compare' : `traded value stayed at ${turnover.toFixed(2)} times`
    kinds.splits.push({
      ...jump,
      value: ratio,
      message: `Opens at ${(jump.row.open / jump.row.previousClose).toFixed(3)} times the close before, as after a ${name} split; ${evidence}.`,
    })
  }
}

function shortest(ratio: number): string {
  return Number.isInteger(ratio) ? `${ratio}:1` : `${ratio * 2}:2`
}

function percent(move: number): string {
  const value = 100 * (Math.exp(Math.abs(move)) - 1)
  return move >= 0 ? `+${value.toFixed(2)}%` : `\u2212${(100 * (1 - Math.exp(move))).toFixed(2)}%`
}
