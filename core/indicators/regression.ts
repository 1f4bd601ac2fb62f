import { column } from './series.ts'

export interface Regression {
  /** Change a bar of the fitted line. */
  slope: Float64Array
  /** Value of the fitted line on the oldest bar of the window. */
  intercept: Float64Array
}

/**
 * Least-squares line through the last `n` values, first at `from + n - 1`. Distances are taken from the window's first
 * value at each restart, every `n` bars, so that an unchanging price has a slope of exactly 0.
 */
export function regression(x: Float64Array, n: number, from = 0): Regression {
  const rows = x.length
  const slope = column(rows, from + n - 1)
  const intercept = column(rows, from + n - 1)
  const sumOfBars = (n * (n - 1)) / 2
  const spread = (n * n * (n * n - 1)) / 12
  let reference = 0
  let sum = 0
  let weighted = 0
  for (let i = from + n - 1; i < rows; i++) {
    if ((i - from + 1) % n === 0 || !Number.isFinite(weighted)) {
      reference = x[i - n + 1]!
      sum = 0
      weighted = 0
      for (let j = 1; j < n; j++) {
        const distance = x[i - n + 1 + j]! - reference
        sum += distance
        weighted += distance * j
      }
    } else {
      const outgoing = x[i - n]! - reference
      const incoming = x[i]! - reference
      weighted += outgoing - sum + incoming * (n - 1)
      sum += incoming - outgoing
    }
    const tilt = (n * weighted - sumOfBars * sum) / spread
    slope[i] = tilt
    intercept[i] = reference + (sum - tilt * sumOfBars) / n
  }
  return { slope, intercept }
}

/** Bars, in windows, after which TA-Lib takes its sums afresh. */
const reseedWindows = 32

/**
 * The line's value on the bar after the window, from sums carried on the way TA-Lib carries them: where price and
 * forecast nearly meet, their difference is mostly rounding, and only the same order of additions gives the same digits.
 */
export function forecast(x: Float64Array, n: number): Float64Array {
  const out = column(x.length, n - 1)
  const sumOfBars = (n * (n - 1)) / 2
  const spread = (n * n * (n * n - 1)) / 12
  let sum = 0
  let weighted = 0
  let size = 0
  let left = 0
  for (let i = n - 1; i < x.length; i++) {
    if (i >= n) {
      const outgoing = x[i - n]!
      weighted += sum - n * outgoing
      sum = sum - outgoing + x[i]!
      size = size - Math.abs(outgoing) + Math.abs(x[i]!)
      left--
      if (Math.abs(n * outgoing) > 100 * size) left = 0
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
    const slope = (sumOfBars * sum - n * weighted) / spread
    out[i] = (sum - slope * sumOfBars) / n + slope * n
  }
  return out
}
