import type { Bars } from '../market-data/bars.ts'
import type { CrossSection } from './kernels/cross-section.ts'
import type { Column } from './kernels/column.ts'
import type { Run } from './run.ts'

/** The times of several series, for values that compare symbols. */
export interface Timeline {
  readonly times: number
  /** By series: for each of its bars the number of its time; null where it has a bar at every time. */
  readonly places: readonly (Int32Array | null)[]
  /** By series: 1 for each of its bars on which it is a member of the universe; null where it always is. */
  readonly members: readonly (Uint8Array | null)[]
}

/** The runs of all symbols of one evaluation. */
export interface Panel {
  readonly timeline: Timeline
  /** In the order of the series. */
  readonly runs: readonly Run[]
  /** Cross-sections found so far, by node: a column for each symbol. */
  readonly columns: (readonly Column[] | undefined)[]
}

export function placesOn(ts: Float64Array, bars: Bars): Int32Array | null {
  if (bars.rows === ts.length) return null
  const places = new Int32Array(bars.rows)
  let at = 0
  for (let row = 0; row < bars.rows; row++) {
    while (ts[at]! < bars.ts[row]!) at += 1
    places[row] = at
  }
  return places
}

/**
 * Applies a statistic at each time to the symbols that have a bar and a value there and are members then. `columns` has one
 * column a symbol, `out` likewise; where a symbol takes no part its number is missing and its truth 0.
 */
export function fillCrossSection(
  { times, places, members }: Timeline,
  columns: readonly Column[],
  scalars: readonly number[],
  section: CrossSection,
  out: readonly Column[],
): void {
  const symbols = columns.length
  const values = new Float64Array(symbols)
  const found = new Float64Array(symbols)
  const who = new Int32Array(symbols)
  const rows = new Int32Array(symbols)
  const next = new Int32Array(symbols)
  const truths = !(out[0] instanceof Float64Array)
  for (const column of out) column.fill(truths ? 0 : Number.NaN)
  for (let time = 0; time < times; time++) {
    let count = 0
    for (let s = 0; s < symbols; s++) {
      const row = next[s]!
      const own = places[s]!
      if (own !== null && own[row] !== time) continue
      next[s] = row + 1
      const value = columns[s]![row]!
      const member = members[s]!
      // A missing value is the only one that differs from itself.
      if (value !== value || (member !== null && member[row] === 0)) continue
      values[count] = value
      who[count] = s
      rows[count] = row
      count += 1
    }
    if (count === 0) continue
    section(found, values, count, scalars)
    for (let i = 0; i < count; i++) if (!truths || found[i] !== 0) out[who[i]!]![rows[i]!] = found[i]!
  }
}
