import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { rollingMax, rollingMin } from './rolling-extreme.ts'
import { rollingSum } from './rolling-sum.ts'

const shape = {
  group: 'math',
  inputs: ['real'],
  outputs: [line()],
  params: [period(30)],
  lookback: (n: number) => n - 1,
} as const

export const rollingMath: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'max',
    title: 'Highest Value over a Period',
    doc: 'Highest of the last timeperiod values.',
    pane: 'price',
    kernel: (n) => (x) => [rollingMax(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'min',
    title: 'Lowest Value over a Period',
    doc: 'Lowest of the last timeperiod values.',
    pane: 'price',
    kernel: (n) => (x) => [rollingMin(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'sum',
    title: 'Summation',
    doc: 'Sum of the last timeperiod values; exact on decimal prices.',
    pane: 'own',
    kernel: (n) => (x) => [rollingSum(x, n)],
  }),
]
