import { averageRangeStep } from './step-bars.ts'
import { deviationStep } from './step-moments.ts'
import { lagStep } from './step-lag.ts'
import { type KernelStep, pipelined } from './pipeline.ts'
import { windowSumStep } from './window-sum.ts'
import { emaStep, rmaStep } from './averages.ts'
import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { averageRangeSteps, averageTrueRange, trueRange } from './true-range.ts'

const shape = { group: 'volatility', pane: 'own', inputs: ['high', 'low', 'close'], outputs: [line()] } as const

export const volatility: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'atr',
    title: 'Average True Range',
    doc: "Wilder's average of the true range over timeperiod bars, in price units.",
    source: 'J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib 0.8 ATR',
    params: [period(14, 1)],
    lookback: (n) => n,
    stream: (n) => {
      const average = averageRangeStep(n)
      return (high, low, close) => [average(high, low, close)]
    },
    kernel: (n) => (high, low, close) => [averageTrueRange(high, low, close, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'natr',
    title: 'Normalized Average True Range',
    doc: "Wilder's average of the true range in per cent of the close.",
    source: 'J. Forman, Technical Analysis of Stocks & Commodities (2006); TA-Lib 0.8 NATR',
    params: [period(14, 1)],
    lookback: (n) => n,
    stream: (n) => {
      const average = averageRangeStep(n)
      return (high, low, close) => {
        const range = average(high, low, close)
        return [n <= 1 ? range : close === 0 ? 0 : (range / close) * 100]
      }
    },
    kernel: (n) => (high, low, close) => {
      if (n <= 1) return [trueRange(high, low, close)]
      const share: KernelStep = ['quotient', ['own1', 'in2', 'out0'], 100]
      return pipelined([high, low, close], [...averageRangeSteps(n, n, 'own1'), share], 1)
    },
  }),
  defineIndicator({
    ...shape,
    name: 'trange',
    title: 'True Range',
    doc: 'Range of the bar and the close before it, in price units.',
    source: 'J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib 0.8 TRANGE',
    params: [],
    lookback: () => 1,
    stream: 'window',
    kernel: () => (high, low, close) => [trueRange(high, low, close)],
  }),
  defineIndicator({
    ...shape,
    name: 'adr',
    title: 'Average Day Range',
    doc: 'Mean of high minus low over timeperiod bars, in price units.',
    inputs: ['high', 'low'],
    params: [period(14, 1)],
    lookback: (n) => n - 1,
    stream: (n) => {
      const sum = windowSumStep(n)
      return (high, low) => [sum(high - low) / n]
    },
    compiled: true,
    kernel: (n) => (high, low) =>
      pipelined(
        [high, low],
        [
          ['difference', ['in0', 'in1', 'own0']],
          ['windowSum', ['own0', 'own1'], n],
          ['over', ['own1', 'out0'], n],
          ['keep', ['own0'], n],
        ],
      ),
  }),
  defineIndicator({
    ...shape,
    name: 'cvi',
    title: "Chaikin's Volatility",
    doc: 'Change over rocperiod bars of the exponential average of the bar range, in per cent.',
    inputs: ['high', 'low'],
    params: [period(10), period(10, 1, 'rocperiod')],
    levels: [0],
    lookback: (n, lag) => n - 1 + lag,
    stream: (n, lag) => {
      const [average, earlier] = [emaStep(n), lagStep(lag)]
      return (high, low) => {
        const range = average(high - low)
        const before = earlier(range)
        return [before === 0 ? 0 : ((range - before) / before) * 100]
      }
    },
    compiled: true,
    kernel: (n, lag) => (high, low) =>
      pipelined(
        [high, low],
        [
          ['difference', ['in0', 'in1', 'own0']],
          ['smooth', ['own0', 'own1'], 0, 1 - 2 / (n + 1), n, 0],
          ['growth', ['own1', 'out0'], lag, 100],
          ['keep', ['own1'], lag],
        ],
      ),
  }),
  defineIndicator({
    ...shape,
    name: 'massi',
    title: 'Mass Index',
    doc: 'Sum over slowperiod bars of the average bar range over its own average.',
    source: 'D. Dorsey, Technical Analysis of Stocks & Commodities (1992); TA-Lib 0.8 MASSI',
    inputs: ['high', 'low'],
    params: [period(9, 2, 'fastperiod'), period(25, 2, 'slowperiod')],
    levels: [27],
    lookback: (fast, slow) => 2 * (fast - 1) + slow - 1,
    stream: (fast, slow) => {
      const [first, second, sum] = [emaStep(fast), emaStep(fast, fast - 1), windowSumStep(slow)]
      return (high, low) => {
        const once = first(high - low)
        const twice = second(once)
        return [sum(twice === 0 ? 1 : once / twice)]
      }
    },
    compiled: true,
    kernel: (fast, slow) => (high, low) => {
      const keep = 1 - 2 / (fast + 1)
      return pipelined(
        [high, low],
        [
          ['difference', ['in0', 'in1', 'own0']],
          ['smooth', ['own0', 'own1'], 0, keep, fast, 0],
          ['smooth', ['own1', 'own2'], 1, keep, fast, fast - 1],
          ['share', ['own1', 'own2', 'own3'], 1, 1],
          ['windowSum', ['own3', 'out0'], slow],
          ['keep', ['own3'], slow],
        ],
      )
    },
  }),
  defineIndicator({
    ...shape,
    name: 'rvi',
    title: 'Relative Volatility Index',
    doc: 'Standard deviation on rises as a share of that on rises and falls, both smoothed, 0 to 100; 50 where nothing moved.',
    source: 'D. Dorsey, Technical Analysis of Stocks & Commodities (1993); TA-Lib 0.8 RVI',
    inputs: ['real'],
    params: [period(14, 1), period(10, 2, 'stddevperiod')],
    levels: [50],
    lookback: (n, window) => window - 1 + n - 1,
    stream: (n, window) => {
      const [deviation, rises, falls] = [deviationStep(window), rmaStep(n, window - 1), rmaStep(n, window - 1)]
      let before = Number.NaN
      return (x) => {
        const now = deviation(x)
        const up = rises(x > before ? now : 0)
        const down = falls(x < before ? now : 0)
        before = x
        return [up + down === 0 ? 50 : (100 * up) / (up + down)]
      }
    },
    compiled: true,
    kernel: (n, window) => (x) => {
      const keep = 1 - 1 / n
      return pipelined(
        [x],
        [
          ['variance', ['in0', 'own0'], 0, window, 0, 1],
          ['sides', ['in0', 'own0', 'own1', 'own2']],
          ['smooth', ['own1', 'own3'], 1, keep, n, window - 1],
          ['smooth', ['own2', 'own4'], 2, keep, n, window - 1],
          ['blend', ['own3', 'own4', 'own5'], 1, 1],
          ['share', ['own3', 'own5', 'out0'], 100, 50],
        ],
        window,
      )
    },
  }),
]
