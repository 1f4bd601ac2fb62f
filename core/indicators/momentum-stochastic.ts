import { defineIndicator, line, maType, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { average, averageLookback, averageNamed } from './moving-average.ts'
import { percentK } from './stochastic.ts'

export const stochastics: readonly Indicator[] = [
  defineIndicator({
    name: 'stoch',
    title: 'Stochastic',
    group: 'momentum',
    doc: 'Place of the close in the range of the last fastk_period bars, smoothed (k), and its average (d); 0 to 100.',
    source: 'G. C. Lane, Stochastics (1984); TA-Lib 0.8 STOCH',
    pane: 'own',
    inputs: ['high', 'low', 'close'],
    params: [
      period(5, 1, 'fastk_period'),
      period(3, 1, 'slowk_period'),
      maType(0, 'slowk_matype'),
      period(3, 1, 'slowd_period'),
      maType(0, 'slowd_matype'),
    ],
    outputs: [line('slowk', 'k'), line('slowd', 'd')],
    levels: [20, 80],
    lookback: (n, k, kType, d, dType) =>
      n - 1 + averageLookback(k, averageNamed(kType)) + averageLookback(d, averageNamed(dType)),
    kernel: (n, k, kType, d, dType) => (high, low, close) => {
      const from = n - 1 + averageLookback(k, averageNamed(kType))
      const slowK = average(percentK(high, low, close, n), k, averageNamed(kType), n - 1)
      return [slowK, average(slowK, d, averageNamed(dType), from).slice()]
    },
  }),
]
