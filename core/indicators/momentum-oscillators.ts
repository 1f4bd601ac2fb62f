import { priceMeanStep } from './step-bars.ts'
import { slidingWindow } from './step-window.ts'
import { commodityChannel } from './commodity-channel.ts'
import { typicalPrice } from './price-means.ts'
import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'

export const oscillators: readonly Indicator[] = [
  defineIndicator({
    name: 'cci',
    title: 'Commodity Channel Index',
    group: 'momentum',
    doc: 'Distance of the typical price from its average in units of 0.015 mean deviations.',
    source: 'D. Lambert, Commodity Channel Index (1980); TA-Lib 0.8 CCI',
    pane: 'own',
    inputs: ['high', 'low', 'close'],
    params: [period(14)],
    outputs: [line()],
    levels: [-100, 100],
    lookback: (n) => n - 1,
    stream: (n) => {
      const price = priceMeanStep([1, 1, 1])
      const { values, push } = slidingWindow(n)
      return (high, low, close) => {
        const end = push(price(high, low, close)) + 1
        return [commodityChannel(values.subarray(end - n, end), n)[n - 1]!]
      }
    },
    kernel: (n) => (high, low, close) => [commodityChannel(typicalPrice(high, low, close), n)],
  }),
]
