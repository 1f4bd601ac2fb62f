import { column } from './series.ts'

/** Share of the largest sum since the restart below which its rounding would show. */
const kept = 1e-6

/**
 * Population variance of the last `n` values, first at `from + n - 1`. Moments are taken about the window's mean at
 * each restart, every `n` bars and whenever cancellation would show: large prices lose no digits,
 * and values that do not change have exactly none.
 */
export function rollingVariance(x: Float64Array, n: number, from = 0): Float64Array {
  const out = column(x.length, from + n - 1)
  let run = 1
  let reference = 0
  let sum = 0
  let squares = 0
  let peak = 0
  for (let i = from; i < x.length; i++) {
    run = i > from && x[i] === x[i - 1] ? run + 1 : 1
    if (i < from + n - 1) continue
    let fresh = (i - from + 1) % n === 0
    if (run >= n) {
      reference = x[i]!
      sum = 0
      squares = 0
      peak = 0
      fresh = false
    } else if (!fresh) {
      const incoming = x[i]! - reference
      const outgoing = x[i - n]! - reference
      sum += incoming - outgoing
      squares += incoming * incoming - outgoing * outgoing
      peak = Math.max(peak, squares)
      fresh = !(squares - (sum * sum) / n > peak * kept)
    }
    if (fresh) {
      const first = x[i - n + 1]!
      let distance = 0
      for (let j = i - n + 2; j <= i; j++) distance += x[j]! - first
      reference = first + distance / n
      sum = 0
      squares = 0
      for (let j = i - n + 1; j <= i; j++) {
        sum += x[j]! - reference
        squares += (x[j]! - reference) * (x[j]! - reference)
      }
      peak = squares
    }
    out[i] = Math.max(0, (squares - (sum * sum) / n) / n)
  }
  return out
}

/** Population standard deviation of the last `n` values, first at `from + n - 1`. */
export function rollingDeviation(x: Float64Array, n: number, from = 0): Float64Array {
  const out = rollingVariance(x, n, from)
  for (let i = from + n - 1; i < x.length; i++) out[i] = Math.sqrt(out[i]!)
  return out
}
