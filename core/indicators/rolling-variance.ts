import { column, inBlocks } from './series.ts'

/** Share of the largest sum since the restart below which its rounding would show. */
export const kept = 1e-4
/** Bars between restarts, where the window is not longer. */
export const restart = 128

/**
 * Population variance of the last `n` values, first at `from + n - 1`. Moments are taken about the window's mean at
 * each restart, now and then and whenever cancellation would show: large prices lose no digits,
 * and values that do not change have exactly none.
 */
export function rollingVariance(x: Float64Array, n: number, from = 0): Float64Array {
  const rows = x.length
  const first = from + n - 1
  const out = column(rows, first)
  if (first >= rows) return out
  const share = 1 / n
  const interval = Math.max(n, restart) - 1
  let run = 1
  for (let i = from + 1; i < first; i++) run = x[i] === x[i - 1] ? run + 1 : 1
  const state = { reference: 0, sum: 0, squares: 0, peak: 0, untilRestart: 0, run }
  inBlocks(first, rows, (begin, end) => {
    let { reference, sum, squares, peak, untilRestart, run: same } = state
    for (let i = begin; i < end; i++) {
      same = i > from && x[i] === x[i - 1] ? same + 1 : 1
      if (untilRestart > 0) {
        const incoming = x[i]! - reference
        const outgoing = x[i - n]! - reference
        sum += incoming - outgoing
        squares += incoming * incoming - outgoing * outgoing
        if (squares > peak) peak = squares
        untilRestart--
        const spread = squares - sum * sum * share
        if (spread > peak * kept) {
          out[i] = spread * share
          continue
        }
      }
      if (same >= n) {
        out[i] = 0
        reference = x[i]!
        sum = 0
        squares = 0
        peak = 0
        untilRestart = interval
        continue
      }
      const start = i - n + 1
      const oldest = x[start]!
      let distance = 0
      for (let j = start + 1; j <= i; j++) distance += x[j]! - oldest
      reference = oldest + distance / n
      sum = 0
      squares = 0
      for (let j = start; j <= i; j++) {
        const value = x[j]! - reference
        sum += value
        squares += value * value
      }
      peak = squares
      untilRestart = interval
      out[i] = Math.max(0, squares - sum * sum * share) * share
    }
    Object.assign(state, { reference, sum, squares, peak, untilRestart, run: same })
  })
  return out
}

/** Population standard deviation of the last `n` values, first at `from + n - 1`. */
export function rollingDeviation(x: Float64Array, n: number, from = 0): Float64Array {
  const out = rollingVariance(x, n, from)
  for (let i = from + n - 1; i < x.length; i++) out[i] = Math.sqrt(out[i]!)
  return out
}
