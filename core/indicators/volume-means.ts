import { pipelined } from './pipeline.ts'
import { sma } from './averages.ts'
import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { typicalPrice } from './price-means.ts'
import { column } from './series.ts'
import { priceMeanStep } from './step-bars.ts'
import { meanStep } from './step-sum.ts'

const shape = { group: 'volume', pane: 'own', outputs: [line()] } as const

export const volumeMeans: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'rvol',
    aliases: ['relative_volume'],
    title: 'Relative Volume',
    doc: 'Volume over the mean volume of the timeperiod bars before.',
    inputs: ['volume'],
    params: [period(20, 1)],
    levels: [1],
    lookback: (n) => n,
    stream: (n) => {
      const average = meanStep(n)
      let mean = Number.NaN
      return (traded) => {
        const relative = traded / mean
        mean = average(traded)
        return [relative]
      }
    },
    kernel: (n) => (traded) => {
      const mean = sma(traded, n)
      const out = column(traded.length, n)
      for (let i = n; i < traded.length; i++) out[i] = traded[i]! / mean[i - 1]!
      return [out]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'vwap',
    title: 'Volume Weighted Average Price',
    doc: 'Mean typical price weighted by volume since the first bar, in price units; 0 until something trades.',
    pane: 'price',
    inputs: ['high', 'low', 'close', 'volume'],
    params: [],
    lookback: () => 0,
    stream: () => {
      const price = priceMeanStep([1, 1, 1])
      let value = 0
      let units = 0
      return (high, low, close, traded) => {
        value += price(high, low, close) * traded
        units += traded
        return [units === 0 ? 0 : value / units]
      }
    },
    kernel: () => (high, low, close, traded) =>
      pipelined([typicalPrice(high, low, close), traded], [['weightedPrice', ['in0', 'in1', 'out0']]]),
  }),
]
