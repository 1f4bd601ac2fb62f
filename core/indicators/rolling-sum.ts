import { column } from './series.ts'
import { ticksFor } from './ticks.ts'

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
  const { ticks, scale, end } = ticksFor(x, n)
  const whole = divisor * scale
  let next = from
  if (end >= from + n) {
    let sum = 0
    for (; next < from + n - 1; next++) sum += ticks[next]!
    for (; next < end; next++) {
      sum += ticks[next]!
      out[next] = sum / whole
      sum -= ticks[next - n + 1]!
    }
  }
  compensated(x, n, Math.max(next, from + n - 1), from, divisor, out)
  return out
}

function compensated(x: Float64Array, n: number, begin: number, from: number, divisor: number, out: Float64Array) {
  let sum = 0
  let lost = 0
  for (let i = begin; i < x.length; i++) {
    // A sum that met NaN or overflow is taken afresh, so that it spoils only the windows that hold the value.
    const fresh = i === begin || (i - from) % n === 0 || !Number.isFinite(sum + lost)
    if (fresh) {
      sum = 0
      lost = 0
    }
    for (let j = fresh ? i - n + 1 : i; j <= i; j++) {
      const value = x[j]!
      const total = sum + value
      lost += Math.abs(sum) >= Math.abs(value) ? sum - total + value : value - total + sum
      sum = total
    }
    if (!fresh) {
      const value = -x[i - n]!
      const total = sum + value
      lost += Math.abs(sum) >= Math.abs(value) ? sum - total + value : value - total + sum
      sum = total
    }
    out[i] = (sum + lost) / divisor
  }
}
