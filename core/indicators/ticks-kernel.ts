import { runKernel } from './kernels.ts'
import { createTickFinder, largestOf, scaleFor, tickLimitFor } from './ticks.ts'

/**
 * Window sums in whole ticks, over `divisor`, for as long as the values are decimal, first at `from + n - 1`; answers the
 * first index that is not. `weight` is how often the values of a window are counted in all.
 */
export function inTicks(
  kernel: 'tickSum' | 'tickWeighted',
  x: Float64Array,
  n: number,
  weight: number,
  from: number,
  divisor: number,
  out: Float64Array,
): number {
  const rows = x.length
  const limit = tickLimitFor(weight)
  const first = Math.min(rows, from + n - 1)
  const ticks = createTickFinder(weight)
  for (let i = 0; i < first; i++) if (!ticks.take(x[i]!)) return i
  let scale = ticks.scale()
  let i = first
  while (i < rows && scale > 0) {
    i = runKernel(kernel, [x], [out], [n, scale, divisor * scale, limit], { history: n - 1, from: i })
    if (i < rows) scale = scaleFor(x[i]!, scale, largestOf(x, i), limit)
  }
  return i
}
