import { smoothStep } from './smoothing.ts'
import type { BarStep } from './indicator.ts'

/** `macd`, bar by bar. */
export function macdStep(fast: number, slow: number, signal: number): BarStep {
  const long = Math.max(fast, slow)
  const short = Math.min(fast, slow)
  return gapStep(short, 2 / (short + 1), long, 2 / (long + 1), signal)
}

/** `macdFixed`, bar by bar. */
export function macdFixedStep(signal: number): BarStep {
  return gapStep(12, 0.15, 26, 0.075, signal)
}

function gapStep(short: number, shortWeight: number, long: number, longWeight: number, signal: number): BarStep {
  const fast = smoothStep(short, shortWeight, long - short)
  const slow = smoothStep(long, longWeight)
  const average = smoothStep(signal, 2 / (signal + 1), long - 1)
  return (x) => {
    const now = fast(x!) - slow(x!)
    const line = average(now)
    return [now, line, now - line]
  }
}
