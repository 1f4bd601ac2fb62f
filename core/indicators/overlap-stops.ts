import { parabolicStep } from './step-stops.ts'
import { defineIndicator, points, real } from './define.ts'
import type { Indicator } from './indicator.ts'
import { parabolic } from './parabolic.ts'

const shape = {
  group: 'overlap',
  pane: 'price',
  inputs: ['high', 'low'],
  outputs: [points()],
  lookback: () => 1,
} as const

export const stops: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'sar',
    title: 'Parabolic SAR',
    doc: 'Stop-and-reverse level that closes in on the price faster with each new extreme, in price units.',
    source: 'J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib 0.8 SAR',
    params: [real('acceleration', 0.02, 0), real('maximum', 0.2, 0)],
    stream: (step, most) => {
      const speed = { initial: step, step, most }
      const stop = parabolicStep(speed, speed)
      return (high, low) => [stop(high, low)]
    },
    kernel: (step, most) => (high, low) => {
      const speed = { initial: step, step, most }
      return parabolic(high, low, speed, speed)
    },
  }),
  defineIndicator({
    ...shape,
    name: 'sarext',
    title: 'Parabolic SAR - Extended',
    doc: 'Parabolic stop with its own speeds for long and short; a short stop is negative; in price units.',
    source: 'J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib 0.8 SAREXT',
    params: [
      real('startvalue', 0),
      real('offsetonreverse', 0, 0),
      real('accelerationinitlong', 0.02, 0),
      real('accelerationlong', 0.02, 0),
      real('accelerationmaxlong', 0.2, 0),
      real('accelerationinitshort', 0.02, 0),
      real('accelerationshort', 0.02, 0),
      real('accelerationmaxshort', 0.2, 0),
    ],
    stream: (start, offset, longInitial, longStep, longMost, shortInitial, shortStep, shortMost) => {
      const long = { initial: longInitial, step: longStep, most: longMost }
      const short = { initial: shortInitial, step: shortStep, most: shortMost }
      const stop = parabolicStep(long, short, start, offset, true)
      return (high, low) => [stop(high, low)]
    },
    kernel: (start, offset, longInitial, longStep, longMost, shortInitial, shortStep, shortMost) => (high, low) => {
      const long = { initial: longInitial, step: longStep, most: longMost }
      const short = { initial: shortInitial, step: shortStep, most: shortMost }
      return parabolic(high, low, long, short, start, offset, true)
    },
  }),
]
