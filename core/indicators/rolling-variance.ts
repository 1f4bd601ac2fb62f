import { column } from './series.ts'

/**
 * Population variance of the last `n` values, first at `from + n - 1`. Moments are taken about the window's first
 * value at each restart (every `n` bars), so a constant series has exactly none and large prices lose no digits.
 */
export function rollingVariance(x: Float64Array, n: number, from = 0): Float64Array {
  const out = column(x.length, from + n - 1)
  let reference = 0
  let sum = 0
  let squares = 0
  for (let i = from + n - 1; i < x.length; i++) {
    if ((i - from + 1) % n === 0 || !Number.isFinite(squares)) {
      reference = x[i - n + 1]!
      sum = 0
      squares = 0
      for (let j = i - n + 1; j <= i; j++) {
        const distance = x[j]! - reference
        sum += distance
        squares += distance * distance
      }
    } else {
      const incoming = x[i]! - reference
      const outgoing = x[i - n]! - reference
      sum += incoming - outgoing
      squares += incoming * incoming - outgoing * outgoing
    }
    const variance = (squares - (sum * sum) / n) / n
    out[i] = variance > 0 ? variance : variance === variance ? 0 : Number.NaN
  }
  return out
}

/** Population standard deviation of the last `n` values, first at `from + n - 1`. */
export function rollingDeviation(x: Float64Array, n: number, from = 0): Float64Array {
  const out = rollingVariance(x, n, from)
  for (let i = from + n - 1; i < x.length; i++) out[i] = Math.sqrt(out[i]!)
  return out
}
