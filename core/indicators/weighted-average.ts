import { column } from './series.ts'
import { ticksFor } from './ticks.ts'

/** Above this window the divisor times 8 decimals is no longer a whole double. */
export const exactWindow = 13_000

/**
 * Linearly weighted average: the newest of `n` values counts `n` times, the oldest once; first at `from + n - 1`.
 * Exact on decimal prices like `rollingSum`.
 */
export function wma(x: Float64Array, n: number, from = 0): Float64Array {
  const out = column(x.length, from + n - 1)
  const weight = (n * (n + 1)) / 2
  let next = from
  if (n <= exactWindow) {
    const { ticks, scale, end } = ticksFor(x, weight)
    const whole = weight * scale
    if (end >= from + n) {
      let sum = 0
      let weighted = 0
      for (; next < from + n - 1; next++) {
        sum += ticks[next]!
        weighted += ticks[next]! * (next - from + 1)
      }
      for (; next < end; next++) {
        weighted += ticks[next]! * n
        sum += ticks[next]!
        out[next] = weighted / whole
        weighted -= sum
        sum -= ticks[next - n + 1]!
      }
    }
  }
  fromReference(x, n, Math.max(next, from + n - 1), from, weight, out)
  return out
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
