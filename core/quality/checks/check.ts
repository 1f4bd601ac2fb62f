import type { Finding, Severity } from '../../contract/quality.ts'
import type { Scale, ScanRow, Totals } from '../scan.ts'
import type { Expectation } from '../sessions.ts'
import type { BarGrid } from '../timeframe.ts'

/** New shares for each old one from the first bar at or after a time, Unix ms. */
export interface KnownSplit {
  readonly ts: number
  readonly ratio: number
}

/** What every check may look at before the second pass. */
export interface Survey {
  readonly totals: Totals
  readonly scale: Scale
  readonly grid: BarGrid
  readonly expectation: Expectation | null
  readonly now: number
  /** Splits that are known of the symbol, which raw prices jump with. */
  readonly splits: readonly KnownSplit[]
  /** Bars whose numbers (from 1) are asked for, with their neighbours; for checks that need evidence around a bar. */
  readonly around: (
    rows: readonly number[],
    reach: number,
  ) => Promise<ReadonlyMap<number, { close: number; volume: number | null }>>
  /** The first bars that have no volume or a volume of zero. */
  readonly withoutVolume: (limit: number) => Promise<readonly { ts: number; volume: number | null }[]>
}

export interface Spot {
  readonly ts: number | null
  readonly until?: number | null
  readonly message: string
  readonly value?: number | null
}

export interface Verdict {
  readonly status: Severity
  /** Exact, however many spots are kept. */
  readonly count: number
  readonly message: string
  readonly spots: readonly Spot[]
  /** Word for the badge where this is the worst check. */
  readonly label?: string
}

/** A check at work: fed with the bars its predicates asked for, in order, then asked for its verdict. */
export interface Inspection {
  /** SQL over one bar and the bar before it (see `scanRows`), by a name that comes back in `row.asked`. */
  readonly predicates: Readonly<Record<string, string>>
  onRow(row: ScanRow): void
  verdict(): Verdict | Promise<Verdict>
}

export interface Check {
  readonly id: string
  readonly title: string
  /** SQL over one bar alone. Counted in the first pass, which runs on all threads; where nothing is found the second is spared it. */
  readonly alone?: (scale: Scale, grid: BarGrid) => Readonly<Record<string, string>>
  begin(survey: Survey): Inspection
}

/** Findings kept in one report, over all checks. */
export const findingLimit = 1000

/** Collects spots up to the limit and counts all of them. */
export function spotList() {
  const spots: Spot[] = []
  let count = 0
  return {
    spots,
    get count() {
      return count
    },
    add(spot: Spot) {
      count++
      if (spots.length < findingLimit) spots.push(spot)
    },
  }
}

export function toFinding(check: string, spot: Spot): Finding {
  return { check, ts: spot.ts, until: spot.until ?? null, message: spot.message, value: spot.value ?? null }
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
}

export const skipped = (message: string): Inspection => ({
  predicates: {},
  onRow: () => undefined,
  verdict: () => ({ status: 'skipped', count: 0, message, spots: [] }),
})
