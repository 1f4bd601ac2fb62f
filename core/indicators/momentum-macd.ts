import { defineIndicator, histogram, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { macd } from './macd.ts'

const shape = {
  group: 'momentum',
  pane: 'own',
  inputs: ['real'],
  outputs: [line('macd'), line('macdsignal', 'signal'), histogram('macdhist', 'hist')],
  levels: [0],
} as const

export const macds: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'macd',
    title: 'Moving Average Convergence/Divergence',
    doc: 'Fast minus slow exponential average, its exponential average (signal) and their difference, in price units.',
    source: 'G. Appel, The MACD Trading Method (1979); TA-Lib 0.8 MACD',
    params: [period(12, 2, 'fastperiod'), period(26, 2, 'slowperiod'), period(9, 1, 'signalperiod')],
    lookback: (fast, slow, signal) => Math.max(fast, slow) - 1 + signal - 1,
    kernel: (fast, slow, signal) => (x) => macd(x, fast, slow, signal),
  }),
]
