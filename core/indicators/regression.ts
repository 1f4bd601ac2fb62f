import { column, inBlocks } from './series.ts'

/** Bars, in windows, after which TA-Lib takes its sums afresh; sooner where one value outweighs the rest this much. */
export const reseedWindows = 32
export const outweighed = 100

/**
 * Least-squares line through the last `n` values, first at bar `n` - 1. The sums are carried on the way TA-Lib carries
 * them: a slope near 0 is mostly rounding, and only the same order of additions gives the same digits. Values that do
 * not change have a slope of exactly 0. Answers the slope where `bars` is undefined, else the line `bars` after the
 * window's oldest bar.
 */
function regression(x: Float64Array, n: number, bars: number | undefined): Float64Array {
  const rows = x.length
  const out = column(rows, n - 1)
  const sloped = bars === undefined
  const ahead = bars ?? 0
  const sumOfBars = (n * (n - 1)) / 2
  const spread = (n * n * (n * n - 1)) / 12
  const state = { sum: 0, weighted: 0, size: 0, left: 0, run: 0 }
  inBlocks(0, rows, (begin, end) => {
    let { sum, weighted, size, left, run } = state
    for (let i = begin; i < end; i++) {
      run = i > 0 && x[i] === x[i - 1] ? run + 1 : 1
      if (i < n - 1) continue
      if (i >= n) {
        const outgoing = x[i - n]!
        weighted = weighted + sum - n * outgoing
        sum = sum - outgoing + x[i]!
        size = size - Math.abs(outgoing) + Math.abs(x[i]!)
        left--
        if (Math.abs(n * outgoing) > outweighed * size) left = 0
      }
      if (left <= 0) {
        left = reseedWindows * n
        sum = 0
        weighted = 0
        size = 0
        for (let age = n - 1; age >= 0; age--) {
          const value = x[i - age]!
          sum += value
          weighted += age * value
          size += Math.abs(value)
        }
      }
      // Weights count back from the newest bar, so the slope comes out with its sign turned.
      const still = run >= n
      const tilt = still ? 0 : (sumOfBars * sum - n * weighted) / spread
      out[i] = sloped ? tilt : (still ? x[i]! : (sum - tilt * sumOfBars) / n) + tilt * ahead
    }
    Object.assign(state, { sum, weighted, size, left, run })
  })
  return out
}

/** Slope of the fitted line, in price units a bar. */
export function slopeOf(x: Float64Array, n: number): Float64Array {
  return regression(x, n, undefined)
}

/** The fitted line `bars` after the oldest bar of the window. */
export function lineAt(x: Float64Array, n: number, bars: number): Float64Array {
  return regression(x, n, bars)
}
