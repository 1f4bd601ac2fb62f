import { column } from './series.ts'

export interface Regression {
  /** Change a bar of the fitted line. */
  slope: Float64Array
  /** Value of the fitted line on the oldest bar of the window. */
  intercept: Float64Array
}

/** Bars, in windows, after which TA-Lib takes its sums afresh; sooner where one value outweighs the rest this much. */
export const reseedWindows = 32
export const outweighed = 100

/**
 * Least-squares line through the last `n` values, first at bar `n` - 1. The sums are carried on the way TA-Lib carries
 * them: a slope near 0 is mostly rounding, and only the same order of additions gives the same digits. Values that do
 * not change have a slope of exactly 0.
 */
export function regression(x: Float64Array, n: number): Regression {
  const rows = x.length
  const slope = column(rows, n - 1)
  const intercept = column(rows, n - 1)
  const sumOfBars = (n * (n - 1)) / 2
  const spread = (n * n * (n * n - 1)) / 12
  let sum = 0
  let weighted = 0
  let size = 0
  let left = 0
  let run = 0
  for (let i = 0; i < rows; i++) {
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
    const tilt = (sumOfBars * sum - n * weighted) / spread
    slope[i] = run >= n ? 0 : tilt
    intercept[i] = run >= n ? x[i]! : (sum - tilt * sumOfBars) / n
  }
  return { slope, intercept }
}

/** The fitted line `bars` after the oldest bar of the window. */
export function lineAt(x: Float64Array, n: number, bars: number): Float64Array {
  const { slope, intercept } = regression(x, n)
  for (let i = 0; i < intercept.length; i++) intercept[i]! += slope[i]! * bars
  return intercept
}
