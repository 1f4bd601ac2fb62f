/**
 * Bars as columns, one entry a bar, oldest first. `ts` is the bar's start in Unix ms (UTC), strictly ascending.
 * A missing value is NaN; a series without volume has NaN throughout. Never mutated once built.
 */
export interface Bars {
  readonly rows: number
  readonly ts: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

export const barColumns = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const
export type BarColumn = (typeof barColumns)[number]

export function sliceBars(bars: Bars, from: number, to: number): Bars {
  const cut = (column: BarColumn) => bars[column].subarray(from, to)
  return {
    rows: Math.max(0, to - from),
    ts: cut('ts'),
    open: cut('open'),
    high: cut('high'),
    low: cut('low'),
    close: cut('close'),
    volume: cut('volume'),
  }
}

/** Index of the first bar whose start is at or after `time`; `rows` where there is none. */
export function firstAtOrAfter(ts: Float64Array, time: number): number {
  let low = 0
  let high = ts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ts[middle]! < time) low = middle + 1
    else high = middle
  }
  return low
}
