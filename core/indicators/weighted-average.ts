import { byBar, longestHistory } from './kernels.ts'
import { column } from './series.ts'
import { pipelined } from './pipeline.ts'
import { shortWindow, wmaStep } from './step-sum.ts'
import { inTicks } from './ticks-kernel.ts'

/**
 * Linearly weighted average: the newest of `n` values counts `n` times, the oldest once; first at `from + n - 1`.
 * Exact on decimal prices like `rollingSum`.
 */
export function wma(x: Float64Array, n: number, from = 0): Float64Array {
  if (n > longestHistory) return byBar(x, wmaStep(n, from))
  const out = column(x.length, from + n - 1)
  const weight = (n * (n + 1)) / 2
  const next = inTicks('tickWeighted', x, n, weight, from, weight, out)
  const begin = Math.max(next, from + n - 1)
  if (begin >= x.length) return out
  if (n > shortWindow) {
    fromReference(x, n, begin, from, weight, out)
    return out
  }
  const [whole] = pipelined([x], [['weighted', ['in0', 'out0'], n]], n)
  whole!.set(out.subarray(0, begin))
  return whole!
}

/** Sums of distances from the window's first value at each restart: a constant series averages to itself. */
function fromReference(x: Float64Array, n: number, begin: number, from: number, weight: number, out: Float64Array) {
  let reference = 0
  let sum = 0
  let weighted = 0
  for (let i = begin; i < x.length; i++) {
    if (i === begin || (i - from) % n === 0 || !Number.isFinite(weighted)) {
      reference = x[i - n + 1]!
      sum = 0
      weighted = 0
      for (let j = 1; j <= n; j++) {
        const distance = x[i - n + j]! - reference
        sum += distance
        weighted += distance * j
      }
    } else {
      const distance = x[i]! - reference
      weighted += distance * n - sum
      sum += distance - (x[i - n]! - reference)
    }
    out[i] = reference + weighted / weight
  }
}
