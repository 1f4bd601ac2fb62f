import { percentKStep } from './step-bars.ts'
import { maxStep, minStep } from './step-extreme.ts'
import { averageStep } from './step-averages.ts'
import { ema, emaStep } from './averages.ts'
import { defineIndicator, line, maType, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { runKernel } from './kernels.ts'
import { average, averageLookback, averageNamed } from './moving-average.ts'
import { rollingMax, rollingMin } from './rolling-extreme.ts'
import { column, difference, share, unwritten } from './series.ts'
import { percentK } from './stochastic.ts'
import { rsi, rsiStep } from './wilder-strength.ts'

export const stochastics: readonly Indicator[] = [
  defineIndicator({
    name: 'stoch',
    title: 'Stochastic',
    group: 'momentum',
    doc: 'Place of the close in the range of the last fastk_period bars, smoothed (k), and its average (d); 0 to 100.',
    source: 'G. C. Lane, Stochastics (1984); TA-Lib 0.8 STOCH',
    pane: 'own',
    inputs: ['high', 'low', 'close'],
    params: [
      period(5, 1, 'fastk_period'),
      period(3, 1, 'slowk_period'),
      maType(0, 'slowk_matype'),
      period(3, 1, 'slowd_period'),
      maType(0, 'slowd_matype'),
    ],
    outputs: [line('slowk', 'k'), line('slowd', 'd')],
    levels: [20, 80],
    lookback: (n, k, kType, d, dType) =>
      n - 1 + averageLookback(k, averageNamed(kType)) + averageLookback(d, averageNamed(dType)),
    stream: (n, k, kType, d, dType) => {
      const [kName, dName] = [averageNamed(kType), averageNamed(dType)]
      const place = percentKStep(n)
      const slowK = averageStep(k, kName, n - 1)
      const slowD = averageStep(d, dName, n - 1 + averageLookback(k, kName))
      return (high, low, close) => {
        const now = slowK(place(high, low, close))
        return [now, slowD(now)]
      }
    },
    compiled: true,
    kernel: (n, k, kType, d, dType) => (high, low, close) => {
      const from = n - 1 + averageLookback(k, averageNamed(kType))
      const slowK = average(percentK(high, low, close, n), k, averageNamed(kType), n - 1)
      return [slowK, average(slowK, d, averageNamed(dType), from)]
    },
  }),
  defineIndicator({
    name: 'stochf',
    title: 'Stochastic Fast',
    group: 'momentum',
    doc: 'Place of the close in the range of the last fastk_period bars (k) and its average (d); 0 to 100.',
    source: 'G. C. Lane, Stochastics (1984); TA-Lib 0.8 STOCHF',
    pane: 'own',
    inputs: ['high', 'low', 'close'],
    params: [period(5, 1, 'fastk_period'), period(3, 1, 'fastd_period'), maType(0, 'fastd_matype')],
    outputs: [line('fastk', 'k'), line('fastd', 'd')],
    levels: [20, 80],
    lookback: (n, d, type) => n - 1 + averageLookback(d, averageNamed(type)),
    stream: (n, d, type) => {
      const [place, average] = [percentKStep(n), averageStep(d, averageNamed(type), n - 1)]
      return (high, low, close) => {
        const now = place(high, low, close)
        return [now, average(now)]
      }
    },
    compiled: true,
    kernel: (n, d, type) => (high, low, close) => {
      const fastK = percentK(high, low, close, n)
      return [fastK, average(fastK, d, averageNamed(type), n - 1)]
    },
  }),
  defineIndicator({
    name: 'stochrsi',
    title: 'Stochastic Relative Strength Index',
    group: 'momentum',
    doc: 'Place of the relative strength index in its own range (k) and its average (d); 0 to 100.',
    source: 'T. Chande and S. Kroll, The New Technical Trader (1994); TA-Lib 0.8 STOCHRSI',
    pane: 'own',
    inputs: ['real'],
    params: [period(14), period(5, 1, 'fastk_period'), period(3, 1, 'fastd_period'), maType(0, 'fastd_matype')],
    outputs: [line('fastk', 'k'), line('fastd', 'd')],
    levels: [20, 80],
    lookback: (n, k, d, type) => n + k - 1 + averageLookback(d, averageNamed(type)),
    stream: (n, k, d, type) => {
      const [index, place, average] = [rsiStep(n), percentKStep(k, n), averageStep(d, averageNamed(type), n + k - 1)]
      return (x) => {
        const strength = index(x)
        const now = place(strength, strength, strength)
        return [now, average(now)]
      }
    },
    compiled: true,
    kernel: (n, k, d, type) => (x) => {
      const index = rsi(x, n)[0]!
      const fastK = percentK(index, index, index, k, n)
      return [fastK, average(fastK, d, averageNamed(type), n + k - 1)]
    },
  }),
  defineIndicator({
    name: 'kdj',
    title: 'KDJ Stochastic',
    group: 'momentum',
    doc: 'Stochastic smoothed twice (k, d) and 3 k - 2 d (j), which leaves 0 to 100 at extremes.',
    pane: 'own',
    inputs: ['high', 'low', 'close'],
    params: [
      period(9, 1, 'fastk_period'),
      period(3, 1, 'slowk_period'),
      maType(13, 'slowk_matype'),
      period(3, 1, 'slowd_period'),
      maType(13, 'slowd_matype'),
    ],
    outputs: [line('k'), line('d'), line('j')],
    levels: [20, 80],
    lookback: (n, k, kType, d, dType) =>
      n - 1 + averageLookback(k, averageNamed(kType, 'rma')) + averageLookback(d, averageNamed(dType, 'rma')),
    stream: (n, k, kType, d, dType) => {
      const [kName, dName] = [averageNamed(kType, 'rma'), averageNamed(dType, 'rma')]
      const place = percentKStep(n)
      const kLine = averageStep(k, kName, n - 1)
      const dLine = averageStep(d, dName, n - 1 + averageLookback(k, kName))
      return (high, low, close) => {
        const now = kLine(place(high, low, close))
        const smooth = dLine(now)
        return [now, smooth, 3 * now - 2 * smooth]
      }
    },
    compiled: true,
    kernel: (n, k, kType, d, dType) => (high, low, close) => {
      const kLine = average(percentK(high, low, close, n), k, averageNamed(kType, 'rma'), n - 1)
      const from = n - 1 + averageLookback(k, averageNamed(kType, 'rma'))
      const dLine = average(kLine, d, averageNamed(dType, 'rma'), from)
      const jLine = unwritten(close.length)
      for (let i = 0; i < jLine.length; i++) jLine[i] = 3 * kLine[i]! - 2 * dLine[i]!
      return [kLine, dLine, jLine]
    },
  }),
  defineIndicator({
    name: 'willr',
    title: "Williams' %R",
    group: 'momentum',
    doc: 'Distance of the close from the highest high as a share of the range of timeperiod bars, -100 to 0.',
    source: 'L. Williams, How I Made One Million Dollars (1973); TA-Lib 0.8 WILLR',
    pane: 'own',
    inputs: ['high', 'low', 'close'],
    params: [period(14)],
    outputs: [line()],
    levels: [-80, -20],
    lookback: (n) => n - 1,
    stream: (n) => {
      const [top, bottom] = [maxStep(n), minStep(n)]
      return (high, low, close) => {
        const highest = top(high)
        const range = highest - bottom(low)
        return [range === 0 ? 0 : ((highest - close) / range) * -100]
      }
    },
    compiled: true,
    kernel: (n) => (high, low, close) => {
      const out = column(close.length, n - 1)
      runKernel('williamsR', [high, low, close], [out], [n], { history: n - 1 })
      return [out]
    },
  }),
  defineIndicator({
    name: 'smi',
    title: 'Stochastic Momentum Index',
    group: 'momentum',
    doc: 'Distance of the close from the middle of its range, smoothed twice, over half the smoothed range; -100 to 100.',
    source: 'W. Blau, Technical Analysis of Stocks & Commodities (1993); TA-Lib 0.8 SMI',
    pane: 'own',
    inputs: ['high', 'low', 'close'],
    params: [period(13), period(2, 2, 'fastperiod'), period(25, 2, 'slowperiod'), period(9, 2, 'signalperiod')],
    outputs: [line('smi'), line('smisignal', 'signal')],
    levels: [-40, 40],
    lookback: (n, fast, slow, signal) => n - 1 + fast - 1 + slow - 1 + signal - 1,
    stream: (n, fast, slow, signal) => {
      const twice = () => {
        const [once, again] = [emaStep(slow, n - 1), emaStep(fast, n + slow - 2)]
        return (x: number) => again(once(x))
      }
      const [top, bottom, distances, ranges] = [maxStep(n), minStep(n), twice(), twice()]
      const average = emaStep(signal, n + slow + fast - 3)
      return (high, low, close) => {
        const [highest, lowest] = [top(high), bottom(low)]
        const distance = distances(close - (highest + lowest) / 2)
        const range = ranges(highest - lowest)
        const now = range === 0 ? 0 : (200 * distance) / range
        return [now, average(now)]
      }
    },
    kernel: (n, fast, slow, signal) => (high, low, close) => {
      const top = rollingMax(high, n)
      const bottom = rollingMin(low, n)
      const range = difference(top, bottom)
      const distance = column(close.length, n - 1)
      for (let i = n - 1; i < close.length; i++) distance[i] = close[i]! - (top[i]! + bottom[i]!) / 2
      const twice = (x: Float64Array) => ema(ema(x, slow, n - 1), fast, n + slow - 2)
      const smi = share(twice(distance), twice(range), 200)
      return [smi, ema(smi, signal, n + slow + fast - 3)]
    },
  }),
]
