import { defineIndicator, line, period } from './define.ts'
import { averageDirectionalIndex, directionalIndicator, directionalSums } from './directional-movement.ts'
import type { Indicator } from './indicator.ts'

const shape = {
  group: 'momentum',
  pane: 'own',
  inputs: ['high', 'low', 'close'],
  outputs: [line()],
  source: 'J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib 0.8',
} as const

export const directional: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'adx',
    title: 'Average Directional Movement Index',
    doc: 'Strength of the trend whatever its direction, 0 to 100.',
    params: [period(14)],
    levels: [25],
    lookback: (n) => 2 * n - 1,
    kernel: (n) => (high, low, close) => [averageDirectionalIndex(directionalSums(high, low, close, n), n)],
  }),
  defineIndicator({
    ...shape,
    name: 'plus_di',
    title: 'Plus Directional Indicator',
    doc: 'Upward movement as a percentage of the true range; with a timeperiod of 1, as a fraction.',
    params: [period(14, 1)],
    lookback: (n) => n,
    kernel: (n) => (high, low, close) => {
      const { plus, range } = directionalSums(high, low, close, n)
      return [directionalIndicator(plus, range, n === 1 ? 1 : 100)]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'minus_di',
    title: 'Minus Directional Indicator',
    doc: 'Downward movement as a percentage of the true range; with a timeperiod of 1, as a fraction.',
    params: [period(14, 1)],
    lookback: (n) => n,
    kernel: (n) => (high, low, close) => {
      const { minus, range } = directionalSums(high, low, close, n)
      return [directionalIndicator(minus, range, n === 1 ? 1 : 100)]
    },
  }),
]
