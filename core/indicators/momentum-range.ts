import { sharesOver, sumsOver, type Three } from './ultimate.ts'
import { windowSumStep } from './window-sum.ts'
import { pipelined } from './pipeline.ts'
import { rangeStep } from './step-bars.ts'
import { latestStep } from './step-extreme.ts'
import { lagStep } from './step-lag.ts'
import { sumStep } from './step-sum.ts'
import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { runKernel } from './kernels.ts'
import { rollingSum } from './rolling-sum.ts'
import { column, share, unwritten } from './series.ts'

export const ranges: readonly Indicator[] = [
  defineIndicator({
    name: 'aroon',
    title: 'Aroon',
    group: 'momentum',
    doc: 'Time since the lowest low (down) and highest high (up) of timeperiod bars, 100 where it is now.',
    source: 'T. Chande, Technical Analysis of Stocks & Commodities (1995); TA-Lib 0.8 AROON',
    pane: 'own',
    inputs: ['high', 'low'],
    params: [period(14)],
    outputs: [line('aroondown', 'down'), line('aroonup', 'up')],
    levels: [30, 70],
    lookback: (n) => n,
    stream: (n) => {
      const [top, bottom] = [latestStep(n + 1, 1), latestStep(n + 1, -1)]
      const factor = 100 / n
      let row = -1
      return (high, low) => {
        row++
        return [factor * (n - (row - bottom(low))), factor * (n - (row - top(high)))]
      }
    },
    compiled: true,
    kernel: (n) => (high, low) => {
      const [down, up] = [column(high.length, n), column(high.length, n)]
      runKernel('aroon', [high, low], [down, up], [n], { history: n })
      return [down, up]
    },
  }),
  defineIndicator({
    name: 'aroonosc',
    title: 'Aroon Oscillator',
    group: 'momentum',
    doc: 'Aroon up minus Aroon down, -100 to 100.',
    source: 'T. Chande, Technical Analysis of Stocks & Commodities (1995); TA-Lib 0.8 AROONOSC',
    pane: 'own',
    inputs: ['high', 'low'],
    params: [period(14)],
    outputs: [line()],
    levels: [0],
    lookback: (n) => n,
    stream: (n) => {
      const [top, bottom] = [latestStep(n + 1, 1), latestStep(n + 1, -1)]
      const factor = 100 / n
      return (high, low) => [factor * (top(high) - bottom(low))]
    },
    compiled: true,
    kernel: (n) => (high, low) => {
      const out = column(high.length, n)
      runKernel('aroonOscillator', [high, low], [out], [n], { history: n })
      return [out]
    },
  }),
  defineIndicator({
    name: 'bop',
    title: 'Balance Of Power',
    group: 'momentum',
    doc: 'Close minus open as a share of the bar range, -1 to 1.',
    source: 'I. Livshin, Technical Analysis of Stocks & Commodities (2001); TA-Lib 0.8 BOP',
    pane: 'own',
    inputs: ['open', 'high', 'low', 'close'],
    params: [],
    outputs: [line()],
    levels: [0],
    lookback: () => 0,
    stream: 'window',
    kernel: () => (open, high, low, close) =>
      pipelined([open, high, low, close], [['balance', ['in0', 'in1', 'in2', 'in3', 'out0']]]),
  }),
  defineIndicator({
    name: 'imi',
    title: 'Intraday Momentum Index',
    group: 'momentum',
    doc: 'Rises from open to close as a share of all moves from open to close, 0 to 100; 50 where nothing moved.',
    source: 'T. Chande and S. Kroll, The New Technical Trader (1994); TA-Lib 0.8 IMI',
    pane: 'own',
    inputs: ['open', 'close'],
    params: [period(14)],
    outputs: [line()],
    levels: [30, 70],
    lookback: (n) => n - 1,
    stream: (n) => {
      const [rises, moves] = [sumStep(n), sumStep(n)]
      return (open, close) => {
        const up = rises(Math.max(0, close - open))
        const way = moves(Math.abs(close - open))
        return [way === 0 ? 50 : (100 * up) / way]
      }
    },
    kernel: (n) => (open, close) => {
      const [rises, moves] = [unwritten(close.length), unwritten(close.length)]
      for (let i = 0; i < close.length; i++) {
        const move = close[i]! - open[i]!
        moves[i] = Math.abs(move)
        rises[i] = Math.max(0, move)
      }
      const [up, way] = [rollingSum(rises, n), rollingSum(moves, n)]
      return [share(up, way, 100, up, 50)]
    },
  }),
  defineIndicator({
    name: 'qstick',
    title: 'Qstick',
    group: 'momentum',
    doc: 'Average of close minus open over timeperiod bars, in price units.',
    source: 'T. Chande and S. Kroll, The New Technical Trader (1994); TA-Lib 0.8 QSTICK',
    pane: 'own',
    inputs: ['open', 'close'],
    params: [period(10, 1)],
    outputs: [line()],
    levels: [0],
    lookback: (n) => n - 1,
    stream: (n) => {
      const sum = windowSumStep(n)
      return (open, close) => [sum(close - open) / n]
    },
    compiled: true,
    kernel: (n) => (open, close) =>
      pipelined(
        [open, close],
        [
          ['difference', ['in1', 'in0', 'own0']],
          ['windowSum', ['own0', 'own1'], n],
          ['over', ['own1', 'out0'], n],
          ['keep', ['own0'], n],
        ],
      ),
  }),
  defineIndicator({
    name: 'ultosc',
    title: 'Ultimate Oscillator',
    group: 'momentum',
    doc: 'Buying pressure as a share of the true range over three periods, weighted 4, 2, 1; 0 to 100.',
    source: 'L. Williams, Technical Analysis of Stocks & Commodities (1985); TA-Lib 0.8 ULTOSC',
    pane: 'own',
    inputs: ['high', 'low', 'close'],
    params: [period(7, 1, 'timeperiod1'), period(14, 1, 'timeperiod2'), period(28, 1, 'timeperiod3')],
    outputs: [line()],
    levels: [30, 70],
    lookback: (a, b, c) => Math.max(a, b, c),
    stream: (a, b, c) => {
      const periods = [a, b, c].sort((x, y) => x - y) as unknown as Three
      const [pressures, ranges] = [sumsOver(periods), sumsOver(periods)]
      const [rangeOf, before] = [rangeStep(), lagStep(1)]
      return (high, low, close) => {
        const range = rangeOf(high, low, close)
        const pressure = close - Math.min(low, before(close))
        const [parts, wholes] = [pressures(pressure), ranges(range)]
        const [fast, medium, slow] = parts.map((part, k) =>
          wholes[k] === 0 ? 0 : part / wholes[k]!,
        ) as unknown as Three
        return [(100 * (4 * fast + 2 * medium + slow)) / 7]
      }
    },
    compiled: true,
    kernel: (a, b, c) => (high, low, close) => {
      const periods = [a, b, c].sort((x, y) => x - y) as unknown as Three
      return pipelined(
        [high, low, close],
        [
          ['pressure', ['in1', 'in2', 'own0']],
          ['trueRange', ['in0', 'in1', 'in2', 'own1']],
          ...sharesOver(periods),
          ['ultimate', ['own3', 'own4', 'own5', 'out0']],
        ],
        1,
      )
    },
  }),
]
