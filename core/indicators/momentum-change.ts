import { windowSumStep } from './window-sum.ts'
import { type KernelStep, pipelined } from './pipeline.ts'
import { maxStep, minStep } from './step-extreme.ts'
import { lagStep, sizeStep } from './step-lag.ts'
import { sumStep, meanStep, wmaStep, shortWindow } from './step-sum.ts'
import { steps } from './adaptive-averages.ts'
import { sma } from './averages.ts'
import { defineIndicator, line, period } from './define.ts'
import type { BarStep, Indicator } from './indicator.ts'
import { rollingMax, rollingMin } from './rolling-extreme.ts'
import { rollingSum } from './rolling-sum.ts'
import { wma } from './weighted-average.ts'

const shape = {
  group: 'momentum',
  pane: 'own',
  inputs: ['real'],
  outputs: [line()],
  params: [period(10, 1)],
  lookback: (n: number) => n,
} as const

function percent(now: number, before: number): number {
  return before === 0 ? 0 : (now / before - 1) * 100
}

/** A function of the value now and the one `n` bars before, bar by bar. */
function since(n: number, f: (now: number, before: number) => number): BarStep {
  const before = lagStep(n)
  return (x) => [f(x!, before(x!))]
}

export const changes: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'mom',
    title: 'Momentum',
    doc: 'Change over timeperiod bars, in price units.',
    levels: [0],
    stream: (n) => since(n, (now, before) => now - before),
    compiled: true,
    kernel: (n) => (x) => pipelined([x], [['move', ['in0', 'out0'], n]], n),
  }),
  defineIndicator({
    ...shape,
    name: 'roc',
    title: 'Rate of Change',
    doc: 'Change over timeperiod bars in per cent of the earlier value; 0 where that is 0.',
    levels: [0],
    stream: (n) => since(n, percent),
    compiled: true,
    kernel: (n) => (x) => pipelined([x], [['change', ['in0', 'out0'], n, 1, 100]], n),
  }),
  defineIndicator({
    ...shape,
    name: 'rocp',
    title: 'Rate of Change Percentage',
    doc: 'Change over timeperiod bars as a fraction of the earlier value; 0 where that is 0.',
    levels: [0],
    stream: (n) => since(n, (now, before) => (before === 0 ? 0 : (now - before) / before)),
    compiled: true,
    kernel: (n) => (x) => pipelined([x], [['growth', ['in0', 'out0'], n, 1]], n),
  }),
  defineIndicator({
    ...shape,
    name: 'rocr',
    title: 'Rate of Change Ratio',
    doc: 'Value over the one timeperiod bars before; 0 where that is 0.',
    levels: [1],
    stream: (n) => since(n, (now, before) => (before === 0 ? 0 : now / before)),
    compiled: true,
    kernel: (n) => (x) => pipelined([x], [['change', ['in0', 'out0'], n, 0, 1]], n),
  }),
  defineIndicator({
    ...shape,
    name: 'rocr100',
    title: 'Rate of Change Ratio, 100 Scale',
    doc: 'Value in per cent of the one timeperiod bars before; 0 where that is 0.',
    levels: [100],
    stream: (n) => since(n, (now, before) => (before === 0 ? 0 : (now / before) * 100)),
    compiled: true,
    kernel: (n) => (x) => pipelined([x], [['change', ['in0', 'out0'], n, 0, 100]], n),
  }),
  defineIndicator({
    ...shape,
    name: 'er',
    title: 'Kaufman Efficiency Ratio',
    doc: 'Net change over timeperiod bars as a share of the way gone, 0 to 1; 1 where nothing moved.',
    source: 'P. Kaufman, Smarter Trading (1995); TA-Lib 0.8 ER',
    params: [period(10)],
    stream: (n) => {
      const [size, path, before] = [sizeStep(), windowSumStep(n), lagStep(n)]
      return (x) => {
        const gone = path(size(x))
        const way = Math.abs(x - before(x))
        return [gone <= way || gone === 0 ? 1 : way / gone]
      }
    },
    compiled: true,
    kernel: (n) => (x) =>
      pipelined(
        [x],
        [
          ['size', ['in0', 'own0']],
          ['windowSum', ['own0', 'own1'], n],
          ['efficiency', ['in0', 'own1', 'out0'], n],
          ['keep', ['own0'], n],
        ],
        n,
      ),
  }),
  defineIndicator({
    ...shape,
    name: 'vhf',
    title: 'Vertical Horizontal Filter',
    doc: 'Range of the last timeperiod closes as a share of the way gone: high in a trend, low in a range.',
    source: 'A. White, Futures (1991); TA-Lib 0.8 VHF',
    params: [period(28)],
    stream: (n) => {
      const [size, path, top, bottom] = [sizeStep(), sumStep(n, 1), maxStep(n), minStep(n)]
      return (x) => {
        const gone = path(size(x))
        const way = top(x) - bottom(x)
        return [gone === 0 ? 0 : way / gone]
      }
    },
    kernel: (n) => (x) => {
      const [top, bottom, out] = [rollingMax(x, n), rollingMin(x, n), rollingSum(steps(x), n, 1)]
      for (let i = n; i < out.length; i++) out[i] = out[i] === 0 ? 0 : (top[i]! - bottom[i]!) / out[i]!
      return [out]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'coppock',
    title: 'Coppock Curve',
    doc: 'Weighted average of the sum of two rates of change, in per cent.',
    source: "E. S. C. Coppock, Barron's (1962); TA-Lib 0.8 COPPOCK",
    params: [period(10, 1, 'wmaperiod'), period(11, 1, 'roc1period'), period(14, 1, 'roc2period')],
    levels: [0],
    lookback: (n, roc1, roc2) => Math.max(roc1, roc2) + n - 1,
    stream: (n, roc1, roc2) => {
      const [first, second, average] = [lagStep(roc1), lagStep(roc2), wmaStep(n, Math.max(roc1, roc2))]
      return (x) => [average(percent(x, first(x)) + percent(x, second(x)))]
    },
    compiled: true,
    kernel: (n, roc1, roc2) => (x) => {
      const changes: readonly KernelStep[] = [
        ['change', ['in0', 'own0'], roc1, 1, 100],
        ['change', ['in0', 'own1'], roc2, 1, 100],
      ]
      const longest = Math.max(roc1, roc2)
      if (n > shortWindow) {
        const [sum] = pipelined([x], [...changes, ['blend', ['own0', 'own1', 'out0'], 1, 1]], longest)
        return [wma(sum!.fill(Number.NaN, 0, longest), n, longest)]
      }
      return pipelined(
        [x],
        [
          ...changes,
          ['blend', ['own0', 'own1', 'own2'], 1, 1],
          ['weighted', ['own2', 'out0'], n],
          ['keep', ['own2'], n],
        ],
        longest,
      )
    },
  }),
  defineIndicator({
    ...shape,
    name: 'dpo',
    title: 'Detrended Price Oscillator',
    doc: 'Price timeperiod / 2 + 1 bars ago minus the simple average of today, in price units.',
    params: [period(20)],
    levels: [0],
    lookback: (n) => Math.max(n - 1, Math.floor(n / 2) + 1),
    stream: (n) => {
      const [mean, before] = [meanStep(n), lagStep(Math.floor(n / 2) + 1)]
      return (x) => [before(x) - mean(x)]
    },
    kernel: (n) => (x) => {
      const lag = Math.floor(n / 2) + 1
      const out = sma(x, n)
      for (let i = lag; i < out.length; i++) out[i] = x[i - lag]! - out[i]!
      return [out]
    },
  }),
]
