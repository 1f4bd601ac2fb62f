import { column } from './series.ts'
import { rollingSum } from './rolling-sum.ts'
import type { BarStep } from './indicator.ts'
import { lagStep } from './step-lag.ts'
import { sumStep } from './step-sum.ts'

/** Weights that the slope of a least-squares line through points at ln 1, ln 2, ... gives the heights of those points. */
function slopeWeights(lags: number): Float64Array {
  const places = Float64Array.from({ length: lags }, (_, k) => Math.log(k + 1))
  const mean = places.reduce((a, b) => a + b, 0) / lags
  const spread = places.reduce((sum, place) => sum + (place - mean) ** 2, 0)
  return places.map((place) => (place - mean) / spread)
}

/** Lags whose moves fit often enough into the window. */
function lagsOf(n: number, longest: number): number {
  return Math.min(longest, Math.floor(n / 2))
}

/** Slope of ln mean |move over k bars| on ln k, from the sums of those moves over the window's `n` - k pairs of bars. */
function exponent(sumOf: (lag: number) => number, n: number, weights: Float64Array): number {
  let slope = 0
  for (let k = 0; k < weights.length; k++) {
    const sum = sumOf(k + 1)
    if (!(sum > 0)) return Number.NaN
    slope += weights[k]! * Math.log(sum / (n - k - 1))
  }
  return slope
}

/**
 * Generalised Hurst exponent of order 1 of ln x (Di Matteo 2007) over the last `n` bars, first at bar `n` - 1: moves
 * over 1, 2, ... `longest` bars grow on average as that power of the number of bars.
 */
export function hurst(x: Float64Array, n: number, longest: number): Float64Array {
  const out = column(x.length, n - 1)
  const lags = lagsOf(n, longest)
  const weights = slopeWeights(lags)
  const logs = x.map(Math.log)
  const sums = Array.from({ length: lags }, (_, k) => {
    const lag = k + 1
    const moves = column(x.length, lag)
    for (let i = lag; i < x.length; i++) moves[i] = Math.abs(logs[i]! - logs[i - lag]!)
    return rollingSum(moves, n - lag, lag)
  })
  for (let i = n - 1; i < x.length; i++) out[i] = exponent((lag) => sums[lag - 1]![i]!, n, weights)
  return out
}

/** `hurst`, bar by bar. */
export function hurstStep(n: number, longest: number): BarStep {
  const lags = lagsOf(n, longest)
  const weights = slopeWeights(lags)
  const sums = new Float64Array(lags)
  const steps = Array.from({ length: lags }, (_, k) => [lagStep(k + 1), sumStep(n - k - 1, k + 1)] as const)
  return (x) => {
    const now = Math.log(x!)
    for (const [k, [before, sum]] of steps.entries()) sums[k] = sum(Math.abs(now - before(now)))
    return [exponent((lag) => sums[lag - 1]!, n, weights)]
  }
}

const longestWindow = 100_000

/** Weights of the fractional difference of order `d`, this bar first, up to the last that is not below `threshold`. */
export function differenceWeights(d: number, threshold: number): Float64Array {
  const weights = [1]
  for (let k = 1; k < longestWindow; k++) {
    const next = (-weights[k - 1]! * (d - k + 1)) / k
    if (Math.abs(next) < threshold || next === 0) break
    weights.push(next)
  }
  return Float64Array.from(weights)
}

/** Sum of the last values times their weights. */
export function fractionalDifference(x: Float64Array, d: number, threshold: number): Float64Array {
  const weights = differenceWeights(d, threshold)
  const n = weights.length
  const out = column(x.length, n - 1)
  for (let i = n - 1; i < x.length; i++) {
    let sum = 0
    for (let k = 0; k < n; k++) sum += weights[k]! * x[i - k]!
    out[i] = sum
  }
  return out
}
