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
  const limit = tickLimitFor(n)
  const first = from + n - 1
  const state = { sum: 0, scale: 1 }
  let i = 0
  while (i < rows) {
    const to = Math.min(rows, i + block)
    const reached =
      i < first ? fill(x, i, Math.min(first, to), from, limit, state) : slide(x, i, to, n, divisor, limit, state, out)
    if (reached === i) {
      const found = scaleFor(x[i]!, state.scale, largestOf(x, i), limit)
      if (found === 0) return i
      state.sum = Math.round(state.sum * (found / state.scale))
      state.scale = found
    }
    i = reached
  }
  return rows
}

interface Ticked {
  sum: number
  scale: number
}

/** Rows a call: a function called often is compiled once for all calls, a long loop anew in each. */
const block = 2048

/** Adds up the first window; answers the first index that is not whole at this scale. */
function fill(x: Float64Array, begin: number, to: number, from: number, limit: number, state: Ticked): number {
  const { scale } = state
  for (let i = begin; i < to; i++) {
    const tick = x[i]! * scale + rounder - rounder
    if (tick / scale !== x[i] || !(Math.abs(tick) < limit)) return i
    if (i >= from) state.sum += tick
  }
  return to
}

/** Moves the full window on; answers the first index that is not whole at this scale. */
function slide(
  x: Float64Array,
  begin: number,
  to: number,
  n: number,
  divisor: number,
  limit: number,
  state: Ticked,
  out: Float64Array,
): number {
  const shift = rounder
  const { scale } = state
  const whole = divisor * scale
  let { sum } = state
  let i = begin
  for (; i < to; i++) {
    const value = x[i]!
    const tick = value * scale + shift - shift
    if (tick / scale !== value || !(Math.abs(tick) < limit)) break
    sum += tick
    out[i] = sum / whole
    sum -= x[i - n + 1]! * scale + shift - shift
  }
  state.sum = sum
  return i
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
