import { flowOf } from './accumulation.ts'
import type { BarStep } from './indicator.ts'
import type { Step } from './step-sum.ts'

/** `accumulation`, bar by bar. */
export function accumulationStep(): (high: number, low: number, close: number, volume: number) => number {
  let total = 0
  return (high, low, close, volume) => (total += flowOf(high, low, close, volume))
}

/** Exponential average that starts at the first value instead of a mean. */
export function fromFirstStep(n: number): Step {
  const weight = 2 / (n + 1)
  let value: number | undefined
  return (x) => {
    value = weight * x + (1 - weight) * (value ?? x)
    return value
  }
}

/** `volumeIndex`, bar by bar. */
export function volumeIndexStep(sign: 1 | -1): BarStep {
  let value = 1000
  let before: { close: number; volume: number } | undefined
  return (close = 0, volume = 0) => {
    if (before !== undefined && sign * (volume - before.volume) > 0 && before.close !== 0) {
      value += value * ((close - before.close) / before.close)
    }
    before = { close, volume }
    return [value]
  }
}
