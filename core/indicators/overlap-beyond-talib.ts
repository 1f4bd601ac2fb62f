import { fullRangeStep, middleStep } from './step-bars.ts'

import { ema, emaStep } from './averages.ts'
import { bandOutputs, defineIndicator, line, period, real } from './define.ts'
import type { Indicator } from './indicator.ts'
import { middleOver } from './rolling-extreme.ts'
import { column, middle, offset } from './series.ts'
import { trueRange } from './true-range.ts'

/** True range whose first bar is high minus low. */
export function fullRange(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = trueRange(high, low, close)
  if (out.length > 0) out[0] = high[0]! - low[0]!
  return out
}

/** Gaussian weights over the window, oldest value first, `offset` of the way to the newest at their highest. */
function alma(x: Float64Array, n: number, offset: number, sigma: number): Float64Array {
  const weights = Float64Array.from({ length: n }, (_, k) => {
    return Math.exp(-((k - offset * (n - 1)) ** 2) / (2 * (n / sigma) ** 2))
  })
  const total = weights.reduce((a, b) => a + b, 0)
  const out = column(x.length, n - 1)
  for (let i = n - 1; i < x.length; i++) {
    const reference = x[i]!
    let sum = 0
    for (let k = 0; k < n; k++) sum += weights[k]! * (x[i - n + 1 + k]! - reference)
    out[i] = reference + sum / total
  }
  return out
}

export const bandsBeyondTalib: readonly Indicator[] = [
  defineIndicator({
    name: 'ichimoku',
    title: 'Ichimoku Cloud',
    group: 'overlap',
    doc: 'Middles of three ranges and the mean of the first two, in price units; the spans are not moved into the future.',
    source: 'G. Hosoda, Ichimoku Kinko Hyo (1969)',
    pane: 'price',
    inputs: ['high', 'low'],
    params: [period(9, 1, 'tenkanperiod'), period(26, 1, 'kijunperiod'), period(52, 1, 'senkouperiod')],
    outputs: [line('tenkan'), line('kijun'), line('spana'), line('spanb')],
    lookback: (tenkan, kijun, senkou) => Math.max(tenkan, kijun, senkou) - 1,
    stream: (tenkan, kijun, senkou) => {
      const [short, middle, long] = [middleStep(tenkan), middleStep(kijun), middleStep(senkou)]
      return (high, low) => {
        const fast = short(high, low)
        const slow = middle(high, low)
        return [fast, slow, (fast + slow) / 2, long(high, low)]
      }
    },
    kernel: (tenkan, kijun, senkou) => (high, low) => {
      const fast = middleOver(high, low, tenkan)
      const slow = middleOver(high, low, kijun)
      return [fast, slow, middle(fast, slow), middleOver(high, low, senkou)]
    },
  }),
  defineIndicator({
    name: 'keltner',
    title: 'Keltner Channels (EMA of the true range)',
    group: 'overlap',
    doc: 'Exponential average of the close and bands nbdev exponential averages of the true range away, in price units.',
    source: 'L. B. Raschke (1990s)',
    pane: 'price',
    inputs: ['high', 'low', 'close'],
    params: [period(20, 1), real('nbdev', 2)],
    outputs: bandOutputs,
    lookback: (n) => n - 1,
    stream: (n, times) => {
      const [average, rangeOf, width] = [emaStep(n), fullRangeStep(), emaStep(n)]
      return (high, low, close) => {
        const centre = average(close)
        const range = width(rangeOf(high, low, close))
        return [centre + times * range, centre, centre - times * range]
      }
    },
    kernel: (n, times) => (high, low, close) => {
      const centre = ema(close, n)
      const range = ema(fullRange(high, low, close), n)
      return [offset(centre, range, times), centre, offset(centre, range, -times)]
    },
  }),
  defineIndicator({
    name: 'alma',
    title: 'Arnaud Legoux Moving Average',
    group: 'overlap',
    doc: 'Average with bell-shaped weights, highest at offset of the window from its oldest value, in price units.',
    source: 'A. Legoux and D. Kouzis-Loukas (2009)',
    pane: 'price',
    inputs: ['real'],
    params: [period(9, 1), real('offset', 0.85, 0, 1), real('sigma', 6, 0.01, 1000)],
    outputs: [line()],
    lookback: (n) => n - 1,
    stream: 'window',
    kernel: (n, offset, sigma) => (x) => [alma(x, n, offset, sigma)],
  }),
]
