import type { DuckDBConnection } from '@duckdb/node-api'
import type { BarGrid } from './timeframe.ts'

/** What is checked. `relation` is SQL: a table's quoted name or a subquery in brackets, its rows sorted by ts. */
export interface Target {
  readonly connection: DuckDBConnection
  readonly relation: string
  readonly grid: BarGrid
  readonly now: number
}

/** Figures of the whole series and of each slot, from the first pass. */
export interface Totals {
  readonly rows: number
  readonly from: number | null
  readonly to: number | null
  readonly zeroVolume: number
  readonly missingVolume: number
  /** Bars in each slot, in slot order. Slot 0 holds 1970-01-01T00:00Z; a month's slot counts months from 1970. */
  readonly slots: ReadonlyMap<number, number>
  /** Bars for which each predicate over a bar alone holds. */
  readonly suspects: Readonly<Record<string, number>>
}

/** Robust scale of the series, from a systematic sample of at most about 200,000 bars. */
export interface Scale {
  /** 1.4826 x the median absolute deviation of log close-to-close returns; null below 20 bars or where nothing moves. */
  readonly returns: number | null
  readonly logVolumeMedian: number | null
  readonly logVolumeScale: number | null
  /** Median and 5th percentile of the time from one bar to the next, ms; null below 10 bars. */
  readonly spacing: { readonly typical: number; readonly least: number } | null
}

/** A bar that at least one check asked for, beside the bar before it. Times in Unix ms; `row` counts from 1. */
export interface ScanRow {
  readonly row: number
  readonly ts: number
  readonly previousTs: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number | null
  readonly previousClose: number
  readonly asked: ReadonlySet<string>
}

const slotUs = { hour: 3_600_000_000, day: 86_400_000_000, week: 604_800_000_000 } as const
/** Added before and taken off after the integer division, which rounds towards zero: keeps bars before 1970 in order. */
const slotShift = 1_000_000

/** `alone`: predicates over one bar, by name, to count on the way. */
export async function readTotals(
  { connection, relation, grid }: Target,
  alone: Readonly<Record<string, string>>,
): Promise<Totals> {
  const counted = await connection.runAndReadAll(`
    select slot::double, bars::double from (select ${slotOf(grid)} as slot, count(*) as bars from ${relation} group by 1) order by 1`)
  const [slots = [], counts = []] = counted.getColumns() as number[][]
  const shift = grid.slot === 'month' || grid.slot === 'none' ? 0 : slotShift
  const whole = await connection.runAndReadAll(`
    select count(*)::double, epoch_ms(min(ts))::double, epoch_ms(max(ts))::double, (count(*) filter (volume = 0))::double,
      (count(*) - count(volume) + count(*) filter (isnan(volume)))::double
    from ${relation}`)
  const [rows, from, to, zeroVolume, missingVolume] = whole.getRows()[0] as TotalsRow
  return {
    rows,
    from,
    to,
    zeroVolume,
    missingVolume,
    slots: new Map(slots.map((key, index) => [key - shift, counts[index]!])),
    suspects: await countSuspects(connection, relation, alone),
  }
}

type TotalsRow = [rows: number, from: number | null, to: number | null, zeroVolume: number, missingVolume: number]

/** The condition comes first, so that the counting itself runs over the few bars that any predicate holds for. */
async function countSuspects(
  connection: DuckDBConnection,
  relation: string,
  alone: Readonly<Record<string, string>>,
): Promise<Record<string, number>> {
  const names = Object.keys(alone)
  if (names.length === 0) return {}
  const counted = await connection.runAndReadAll(`
    select ${names.map((name) => `(count(*) filter (${alone[name]!}))::double`).join(', ')}
    from ${relation} where ${names.map((name) => `(${alone[name]!})`).join(' or ')}`)
  const values = counted.getRows()[0] as number[]
  return Object.fromEntries(names.map((name, index) => [name, values[index]!]))
}

function slotOf({ slot }: BarGrid): string {
  if (slot === 'none') return '0'
  if (slot === 'month') return '(year(ts) - 1970) * 12 + month(ts) - 1'
  return `(epoch_us(ts) + ${slotUs[slot] * slotShift}) // ${slotUs[slot]}`
}

export async function readScale({ connection, relation }: Target): Promise<Scale> {
  const sized = await connection.runAndReadAll(`select count(*)::double from ${relation}`)
  const every = Math.max(1, Math.floor((sized.getRows()[0]![0] as number) / 100_000))
  const reader = await connection.runAndReadAll(`
    select count(move)::double, 1.4826 * mad(move), median(size), 1.4826 * mad(size), count(gap)::double, median(gap) / 1000,
      quantile_disc(gap, 0.05) / 1000.0 from (
      select
        case when close > 0 and before > 0 and close < 'inf'::double and before < 'inf'::double then ln(close / before) end as move,
        case when volume > 0 and volume < 'inf'::double then ln(volume) end as size,
        case when ts > p_ts then epoch_us(ts) - epoch_us(p_ts) end as gap
      from (select ts, lag(ts) over () as p_ts, close, lag(close) over () as before, volume, row_number() over () as row from ${relation})
      where row % ${every} = 0
    )`)
  const [moves, returns, logVolumeMedian, logVolumeScale, gaps, typical, least] = reader.getRows()[0] as ScaleRow
  return {
    returns: moves < 20 || returns === null || returns < 1e-9 ? null : returns,
    logVolumeMedian,
    logVolumeScale,
    spacing: gaps < 9 || typical === null || least === null ? null : { typical, least },
  }
}

type Figure = number | null
type ScaleRow = [
  moves: number,
  returns: Figure,
  volume: Figure,
  volumeScale: Figure,
  gaps: number,
  typical: Figure,
  least: Figure,
]

/**
 * The second pass: hands every bar that a predicate holds for to `onRow`, in order. One ordered scan; the rows before
 * come from `lag() over ()`, which DuckDB streams without sorting or buffering.
 * Predicates see row, us (start in microseconds), open, high, low, close, volume, and of the bar before p_us, p_open,
 * p_high, p_low, p_close. The result is kept in full: read while it runs, it would arrive as one small chunk a morsel.
 */
export async function scanRows(
  target: Target,
  predicates: ReadonlyMap<string, string>,
  onRow: (row: ScanRow) => void,
): Promise<void> {
  if (predicates.size === 0) return
  const names = [...predicates.keys()]
  const mask = [...predicates.values()].map((sql, bit) => `(case when ${sql} then ${2 ** bit} else 0 end)`).join(' + ')
  const result = await target.connection.run(`
    select row::double, us / 1000.0, p_us / 1000.0, open, high, low, close, volume, p_close, (${mask})::double
    from (
      select row_number() over () as row, us, open, high, low, close, volume, lag(us) over () as p_us, lag(open) over () as p_open,
        lag(high) over () as p_high, lag(low) over () as p_low, lag(close) over () as p_close
      from (select epoch_us(ts) as us, open, high, low, close, volume from ${target.relation})
    )
    where ${[...predicates.values()].map((sql) => `(${sql})`).join(' or ')}`)
  const sets = new Map<number, ReadonlySet<string>>()
  const asked = (bits: number) => {
    let set = sets.get(bits)
    if (!set) sets.set(bits, (set = new Set(names.filter((_, bit) => (bits & (2 ** bit)) !== 0))))
    return set
  }
  for (;;) {
    const chunk = await result.fetchChunk()
    if (!chunk || chunk.rowCount === 0) return
    for (const values of chunk.getRows() as (number | null)[][]) {
      const [row, ts, previousTs, open, high, low, close, volume, previousClose, bits] = values
      onRow({
        row: row!,
        ts: ts!,
        previousTs: previousTs ?? Number.NaN,
        open: open!,
        high: high!,
        low: low!,
        close: close!,
        volume: volume ?? null,
        previousClose: previousClose ?? Number.NaN,
        asked: asked(bits!),
      })
    }
  }
}

/** Close and volume of the rows (numbered from 1) within `reach` of each of the given ones. */
export async function readNeighbours(
  { connection, relation }: Target,
  rows: readonly number[],
  reach: number,
): Promise<Map<number, { close: number; volume: number | null }>> {
  const wanted = new Set(
    rows.flatMap((row) => Array.from({ length: 2 * reach + 1 }, (_, offset) => row - reach + offset)),
  )
  const reader = await connection.runAndReadAll(`
    select row::double, close, volume from (select row_number() over () as row, close, volume from ${relation})
    where row in (${[...wanted].join(', ')})`)
  return new Map(
    (reader.getRows() as [number, number, number | null][]).map(([row, close, volume]) => [row, { close, volume }]),
  )
}

/** The first `limit` bars without a volume, in order. */
export async function readWithoutVolume(
  { connection, relation }: Target,
  limit: number,
): Promise<{ ts: number; volume: number | null }[]> {
  const reader = await connection.runAndReadAll(`
    select epoch_us(ts) / 1000.0, volume from ${relation}
    where volume = 0 or volume is null or isnan(volume) limit ${limit}`)
  return (reader.getRows() as [number, number | null][]).map(([ts, volume]) => ({ ts, volume }))
}
