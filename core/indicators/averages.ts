import { rollingMean } from './rolling-sum.ts'
import { column } from './series.ts'

/** Simple average of `n` values, first at `from + n - 1`. */
export const sma = rollingMean

/** Exponential average, weight 2 / (n + 1), seeded by the mean of the first `n` values, first at `from + n - 1`. */
export function ema(x: Float64Array, n: number, from = 0): Float64Array {
  return smoothed(x, n, from, 2 / (n + 1))
}

/** Exponential average with a weight of its own, seeded by the mean of the first `n` values. */
function smoothed(x: Float64Array, n: number, from: number, weight: number): Float64Array {
  const rows = x.length
  const first = from + n - 1
  const out = column(rows, first)
  if (first >= rows) return out
  let value = rollingMean(x.subarray(from, first + 1), n)[n - 1]!
  out[first] = value
  for (let i = first + 1; i < rows; i++) {
    value += (x[i]! - value) * weight
    out[i] = value
  }
  return out
}

/** Wilder's average (Wilder 1978): weight 1 / n, seeded by the mean of the first `n` values. */
export function rma(x: Float64Array, n: number, from = 0): Float64Array {
  return smoothed(x, n, from, 1 / n)
}
