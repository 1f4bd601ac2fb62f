import { longestHistory } from './kernels.ts'
import { pipelined } from './pipeline.ts'
import { priceMeanStep } from './step-bars.ts'
import { averagePrice, medianPrice, typicalPrice, weightedClose } from './price-means.ts'
import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { runKernel } from './kernels.ts'
import { column, unwritten } from './series.ts'

const shape = { group: 'price', pane: 'price', params: [], outputs: [line()], lookback: () => 0 } as const

function heikinAshi(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array): Float64Array[] {
  const rows = open.length
  const [o, h, l, c] = [0, 1, 2, 3].map(() => unwritten(rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  runKernel('heikinAshi', [open, high, low, close], [o, h, l, c])
  return [o, h, l, c]
}

function averageDeviation(x: Float64Array, n: number): Float64Array {
  if (n <= longestHistory) return pipelined([x], [['averageDeviation', ['in0', 'out0'], n]], n)[0]!
  const out = column(x.length, n - 1)
  for (let i = n - 1; i < x.length; i++) {
    const reference = x[i - n + 1]!
    let sum = 0
    for (let j = i - n + 1; j <= i; j++) sum += x[j]! - reference
    const mean = sum / n
    let deviation = 0
    for (let j = i - n + 1; j <= i; j++) deviation += Math.abs(x[j]! - reference - mean)
    out[i] = deviation / n
  }
  return out
}

export const prices: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'avgprice',
    title: 'Average Price',
    doc: 'Mean of open, high, low and close, in price units.',
    inputs: ['open', 'high', 'low', 'close'],
    stream: () => {
      const mean = priceMeanStep([1, 1, 1, 1])
      return (open, high, low, close) => [mean(open, high, low, close)]
    },
    kernel: () => (open, high, low, close) => [averagePrice(open, high, low, close)],
  }),
  defineIndicator({
    ...shape,
    name: 'medprice',
    title: 'Median Price',
    doc: 'Middle of high and low, in price units.',
    inputs: ['high', 'low'],
    stream: () => {
      const mean = priceMeanStep([1, 1])
      return (high, low) => [mean(high, low)]
    },
    kernel: () => (high, low) => [medianPrice(high, low)],
  }),
  defineIndicator({
    ...shape,
    name: 'typprice',
    title: 'Typical Price',
    doc: 'Mean of high, low and close, in price units.',
    inputs: ['high', 'low', 'close'],
    stream: () => {
      const mean = priceMeanStep([1, 1, 1])
      return (high, low, close) => [mean(high, low, close)]
    },
    kernel: () => (high, low, close) => [typicalPrice(high, low, close)],
  }),
  defineIndicator({
    ...shape,
    name: 'wclprice',
    title: 'Weighted Close Price',
    doc: 'Mean of high, low and twice the close, in price units.',
    inputs: ['high', 'low', 'close'],
    stream: () => {
      const mean = priceMeanStep([1, 1, 2])
      return (high, low, close) => [mean(high, low, close)]
    },
    kernel: () => (high, low, close) => [weightedClose(high, low, close)],
  }),
  defineIndicator({
    ...shape,
    name: 'ha',
    aliases: ['heikin_ashi', 'heikinashi'],
    title: 'Heikin-Ashi Candles',
    doc: 'Candles of averaged prices: open from the candle before, close the mean of the bar, in price units.',
    inputs: ['open', 'high', 'low', 'close'],
    outputs: [line('haopen', 'open'), line('hahigh', 'high'), line('halow', 'low'), line('haclose', 'close')],
    stream: () => {
      // Of the bars one and two before; the kernel says why.
      let [open1, close1, open2, close2, bars] = [0, 0, 0, 0, 0]
      return (open, high, low, close) => {
        const c = (open + high + low + close) / 4
        const o =
          bars === 0
            ? (open + close) / 2
            : bars === 1
              ? (open1 + close1) / 2
              : 0.25 * open2 + (0.25 * close2 + 0.5 * close1)
        ;[open2, close2, open1, close1] = [open1, close1, o, c]
        bars++
        return [o, Math.max(high, o, c), Math.min(low, o, c), c]
      }
    },
    kernel: () => (open, high, low, close) => heikinAshi(open, high, low, close),
  }),
  defineIndicator({
    ...shape,
    name: 'avgdev',
    title: 'Average Deviation',
    doc: 'Mean distance of the last timeperiod values from their mean, in price units.',
    pane: 'own',
    inputs: ['real'],
    params: [period(14)],
    lookback: (n) => n - 1,
    stream: 'window',
    kernel: (n) => (x) => [averageDeviation(x, n)],
  }),
]
