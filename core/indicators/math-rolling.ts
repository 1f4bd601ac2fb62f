import { maxStep, minStep, indexStep } from './step-extreme.ts'
import { sumStep } from './step-sum.ts'
import { defineIndicator, line, one, period, points } from './define.ts'
import type { Indicator } from './indicator.ts'
import { extremeIndexes, highestIndex, lowestIndex } from './rolling-index.ts'
import { rollingExtent, rollingMax, rollingMin } from './rolling-extreme.ts'
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
    stream: (n) => one(maxStep(n)),
    kernel: (n) => (x) => [rollingMax(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'min',
    title: 'Lowest Value over a Period',
    doc: 'Lowest of the last timeperiod values.',
    pane: 'price',
    stream: (n) => one(minStep(n)),
    kernel: (n) => (x) => [rollingMin(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'sum',
    title: 'Summation',
    doc: 'Sum of the last timeperiod values; exact on decimal prices.',
    pane: 'own',
    stream: (n) => one(sumStep(n)),
    kernel: (n) => (x) => [rollingSum(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'minmax',
    title: 'Lowest and Highest Values over a Period',
    doc: 'Lowest and highest of the last timeperiod values.',
    pane: 'price',
    outputs: [line('min'), line('max')],
    stream: (n) => {
      const [bottom, top] = [minStep(n), maxStep(n)]
      return (x) => [bottom(x), top(x)]
    },
    compiled: true,
    kernel: (n) => (x) => rollingExtent(x, n),
  }),
  defineIndicator({
    ...shape,
    name: 'maxindex',
    title: 'Index of the Highest Value over a Period',
    doc: 'Row number of the highest of the last timeperiod values, from 0.',
    pane: 'own',
    outputs: [points('integer')],
    rowNumbers: true,
    stream: (n) => one(indexStep(n, 1)),
    compiled: true,
    kernel: (n) => (x) => [highestIndex(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'minindex',
    title: 'Index of the Lowest Value over a Period',
    doc: 'Row number of the lowest of the last timeperiod values, from 0.',
    pane: 'own',
    outputs: [points('integer')],
    rowNumbers: true,
    stream: (n) => one(indexStep(n, -1)),
    compiled: true,
    kernel: (n) => (x) => [lowestIndex(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'minmaxindex',
    title: 'Indexes of the Lowest and Highest Values over a Period',
    doc: 'Row numbers of the lowest and highest of the last timeperiod values, from 0.',
    pane: 'own',
    outputs: [points('minidx', 'min'), points('maxidx', 'max')],
    rowNumbers: true,
    stream: (n) => {
      const [bottom, top] = [indexStep(n, -1), indexStep(n, 1)]
      return (x) => [bottom(x), top(x)]
    },
    compiled: true,
    kernel: (n) => (x) => extremeIndexes(x, n),
  }),
]
