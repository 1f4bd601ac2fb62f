import { byBar, longestHistory, runKernel } from './kernels.ts'
import { column, middle } from './series.ts'
import { maxStep, minStep } from './step-extreme.ts'

/** Highest of the last `n` values, first at `from + n - 1`; a missing value spoils just the windows it is in. */
export function rollingMax(x: Float64Array, n: number, from = 0): Float64Array {
  if (n > longestHistory) return byBar(x, maxStep(n, from))
  const out = column(x.length, from + n - 1)
  runKernel('highest', [x], [out], [n], { history: n - 1, from: from + n - 1 })
  return out
}

/** Lowest of the last `n` values, first at `from + n - 1`. */
export function rollingMin(x: Float64Array, n: number, from = 0): Float64Array {
  if (n > longestHistory) return byBar(x, minStep(n, from))
  const out = column(x.length, from + n - 1)
  runKernel('lowest', [x], [out], [n], { history: n - 1, from: from + n - 1 })
  return out
}

/** Middle of the range of the last `n` bars. */
export function middleOver(high: Float64Array, low: Float64Array, n: number): Float64Array {
  if (n > longestHistory) return middle(rollingMax(high, n), rollingMin(low, n))
  const out = column(high.length, n - 1)
  if (high === low) runKernel('midpoint', [high], [out], [n], { history: n - 1 })
  else runKernel('midprice', [high, low], [out], [n], { history: n - 1 })
  return out
}

/** Lowest and highest of the last `n` values, `n` at most `longestHistory`. */
export function rollingExtent(x: Float64Array, n: number): [lowest: Float64Array, highest: Float64Array] {
  const [lowest, highest] = [column(x.length, n - 1), column(x.length, n - 1)]
  runKernel('extent', [x], [lowest, highest], [n], { history: n - 1 })
  return [lowest, highest]
}
