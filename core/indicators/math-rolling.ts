import { defineIndicator, line, period, points } from './define.ts'
import type { Indicator } from './indicator.ts'
import { highestIndex, lowestIndex } from './rolling-index.ts'
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
  defineIndicator({
    ...shape,
    name: 'minmax',
    title: 'Lowest and Highest Values over a Period',
    doc: 'Lowest and highest of the last timeperiod values.',
    pane: 'price',
    outputs: [line('min'), line('max')],
    kernel: (n) => (x) => [rollingMin(x, n), rollingMax(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'maxindex',
    title: 'Index of the Highest Value over a Period',
    doc: 'Row number of the highest of the last timeperiod values, from 0.',
    pane: 'own',
    outputs: [points('integer')],
    rowNumbers: true,
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
    kernel: (n) => (x) => [lowestIndex(x, n), highestIndex(x, n)],
  }),
]
