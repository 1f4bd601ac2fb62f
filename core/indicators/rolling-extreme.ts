import { byBar, longestHistory, runKernel } from './kernels.ts'
import { column } from './series.ts'
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
