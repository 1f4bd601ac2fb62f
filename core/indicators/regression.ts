import { byBar, longestHistory } from './kernels.ts'
import { pipelined } from './pipeline.ts'
import { lineAtStep, regressionStep } from './step-moments.ts'

/*
 * Least-squares line through the last `n` values, first at bar `n` - 1, by `assembly/moments.ts`. The sums are carried on the way TA-Lib carries
 * them: a slope near 0 is mostly rounding, and only the same order of additions gives the same digits. Values that do
 * not change have a slope of exactly 0.
 */

/** Slope of the fitted line, in price units a bar. */
export function slopeOf(x: Float64Array, n: number): Float64Array {
  const fit = regressionStep(n)
  return n > longestHistory ? byBar(x, (value) => fit(value).slope) : fitted(x, n, 0, 1)
}

/** The fitted line `bars` after the oldest bar of the window. */
export function lineAt(x: Float64Array, n: number, bars: number): Float64Array {
  return n > longestHistory ? byBar(x, lineAtStep(n, bars)) : fitted(x, n, bars, 0)
}

function fitted(x: Float64Array, n: number, ahead: number, sloped: 0 | 1): Float64Array {
  const [out] = pipelined([x], [['regression', ['in0', 'out0'], n, ahead, sloped]], n)
  return out!.fill(Number.NaN, 0, n - 1)
}
