import { rmaStep } from './averages.ts'

import { maxStep, minStep } from './step-extreme.ts'
import { decimalQuotient } from './price-means.ts'

type RangeStep = (high: number, low: number, close: number) => number

/** `trueRange`, bar by bar. */
export function rangeStep(): RangeStep {
  let previous = Number.NaN
  return (high, low, close) => {
    const range = Math.max(high - low, Math.abs(previous - high), Math.abs(previous - low))
    previous = close
    return range
  }
}

/** `fullRange`, bar by bar: the first bar's range is high minus low. */
export function fullRangeStep(): RangeStep {
  const range = rangeStep()
  let first = true
  return (high, low, close) => {
    const value = range(high, low, close)
    if (!first) return value
    first = false
    return high - low
  }
}

/** `averageTrueRange`, bar by bar. */
export function averageRangeStep(n: number, first = n): RangeStep {
  const range = rangeStep()
  if (n <= 1) return range
  const smooth = rmaStep(n, first - n + 1)
  return (high, low, close) => smooth(range(high, low, close))
}

/** `percentK`, bar by bar. */
export function percentKStep(n: number, from = 0): RangeStep {
  const [top, bottom] = [maxStep(n, from), minStep(n, from)]
  return (high, low, close) => {
    const lowest = bottom(low)
    const range = top(high) - lowest
    return range === 0 ? 0 : ((close - lowest) / range) * 100
  }
}

/** Middle of the range of the last `n` bars. */
export function middleStep(n: number): (high: number, low: number) => number {
  const [top, bottom] = [maxStep(n), minStep(n)]
  return (high, low) => (top(high) + bottom(low)) / 2
}

/** Weighted mean of prices, bar by bar. */
export function priceMeanStep(weights: readonly number[]): (...prices: number[]) => number {
  const quotient = decimalQuotient(weights.reduce((a, b) => a + b, 0))
  return (...prices) => quotient(prices.reduce((sum, price, k) => sum + price * weights[k]!, 0))
}
