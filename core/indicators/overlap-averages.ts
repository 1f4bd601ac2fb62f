import { ema, rma, sma } from './averages.ts'
import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { wma } from './weighted-average.ts'

const shape = { group: 'overlap', pane: 'price', inputs: ['real'], outputs: [line()] } as const

export const simpleAverages: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'sma',
    title: 'Simple Moving Average',
    doc: 'Mean of the last timeperiod values, in price units; exact on decimal prices.',
    params: [period(30, 1)],
    lookback: (n) => n - 1,
    kernel: (n) => (x) => [sma(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'ema',
    title: 'Exponential Moving Average',
    doc: 'Average with weight 2 / (timeperiod + 1) on the newest value, seeded by a simple average, in price units.',
    params: [period(30, 1)],
    lookback: (n) => n - 1,
    kernel: (n) => (x) => [ema(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'wma',
    title: 'Weighted Moving Average',
    doc: 'Average whose weights fall linearly from timeperiod on the newest value to 1, in price units.',
    params: [period(30, 1)],
    lookback: (n) => n - 1,
    kernel: (n) => (x) => [wma(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'rma',
    title: "Wilder's Smoothed Moving Average",
    doc: 'Average with weight 1 / timeperiod on the newest value, seeded by a simple average, in price units.',
    source: 'J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib 0.8 RMA',
    params: [period(30, 1)],
    lookback: (n) => n - 1,
    kernel: (n) => (x) => [rma(x, n)],
  }),
]
