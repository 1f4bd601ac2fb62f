import { column } from './series.ts'
import { averageTrueRange } from './true-range.ts'

/**
 * The held band and the trend (1 up, -1 down), first at bar `n`, where the trend starts up. Each band moves only
 * towards the price until the previous close lies beyond it; a close across the opposite band turns the trend.
 */
export function supertrend(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n: number,
  multiplier: number,
): [Float64Array, Float64Array] {
  const rows = close.length
  const range = averageTrueRange(high, low, close, n)
  const band = column(rows, n)
  const trend = column(rows, n)
  let upper = Infinity
  let lower = -Infinity
  let up = true
  for (let i = n; i < rows; i++) {
    const middle = (high[i]! + low[i]!) / 2
    const width = multiplier * range[i]!
    const previous = close[i - 1]!
    if (i === n || middle + width < upper || previous > upper) upper = middle + width
    if (i === n || middle - width > lower || previous < lower) lower = middle - width
    if (i > n) up = up ? close[i]! >= lower : close[i]! > upper
    band[i] = up ? lower : upper
    trend[i] = up ? 1 : -1
  }
  return [band, trend]
}
