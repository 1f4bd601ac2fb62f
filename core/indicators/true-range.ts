import { rma } from './averages.ts'
import { column } from './series.ts'

/** Wilder's true range in price units; NaN on the first bar, which has no previous close. */
export function trueRange(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = column(high.length, 1)
  for (let i = 1; i < high.length; i++) {
    const top = high[i]!
    const bottom = low[i]!
    const previous = close[i - 1]!
    out[i] = Math.max(top - bottom, Math.abs(previous - top), Math.abs(previous - bottom))
  }
  return out
}

/** Wilder's average of the true range, first on bar `first`, `n` or later; the plain true range where `n` is 1. */
export function averageTrueRange(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n: number,
  first = n,
): Float64Array {
  const range = trueRange(high, low, close)
  return n <= 1 ? range : rma(range, n, first - n + 1)
}
