import { column, inBlocks } from './series.ts'
import { largestOf, rounder, scaleFor, tickLimitFor } from './ticks.ts'

/** Above this window the divisor times 8 decimals is no longer a whole double. */
export const exactWindow = 13_000

/**
 * Linearly weighted average: the newest of `n` values counts `n` times, the oldest once; first at `from + n - 1`.
 * Exact on decimal prices like `rollingSum`.
 */
export function wma(x: Float64Array, n: number, from = 0): Float64Array {
  const out = column(x.length, from + n - 1)
  const weight = (n * (n + 1)) / 2
  const next = n <= exactWindow ? exact(x, n, from, weight, out) : 0
  fromReference(x, n, Math.max(next, from + n - 1), from, weight, out)
  return out
}

/** Sums in whole ticks for as long as the values are decimal; answers the first index that is not. */
function exact(x: Float64Array, n: number, from: number, weight: number, out: Float64Array): number {
  const limit = tickLimitFor(weight)
  const first = from + n - 1
  const state = { sum: 0, weighted: 0, scale: 1, reached: x.length }
  inBlocks(0, x.length, (begin, end) => {
    let i = slide(x, begin, end, from, first, limit, state, out)
    while (i < end) {
      const found = scaleFor(x[i]!, state.scale, largestOf(x, i), limit)
      if (found === 0) {
        state.reached = i
        return false
      }
      state.sum = Math.round(state.sum * (found / state.scale))
      state.weighted = Math.round(state.weighted * (found / state.scale))
      state.scale = found
      i = slide(x, i, end, from, first, limit, state, out)
    }
    return true
  })
  return state.reached
}

/** Takes in values from `begin` on; answers the first index that is not whole at this scale. */
function slide(
  x: Float64Array,
  begin: number,
  end: number,
  from: number,
  first: number,
  limit: number,
  state: { sum: number; weighted: number; scale: number },
  out: Float64Array,
): number {
  const shift = rounder
  const n = first - from + 1
  const { scale } = state
  const whole = ((n * (n + 1)) / 2) * scale
  let { sum, weighted } = state
  let i = begin
  for (; i < end; i++) {
    const value = x[i]!
    const tick = value * scale + shift - shift
    if (tick / scale !== value || !(Math.abs(tick) < limit)) break
    if (i < from) continue
    sum += tick
    if (i < first) {
      weighted += tick * (i - from + 1)
      continue
    }
    weighted += tick * n
    out[i] = weighted / whole
    weighted -= sum
    sum -= x[i - n + 1]! * scale + shift - shift
  }
  state.sum = sum
  state.weighted = weighted
  return i
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
