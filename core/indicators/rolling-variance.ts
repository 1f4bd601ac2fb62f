import { byBar, longestHistory } from './kernels.ts'
import { pipelined } from './pipeline.ts'
import { deviationStep, varianceStep } from './step-moments.ts'

/**
 * Population variance of the last `n` values, first at `from + n - 1`. Moments are taken about the window's mean at
 * each restart, now and then and whenever cancellation would show: large prices lose no digits,
 * and values that do not change have exactly none.
 */
export function rollingVariance(x: Float64Array, n: number, from = 0): Float64Array {
  if (n > longestHistory) return byBar(x, varianceStep(n, from))
  return moments(x, n, from, 0)
}

/** Population standard deviation of the last `n` values, first at `from + n - 1`. */
export function rollingDeviation(x: Float64Array, n: number, from = 0): Float64Array {
  if (n > longestHistory) return byBar(x, deviationStep(n, from))
  return moments(x, n, from, 1)
}

function moments(x: Float64Array, n: number, from: number, root: 0 | 1): Float64Array {
  const [out] = pipelined([x], [['variance', ['in0', 'out0'], 0, n, from, root]], n)
  return out!.fill(Number.NaN, 0, from + n - 1)
}
