import { directionalStep, directionalIndexStep, adxStep, adxrStep } from './step-directional.ts'
import { rangeStep } from './step-bars.ts'
import { lagStep } from './step-lag.ts'
import { windowSumStep } from './window-sum.ts'
import { defineIndicator, line, period } from './define.ts'
import {
  averageDirectionalIndex,
  directionalIndex,
  directionalIndicator,
  directionalRating,
  movement,
} from './directional-movement.ts'
import type { Indicator } from './indicator.ts'
import { type KernelStep, pipelined } from './pipeline.ts'

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
    stream: (n) => {
      const step = adxStep(n)
      return (high, low, close) => [step(high, low, close)]
    },
    kernel: (n) => (high, low, close) => averageDirectionalIndex([high, low, close], n),
  }),
  defineIndicator({
    ...shape,
    name: 'plus_di',
    title: 'Plus Directional Indicator',
    doc: 'Upward movement as a percentage of the true range; with a timeperiod of 1, as a fraction.',
    params: [period(14, 1)],
    lookback: (n) => n,
    stream: (n) => {
      const sums = directionalStep(n)
      const scale = n === 1 ? 1 : 100
      return (high, low, close) => {
        const { plus, range } = sums(high, low, close)
        return [range === 0 ? 0 : scale * (plus / range)]
      }
    },
    kernel: (n) => (high, low, close) => directionalIndicator([high, low, close], 'plus', n, n === 1 ? 1 : 100),
  }),
  defineIndicator({
    ...shape,
    name: 'minus_di',
    title: 'Minus Directional Indicator',
    doc: 'Downward movement as a percentage of the true range; with a timeperiod of 1, as a fraction.',
    params: [period(14, 1)],
    lookback: (n) => n,
    stream: (n) => {
      const sums = directionalStep(n)
      const scale = n === 1 ? 1 : 100
      return (high, low, close) => {
        const { minus, range } = sums(high, low, close)
        return [range === 0 ? 0 : scale * (minus / range)]
      }
    },
    kernel: (n) => (high, low, close) => directionalIndicator([high, low, close], 'minus', n, n === 1 ? 1 : 100),
  }),
  defineIndicator({
    ...shape,
    name: 'dx',
    title: 'Directional Movement Index',
    doc: 'Difference of the two directional indicators as a percentage of their sum, 0 to 100.',
    params: [period(14)],
    lookback: (n) => n,
    stream: (n) => {
      const step = directionalIndexStep(n)
      return (high, low, close) => [step(high, low, close)]
    },
    kernel: (n) => (high, low, close) => directionalIndex([high, low, close], n),
  }),
  defineIndicator({
    ...shape,
    name: 'adxr',
    title: 'Average Directional Movement Index Rating',
    doc: 'Mean of the directional movement average now and timeperiod - 1 bars before, 0 to 100.',
    params: [period(14)],
    lookback: (n) => 3 * n - 2,
    stream: (n) => {
      const step = adxrStep(n)
      return (high, low, close) => [step(high, low, close)]
    },
    compiled: true,
    kernel: (n) => (high, low, close) => directionalRating([high, low, close], n),
  }),
  defineIndicator({
    ...shape,
    name: 'plus_dm',
    title: 'Plus Directional Movement',
    doc: "Upward movement summed Wilder's way over timeperiod bars, in price units.",
    inputs: ['high', 'low'],
    params: [period(14, 1)],
    lookback: (n) => Math.max(1, n - 1),
    stream: (n) => {
      const sums = directionalStep(n)
      return (high, low) => [sums(high, low, low).plus]
    },
    kernel: (n) => (high, low) => movement(high, low, 'plus', n),
  }),
  defineIndicator({
    ...shape,
    name: 'minus_dm',
    title: 'Minus Directional Movement',
    doc: "Downward movement summed Wilder's way over timeperiod bars, in price units.",
    inputs: ['high', 'low'],
    params: [period(14, 1)],
    lookback: (n) => Math.max(1, n - 1),
    stream: (n) => {
      const sums = directionalStep(n)
      return (high, low) => [sums(high, low, low).minus]
    },
    kernel: (n) => (high, low) => movement(high, low, 'minus', n),
  }),
  defineIndicator({
    ...shape,
    name: 'vortex',
    title: 'Vortex Indicator',
    doc: 'Upward and downward vortex movement as shares of the true range over timeperiod bars.',
    source: 'E. Botes and D. Siepman, Technical Analysis of Stocks & Commodities (2010); TA-Lib 0.8 VORTEX',
    params: [period(14, 1)],
    outputs: [line('plusvi', 'plus'), line('minusvi', 'minus')],
    levels: [1],
    lookback: (n) => n,
    stream: (n) => {
      const [rangeOf, ranges, ups, downs] = [rangeStep(), windowSumStep(n), windowSumStep(n), windowSumStep(n)]
      const [highBefore, lowBefore] = [lagStep(1), lagStep(1)]
      return (high, low, close) => {
        const range = ranges(rangeOf(high, low, close))
        const up = ups(Math.abs(high - lowBefore(low)))
        const down = downs(Math.abs(low - highBefore(high)))
        return [range === 0 ? 0 : up / range, range === 0 ? 0 : down / range]
      }
    },
    compiled: true,
    kernel: (n) => (high, low, close) =>
      pipelined(
        [high, low, close],
        [
          ['trueRange', ['in0', 'in1', 'in2', 'own0']],
          ['away', ['in0', 'in1', 'own1']],
          ['away', ['in1', 'in0', 'own2']],
          ['windowSum', ['own0', 'own3'], n],
          ['windowSum', ['own1', 'own4'], n],
          ['windowSum', ['own2', 'own5'], n],
          ['share', ['own4', 'own3', 'out0'], 1, 0],
          ['share', ['own5', 'own3', 'out1'], 1, 0],
          ...(['own0', 'own1', 'own2'] as const).map((own): KernelStep => ['keep', [own], n]),
        ],
        1,
        2,
      ),
  }),
]
