import { windowSumStep } from './window-sum.ts'
import { lineAtStep } from './step-moments.ts'
import { lagStep, sizeStep } from './step-lag.ts'
import { chainSteps, emaStep } from './averages.ts'
import { pipelined } from './pipeline.ts'
import { defineIndicator, line, one, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { lineAt } from './regression.ts'
import { column } from './series.ts'
import { cmo, cmoStep, rsi, rsiStep } from './wilder-strength.ts'

const shape = { group: 'momentum', pane: 'own', inputs: ['real'], outputs: [line()] } as const

export const strengths: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'rsi',
    title: 'Relative Strength Index',
    doc: "Wilder's average gain as a share of average gain and loss over timeperiod bars, 0 to 100.",
    source: 'J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib 0.8 RSI',
    params: [period(14)],
    levels: [30, 70],
    lookback: (n) => n,
    stream: (n) => one(rsiStep(n)),
    kernel: (n) => (x) => rsi(x, n),
  }),
  defineIndicator({
    ...shape,
    name: 'cmo',
    title: 'Chande Momentum Oscillator',
    doc: "Wilder's average gain minus loss as a share of their sum over timeperiod bars, -100 to 100.",
    source: 'T. Chande and S. Kroll, The New Technical Trader (1994); TA-Lib 0.8 CMO',
    params: [period(14)],
    levels: [-50, 50],
    lookback: (n) => n,
    stream: (n) => one(cmoStep(n)),
    kernel: (n) => (x) => cmo(x, n),
  }),
  defineIndicator({
    ...shape,
    name: 'cmou',
    title: 'Chande Momentum Oscillator (Unsmoothed)',
    doc: 'Sum of gains minus losses as a share of their sum over timeperiod bars, -100 to 100.',
    source: 'T. Chande and S. Kroll, The New Technical Trader (1994); TA-Lib 0.8 CMOU',
    params: [period(14)],
    levels: [-50, 50],
    lookback: (n) => n,
    stream: (n) => {
      const [size, path, before] = [sizeStep(), windowSumStep(n), lagStep(n)]
      return (x) => {
        const way = path(size(x))
        const net = x - before(x)
        return [way === 0 ? 0 : (100 * net) / way]
      }
    },
    compiled: true,
    kernel: (n) => (x) =>
      pipelined(
        [x],
        [
          ['size', ['in0', 'own0']],
          ['windowSum', ['own0', 'own1'], n],
          ['move', ['in0', 'own2'], n],
          ['share', ['own2', 'own1', 'out0'], 100, 0],
          ['keep', ['own0'], n],
        ],
        n,
      ),
  }),
  defineIndicator({
    ...shape,
    name: 'trix',
    title: 'Rate of Change of a Triple Smooth EMA',
    doc: 'Change a bar of an exponential average smoothed three times, in per cent.',
    source: 'J. Hutson, Technical Analysis of Stocks & Commodities (1983); TA-Lib 0.8 TRIX',
    params: [period(30, 1)],
    levels: [0],
    lookback: (n) => 3 * (n - 1) + 1,
    stream: (n) => {
      const [once, twice, thrice] = [emaStep(n), emaStep(n, n - 1), emaStep(n, 2 * (n - 1))]
      let before = Number.NaN
      return (x) => {
        const smooth = thrice(twice(once(x)))
        const change = before === 0 ? 0 : (smooth / before - 1) * 100
        before = smooth
        return [change]
      }
    },
    kernel: (n) => (x) =>
      pipelined(
        [x],
        [...chainSteps(3, n, 2 / (n + 1), 0), ['change', ['own2', 'out0'], 1, 1, 100], ['keep', ['own2'], 1]],
      ),
  }),
  defineIndicator({
    ...shape,
    name: 'tsi',
    title: 'True Strength Index',
    doc: 'Change a bar, smoothed twice, as a share of its smoothed size, -100 to 100.',
    source: 'W. Blau, Technical Analysis of Stocks & Commodities (1991); TA-Lib 0.8 TSI',
    params: [period(25, 2, 'firstperiod'), period(13, 2, 'secondperiod')],
    levels: [0],
    lookback: (first, second) => first + second - 1,
    stream: (first, second) => {
      const twice = () => {
        const [once, again] = [emaStep(first, 1), emaStep(second, first)]
        return (x: number) => again(once(x))
      }
      const [before, size, moves, sizes] = [lagStep(1), sizeStep(), twice(), twice()]
      return (x) => {
        const move = moves(x - before(x))
        const way = sizes(size(x))
        return [way === 0 ? 0 : (100 * move) / way]
      }
    },
    kernel: (first, second) => (x) => {
      const [long, short] = [1 - 2 / (first + 1), 1 - 2 / (second + 1)]
      return pipelined(
        [x],
        [
          ['move', ['in0', 'own0'], 1],
          ['size', ['in0', 'own1']],
          ['smooth', ['own0', 'own2'], 0, long, first, 1],
          ['smooth', ['own1', 'own3'], 1, long, first, 1],
          ['smooth', ['own2', 'own0'], 2, short, second, first],
          ['smooth', ['own3', 'own1'], 3, short, second, first],
          ['share', ['own0', 'own1', 'out0'], 100, 0],
        ],
        1,
      )
    },
  }),
  defineIndicator({
    ...shape,
    name: 'fosc',
    title: 'Forecast Oscillator',
    doc: "Distance of the price from yesterday's regression forecast of it, in per cent of the price.",
    source: 'T. Chande and S. Kroll, The New Technical Trader (1994); TA-Lib 0.8 FOSC',
    params: [period(5)],
    levels: [0],
    lookback: (n) => n,
    stream: (n) => {
      const ahead = lineAtStep(n, n)
      let expected = Number.NaN
      return (x) => {
        const distance = x === 0 ? 0 : (100 * (x - expected)) / x
        expected = ahead(x)
        return [distance]
      }
    },
    kernel: (n) => (x) => {
      const ahead = lineAt(x, n, n)
      const out = column(x.length, n)
      for (let i = n; i < x.length; i++) {
        out[i] = x[i]! === 0 ? 0 : (100 * (x[i]! - ahead[i - 1]!)) / x[i]!
      }
      return [out]
    },
  }),
]
