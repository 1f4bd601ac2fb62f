import { runKernel } from './kernels.ts'
import { column } from './series.ts'

/**
 * Row number of the highest of the last `n` values, first at bar `n` - 1, `n` at most `longestHistory`. TA-Lib's choice
 * among equals: a new value takes over from an equal one, and when the extreme leaves the window the oldest of the equals
 * left is taken.
 */
export function highestIndex(x: Float64Array, n: number): Float64Array {
  const out = column(x.length, n - 1)
  runKernel('highestRow', [x], [out], [n, n - 1], { history: n - 1 })
  return out
}

/** Row number of the lowest of the last `n` values, as `highestIndex`. */
export function lowestIndex(x: Float64Array, n: number): Float64Array {
  const out = column(x.length, n - 1)
  runKernel('lowestRow', [x], [out], [n, n - 1], { history: n - 1 })
  return out
}

/** Row numbers of the lowest and the highest of the last `n` values, as `highestIndex`. */
export function extremeIndexes(x: Float64Array, n: number): [lowest: Float64Array, highest: Float64Array] {
  const [lowest, highest] = [column(x.length, n - 1), column(x.length, n - 1)]
  runKernel('extremeRows', [x], [lowest, highest], [n, n - 1], { history: n - 1 })
  return [lowest, highest]
}
