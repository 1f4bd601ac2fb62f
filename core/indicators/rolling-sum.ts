import { column } from './series.ts'
import { largestOf, rounder, scaleFor, tickLimitFor } from './ticks.ts'

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
  const out = column(x.length, from + n - 1)
  const next = exact(x, n, from, divisor, out)
  compensated(x, n, Math.max(next, from + n - 1), from, divisor, out)
  return out
}

/** Sums in whole ticks for as long as the values are decimal; answers the first index that is not. */
function exact(x: Float64Array, n: number, from: number, divisor: number, out: Float64Array): number {
  const rows = x.length
  const shift = rounder
  const limit = tickLimitFor(n)
  const first = from + n - 1
  let scale = 1
  let whole = divisor
  let sum = 0
  for (let i = 0; i < rows; i++) {
    const value = x[i]!
    let tick = value * scale + shift - shift
    if (tick / scale !== value || !(Math.abs(tick) < limit)) {
      const found = scaleFor(value, scale, largestOf(x, i), limit)
      if (found === 0) return i
      sum = Math.round(sum * (found / scale))
      scale = found
      whole = divisor * scale
      tick = Math.round(value * scale)
    }
    if (i < from) continue
    sum += tick
    if (i < first) continue
    out[i] = sum / whole
    sum -= x[i - n + 1]! * scale + shift - shift
  }
  return rows
}

/**
 * Sums of the windows that end on `begin` and after it, each block of `n` bars from a fresh sum. What an addition
 * rounds away is found without a branch (Knuth's two-sum) and kept beside the sum.
 */
function compensated(x: Float64Array, n: number, begin: number, from: number, divisor: number, out: Float64Array) {
  let i = begin
  while (i < x.length) {
    const blockEnd = Math.min(x.length, i + n - ((i - from) % n))
    let sum = 0
    let lost = 0
    for (let j = i - n + 1; j <= i; j++) {
      const value = x[j]!
      const total = sum + value
      const seen = total - sum
      lost += sum - (total - seen) + (value - seen)
      sum = total
    }
    out[i] = (sum + lost) / divisor
    for (i++; i < blockEnd; i++) {
      const incoming = x[i]!
      const grown = sum + incoming
      const added = grown - sum
      lost += sum - (grown - added) + (incoming - added)
      const outgoing = -x[i - n]!
      sum = grown + outgoing
      const taken = sum - grown
      lost += grown - (sum - taken) + (outgoing - taken)
      const value = sum + lost
      // A sum that met NaN or overflow is taken afresh, so that it spoils only the windows that hold the value.
      if (value - value !== 0) break
      out[i] = value / divisor
    }
  }
}
