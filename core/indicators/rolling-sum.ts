import { byBar, longestHistory, runKernel } from './kernels.ts'
import { column } from './series.ts'
import { sumStep } from './step-sum.ts'
import { inTicks } from './ticks-kernel.ts'

/**
 * Sum of the last `n` values, over `divisor`, first at `from + n - 1`. Decimal prices are added as whole ticks and divided once,
 * so sums equal in decimal arithmetic are the same double; other values by a compensated sum (Neumaier 1974)
 * restarted every `n` bars, so that a missing value spoils only the windows that hold it.
 */
export function rollingSum(x: Float64Array, n: number, from = 0, divisor = 1): Float64Array {
  return windowed(x, n, from, divisor)
}

/** Mean of the last `n` values, first at `from + n - 1`; ties as in `rollingSum`. */
export function rollingMean(x: Float64Array, n: number, from = 0): Float64Array {
  return windowed(x, n, from, n)
}

function windowed(x: Float64Array, n: number, from: number, divisor: number): Float64Array {
  if (n >= longestHistory) return byBar(x, sumStep(n, from, divisor))
  const out = column(x.length, from + n - 1)
  const next = inTicks('tickSum', x, n, n, from, divisor, out)
  const begin = Math.max(next, from + n - 1)
  runKernel('compensatedSum', [x], [out], [n, (begin - from) % n, divisor], { history: n, from: begin })
  return out
}
