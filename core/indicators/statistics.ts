import { varianceStep, deviationStep } from './step-moments.ts'
import { defineIndicator, line, one, period, real } from './define.ts'
import type { Indicator } from './indicator.ts'
import { rollingDeviation, rollingVariance } from './rolling-variance.ts'
import { scaled } from './series.ts'

const shape = { group: 'statistics', pane: 'own', inputs: ['real'], outputs: [line()] } as const

export const statistics: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'stddev',
    title: 'Standard Deviation',
    doc: 'Population standard deviation of the last timeperiod values times nbdev, in price units.',
    params: [period(5), real('nbdev', 1)],
    lookback: (n) => n - 1,
    stream: (n, times) => {
      const deviation = deviationStep(n)
      return (x) => [deviation(x) * times]
    },
    kernel: (n, times) => (x) => {
      const out = rollingDeviation(x, n)
      return [scaled(out, times, out)]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'var',
    title: 'Variance',
    doc: 'Population variance of the last timeperiod values, in squared price units; nbdev is not used.',
    params: [period(5, 1), real('nbdev', 1)],
    lookback: (n) => n - 1,
    stream: (n) => one(varianceStep(n)),
    kernel: (n) => (x) => [rollingVariance(x, n)],
  }),
]
