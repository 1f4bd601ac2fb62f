import type { Step } from './step-sum.ts'
import { slidingWindow } from './step-window.ts'

/** Share of the largest sum since the restart below which its rounding would show. */
const kept = 1e-4
/** Bars between restarts, where the window is not longer. */
const restart = 128

/** `rollingVariance`, bar by bar. */
export function varianceStep(n: number, from = 0): Step {
  const { values, push } = slidingWindow(n)
  const share = 1 / n
  const interval = Math.max(n, restart) - 1
  const first = from + n - 1
  let count = -1
  let run = 1
  let reference = 0
  let sum = 0
  let squares = 0
  let peak = 0
  let untilRestart = 0

  function fresh(i: number): number {
    untilRestart = interval
    sum = 0
    squares = 0
    peak = 0
    if (run >= n) {
      reference = values[i]!
      return 0
    }
    const start = i - n + 1
    const oldest = values[start]!
    let distance = 0
    for (let j = start + 1; j <= i; j++) distance += values[j]! - oldest
    reference = oldest + distance / n
    for (let j = start; j <= i; j++) {
      const value = values[j]! - reference
      sum += value
      squares += value * value
    }
    peak = squares
    return Math.max(0, squares - sum * sum * share) * share
  }

  return (x) => {
    const i = push(x)
    count++
    run = count > from && x === values[i - 1] ? run + 1 : 1
    if (count < first) return Number.NaN
    if (untilRestart > 0) {
      const incoming = x - reference
      const outgoing = values[i - n]! - reference
      sum += incoming - outgoing
      squares += incoming * incoming - outgoing * outgoing
      if (squares > peak) peak = squares
      untilRestart--
      const spread = squares - sum * sum * share
      if (spread > peak * kept) return spread * share
    }
    return fresh(i)
  }
}

/** `rollingDeviation`, bar by bar. */
export function deviationStep(n: number, from = 0): Step {
  const variance = varianceStep(n, from)
  return (x) => Math.sqrt(variance(x))
}

/** Bars, in windows, after which TA-Lib takes its sums afresh; sooner where one value outweighs the rest this much. */
const reseedWindows = 32
const outweighed = 100

/** `regression`, bar by bar: slope and value on the window's oldest bar, written anew on each bar. */
export function regressionStep(n: number): (x: number) => { slope: number; intercept: number } {
  const { values, push } = slidingWindow(n)
  const sumOfBars = (n * (n - 1)) / 2
  const steepness = 12 / (n * n * (n * n - 1))
  const share = 1 / n
  const now = { slope: Number.NaN, intercept: Number.NaN }
  let count = -1
  let sum = 0
  let weighted = 0
  let size = 0
  let left = 0
  let run = 0
  return (x) => {
    const i = push(x)
    count++
    run = count > 0 && x === values[i - 1] ? run + 1 : 1
    if (count < n - 1) return now
    if (count >= n) {
      const outgoing = values[i - n]!
      weighted = weighted + sum - n * outgoing
      sum = sum - outgoing + x
      size = size - Math.abs(outgoing) + Math.abs(x)
      left--
      if (Math.abs(n * outgoing) > outweighed * size) left = 0
    }
    if (left <= 0) {
      left = reseedWindows * n
      sum = 0
      weighted = 0
      size = 0
      for (let age = n - 1; age >= 0; age--) {
        const value = values[i - age]!
        sum += value
        weighted += age * value
        size += Math.abs(value)
      }
    }
    const tilt = (sumOfBars * sum - n * weighted) * steepness
    now.slope = run >= n ? 0 : tilt
    now.intercept = run >= n ? x : (sum - tilt * sumOfBars) * share
    return now
  }
}

/** `lineAt`, bar by bar. */
export function lineAtStep(n: number, bars: number): Step {
  const fit = regressionStep(n)
  return (x) => {
    const { slope, intercept } = fit(x)
    return intercept + slope * bars
  }
}
