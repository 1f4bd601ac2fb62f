import { accumulationStep, fromFirstStep, volumeIndexStep } from './step-volume.ts'
import { lagStep } from './step-lag.ts'
import { windowSumStep } from './window-sum.ts'
import { pipelined } from './pipeline.ts'
import { flowOf } from './accumulation.ts'
import { emaStep } from './averages.ts'
import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'

const shape = { group: 'volume', pane: 'own', outputs: [line()] } as const

export const volume: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'obv',
    title: 'On Balance Volume',
    doc: 'Running volume, added on a rise and taken off on a fall, in units traded; starts at the first volume.',
    source: 'J. Granville, New Key to Stock Market Profits (1963); TA-Lib 0.8 OBV',
    inputs: ['real', 'volume'],
    params: [],
    lookback: () => 0,
    stream: () => {
      let total: number | undefined
      let before = Number.NaN
      return (x, traded) => {
        if (total === undefined) total = traded
        else if (x > before) total += traded
        else if (x < before) total -= traded
        before = x
        return [total]
      }
    },
    kernel: () => (x, traded) => pipelined([x, traded], [['onBalance', ['in0', 'in1', 'out0']]], 1),
  }),
  defineIndicator({
    ...shape,
    name: 'ad',
    title: 'Chaikin A/D Line',
    doc: 'Running volume weighted by where the close stands in its bar, in units traded.',
    source: 'M. Chaikin; TA-Lib 0.8 AD',
    inputs: ['high', 'low', 'close', 'volume'],
    params: [],
    lookback: () => 0,
    stream: () => {
      const total = accumulationStep()
      return (high, low, close, traded) => [total(high, low, close, traded)]
    },
    kernel: () => (high, low, close, traded) =>
      pipelined(
        [high, low, close, traded],
        [
          ['flow', ['in0', 'in1', 'in2', 'in3', 'own0']],
          ['total', ['own0', 'out0'], 0],
        ],
      ),
  }),
  defineIndicator({
    ...shape,
    name: 'adosc',
    title: 'Chaikin A/D Oscillator',
    doc: 'Fast minus slow exponential average of the A/D line, in units traded.',
    source: 'M. Chaikin; TA-Lib 0.8 ADOSC',
    inputs: ['high', 'low', 'close', 'volume'],
    params: [period(3, 2, 'fastperiod'), period(10, 2, 'slowperiod')],
    levels: [0],
    lookback: (fast, slow) => Math.max(fast, slow) - 1,
    stream: (fast, slow) => {
      const [total, quick, lazy] = [accumulationStep(), fromFirstStep(fast), fromFirstStep(slow)]
      return (high, low, close, traded) => {
        const line = total(high, low, close, traded)
        return [quick(line) - lazy(line)]
      }
    },
    kernel: (fast, slow) => (high, low, close, traded) =>
      pipelined(
        [high, low, close, traded],
        [
          ['flow', ['in0', 'in1', 'in2', 'in3', 'own0']],
          ['total', ['own0', 'own1'], 0],
          ['gapFromFirst', ['own1', 'out0'], 2 / (fast + 1), 2 / (slow + 1)],
        ],
      ),
  }),
  defineIndicator({
    ...shape,
    name: 'cmf',
    title: 'Chaikin Money Flow',
    doc: 'Volume weighted by where the close stands in its bar as a share of all volume of timeperiod bars, -1 to 1.',
    source: 'M. Chaikin; TA-Lib 0.8 CMF',
    inputs: ['high', 'low', 'close', 'volume'],
    params: [period(20)],
    levels: [0],
    lookback: (n) => n - 1,
    stream: (n) => {
      const [flows, volumes] = [windowSumStep(n), windowSumStep(n)]
      return (high, low, close, traded) => {
        const flow = flows(flowOf(high, low, close, traded))
        const volume = volumes(traded)
        return [volume === 0 ? 0 : flow / volume]
      }
    },
    compiled: true,
    kernel: (n) => (high, low, close, traded) =>
      pipelined(
        [high, low, close, traded],
        [
          ['flow', ['in0', 'in1', 'in2', 'in3', 'own0']],
          ['windowSum', ['own0', 'own1'], n],
          ['windowSum', ['in3', 'own2'], n],
          ['share', ['own1', 'own2', 'out0'], 1, 0],
          ['keep', ['own0'], n],
        ],
        n,
      ),
  }),
  defineIndicator({
    ...shape,
    name: 'efi',
    title: "Elder's Force Index",
    doc: 'Exponential average of the change a bar times its volume, in price units times units traded.',
    source: 'A. Elder, Trading for a Living (1993); TA-Lib 0.8 EFI',
    inputs: ['close', 'volume'],
    params: [period(13, 1)],
    levels: [0],
    lookback: (n) => n,
    stream: (n) => {
      const [before, average] = [lagStep(1), emaStep(n, 1)]
      return (close, traded) => [average((close - before(close)) * traded)]
    },
    kernel: (n) => (close, traded) =>
      pipelined(
        [close, traded],
        [
          ['move', ['in0', 'own0'], 1],
          ['product', ['own0', 'in1', 'own1']],
          ['smooth', ['own1', 'out0'], 0, 1 - 2 / (n + 1), n, 1],
        ],
        1,
      ),
  }),
  defineIndicator({
    ...shape,
    name: 'marketfi',
    title: 'Market Facilitation Index',
    doc: 'Range of the bar for each unit traded, in price units; 0 where nothing traded.',
    source: 'B. Williams, Trading Chaos (1995); TA-Lib 0.8 MARKETFI',
    inputs: ['high', 'low', 'volume'],
    params: [],
    lookback: () => 0,
    stream: 'window',
    kernel: () => (high, low, traded) =>
      pipelined(
        [high, low, traded],
        [
          ['difference', ['in0', 'in1', 'own0']],
          ['share', ['own0', 'in2', 'out0'], 1, 0],
        ],
      ),
  }),
  defineIndicator({
    ...shape,
    name: 'nvi',
    title: 'Negative Volume Index',
    doc: 'Index from 1000 that follows the price on bars with less volume than the one before.',
    source: 'P. Dysart (1936); TA-Lib 0.8 NVI',
    inputs: ['close', 'volume'],
    params: [],
    lookback: () => 0,
    stream: () => volumeIndexStep(-1),
    kernel: () => (close, traded) => pipelined([close, traded], [['volumeIndex', ['in0', 'in1', 'out0'], -1]], 1),
  }),
  defineIndicator({
    ...shape,
    name: 'pvi',
    title: 'Positive Volume Index',
    doc: 'Index from 1000 that follows the price on bars with more volume than the one before.',
    source: 'P. Dysart (1936); TA-Lib 0.8 PVI',
    inputs: ['close', 'volume'],
    params: [],
    lookback: () => 0,
    stream: () => volumeIndexStep(1),
    kernel: () => (close, traded) => pipelined([close, traded], [['volumeIndex', ['in0', 'in1', 'out0'], 1]], 1),
  }),
  defineIndicator({
    ...shape,
    name: 'pvt',
    title: 'Price Volume Trend',
    doc: 'Running volume times the relative change of the close, in units traded.',
    inputs: ['close', 'volume'],
    params: [],
    lookback: () => 0,
    stream: () => {
      let total = 0
      let before: number | undefined
      return (close, traded) => {
        if (before !== undefined) total += before === 0 ? 0 : ((close - before) / before) * traded
        before = close
        return [total]
      }
    },
    kernel: () => (close, traded) =>
      pipelined(
        [close, traded],
        [
          ['trendFlow', ['in0', 'in1', 'own0']],
          ['total', ['own0', 'out0'], 0],
        ],
        1,
      ),
  }),
]
