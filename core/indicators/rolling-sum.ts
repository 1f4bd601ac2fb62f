import { byBar, longestHistory } from './kernels.ts'
import { column } from './series.ts'
import { sumStep } from './step-sum.ts'
import { inTicks } from './ticks-kernel.ts'

/**
 * Sum of the last `n` values, first at `from + n - 1`. Decimal prices are added as whole ticks and divided once,
 * so sums equal in decimal arithmetic are the same double; other values by a compensated sum (Neumaier 1974)
 * restarted every `n` bars.
 */
export function rollingSum(x: Float64Array, n: number, from = 0): Float64Array {
  return windowed(x, n, from, 1)
}

/** Mean of the last `n` values, first at `from + n - 1`; ties as in `rollingSum`. */
export function rollingMean(x: Float64Array, n: number, from = 0): Float64Array {
  return windowed(x, n, from, n)
}

function windowed(x: Float64Array, n: number, from: number, divisor: number): Float64Array {
  if (n > longestHistory) return byBar(x, sumStep(n, from, divisor))
  const out = column(x.length, from + n - 1)
  const next = inTicks('tickSum', x, n, n, from, divisor, out)
  compensated(x, n, Math.max(next, from + n - 1), from, divisor, out)
  return out
}

/** Sums of the windows that end on `begin` and after it, each block of `n` bars from a fresh sum. */
function compensated(x: Float64Array, n: number, begin: number, from: number, divisor: number, out: Float64Array) {
  let i = begin
  while (i < x.length) i = fromFresh(x, n, i, Math.min(x.length, i + n - ((i - from) % n)), divisor, out)
}

/**
 * From a fresh sum at `begin` on: what an addition rounds away is found without a branch (Knuth's two-sum) and kept
 * beside the sum. A sum that met NaN or overflow ends it, so that it spoils only the windows that hold the value.
 */
function fromFresh(x: Float64Array, n: number, begin: number, end: number, divisor: number, out: Float64Array): number {
  let sum = 0
  let lost = 0
  for (let j = begin - n + 1; j <= begin; j++) {
    const value = x[j]!
    const total = sum + value
    const seen = total - sum
    lost += sum - (total - seen) + (value - seen)
    sum = total
  }
  out[begin] = (sum + lost) / divisor
  for (let i = begin + 1; i < end; i++) {
    const incoming = x[i]!
    const grown = sum + incoming
    const added = grown - sum
    lost += sum - (grown - added) + (incoming - added)
    const outgoing = -x[i - n]!
    sum = grown + outgoing
    const taken = sum - grown
    lost += grown - (sum - taken) + (outgoing - taken)
    const value = sum + lost
    if (value - value !== 0) return i
    out[i] = value / divisor
  }
  return end
}
