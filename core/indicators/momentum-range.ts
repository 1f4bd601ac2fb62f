import { pipelined } from './pipeline.ts'
import { rangeStep } from './step-bars.ts'
import { latestStep } from './step-extreme.ts'
import { lagStep } from './step-averages.ts'
import { sumStep, meanStep } from './step-sum.ts'
import { sma } from './averages.ts'
import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { runKernel } from './kernels.ts'
import { rollingSum } from './rolling-sum.ts'
import { column, difference, ratio, share, unwritten } from './series.ts'
import { trueRange } from './true-range.ts'

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
      const mean = meanStep(n)
      return (open, close) => [mean(close - open)]
    },
    kernel: (n) => (open, close) => [sma(difference(close, open), n)],
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
      const periods = [a, b, c].sort((x, y) => x - y)
      const pressures = periods.map((n) => sumStep(n, 1))
      const ranges = periods.map((n) => sumStep(n, 1))
      const [rangeOf, before] = [rangeStep(), lagStep(1)]
      return (high, low, close) => {
        const range = rangeOf(high, low, close)
        const pressure = close - Math.min(low, before(close))
        const [fast, medium, slow] = pressures.map((sum, k) => {
          const [part, whole] = [sum(pressure), ranges[k]!(range)]
          return whole === 0 ? 0 : part / whole
        }) as [number, number, number]
        return [(100 * (4 * fast + 2 * medium + slow)) / 7]
      }
    },
    kernel: (a, b, c) => (high, low, close) => {
      const [short, middle, long] = [a, b, c].sort((x, y) => x - y) as [number, number, number]
      const range = trueRange(high, low, close)
      const pressure = column(close.length, 1)
      for (let i = 1; i < close.length; i++) pressure[i] = close[i]! - Math.min(low[i]!, close[i - 1]!)
      const shareOver = (n: number) => {
        const part = rollingSum(pressure, n, 1)
        return ratio(part, rollingSum(range, n, 1), part)
      }
      const fast = shareOver(short)
      const medium = shareOver(middle)
      const slow = shareOver(long)
      const out = column(close.length, long)
      for (let i = long; i < close.length; i++) out[i] = (100 * (4 * fast[i]! + 2 * medium[i]! + slow[i]!)) / 7
      return [out]
    },
  }),
]
