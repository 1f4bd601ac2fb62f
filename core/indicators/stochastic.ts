import { rollingMax, rollingMin } from './rolling-extreme.ts'
import { column } from './series.ts'

/** Where the close stands in the range of the last `n` bars, 0 to 100; 0 where there is no range. First at `from + n - 1`. */
export function percentK(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n: number,
  from = 0,
): Float64Array {
  const top = rollingMax(high, n, from)
  const bottom = rollingMin(low, n, from)
  const out = column(close.length, from + n - 1)
  for (let i = from + n - 1; i < close.length; i++) {
    const range = (top[i]! - bottom[i]!) / 100
    out[i] = range === 0 ? 0 : (close[i]! - bottom[i]!) / range
  }
  return out
}
