import type { BarStep } from './indicator.ts'
import { emaStep } from './step-averages.ts'
import type { Step } from './step-sum.ts'

/** `strength`, bar by bar: Wilder's averages of gains and of losses turned into one number. */
function strengthStep(n: number, combine: (gain: number, loss: number) => number): Step {
  const weight = 1 / n
  let count = -1
  let gain = 0
  let loss = 0
  let before = 0
  return (x) => {
    const change = x - before
    before = x
    if (++count === 0) return Number.NaN
    const up = change > 0 ? change : 0
    const down = change < 0 ? -change : 0
    if (count <= n) {
      gain += up
      loss += down
      if (count === n) {
        gain /= n
        loss /= n
      }
    } else {
      gain += (up - gain) * weight
      loss += (down - loss) * weight
    }
    if (count < n) return Number.NaN
    return gain + loss === 0 ? 0 : combine(gain, loss)
  }
}

/** `rsi`, bar by bar. */
export function rsiStep(n: number): Step {
  return strengthStep(n, (gain, loss) => 100 * (gain / (gain + loss)))
}

/** `cmo`, bar by bar. */
export function cmoStep(n: number): Step {
  return strengthStep(n, (gain, loss) => 100 * ((gain - loss) / (gain + loss)))
}

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
  const fast = emaStep(short, long - short, shortWeight)
  const slow = emaStep(long, 0, longWeight)
  const signalWeight = 2 / (signal + 1)
  let seen = 1 - long
  let average = 0
  return (x) => {
    const now = fast(x!) - slow(x!)
    if (++seen < 1) return [Number.NaN, Number.NaN, Number.NaN]
    average += seen <= signal ? (now - average) / seen : (now - average) * signalWeight
    return [now, average, now - average]
  }
}
