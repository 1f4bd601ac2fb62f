import { runKernel } from './kernels.ts'
import { column } from './series.ts'

/** Where the close stands in the range of the last `n` bars, 0 to 100; 0 where there is no range. First at `from + n - 1`; `n` is at most `longestHistory`. */
export function percentK(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n: number,
  from = 0,
): Float64Array {
  const out = column(close.length, from + n - 1)
  runKernel('percentK', [high, low, close], [out], [n], { history: n - 1, from: from + n - 1 })
  return out
}
