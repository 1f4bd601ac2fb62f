import { fullRangeStep } from './step-bars.ts'
import { maxStep, minStep } from './step-extreme.ts'
import { lagStep } from './step-lag.ts'
import { sumStep, meanStep, type Step } from './step-sum.ts'
import { sma } from './averages.ts'
import { defineIndicator, line, period } from './define.ts'
import { fullRange } from './overlap-beyond-talib.ts'
import type { Indicator } from './indicator.ts'
import { rollingMax, rollingMin } from './rolling-extreme.ts'
import { rollingSum } from './rolling-sum.ts'
import { column } from './series.ts'

/** Rate of change in per cent, averaged over `n` bars. */
function smoothChange(x: Float64Array, lag: number, n: number): Float64Array {
  const change = column(x.length, lag)
  for (let i = lag; i < x.length; i++) change[i] = x[i - lag] === 0 ? 0 : (x[i]! / x[i - lag]! - 1) * 100
  return sma(change, n, lag)
}

/** `smoothChange`, bar by bar. */
function smoothChangeStep(lag: number, n: number): Step {
  const [before, average] = [lagStep(lag), meanStep(n, lag)]
  return (x) => {
    const earlier = before(x)
    return average(earlier === 0 ? 0 : (x / earlier - 1) * 100)
  }
}

export const momentumBeyondTalib: readonly Indicator[] = [
  defineIndicator({
    name: 'kst',
    title: 'Know Sure Thing',
    group: 'momentum',
    doc: 'Four averaged rates of change weighted 1 to 4, in per cent, and their average (signal).',
    source: 'M. Pring, Technical Analysis of Stocks & Commodities (1992)',
    pane: 'own',
    inputs: ['real'],
    params: [
      period(10, 1, 'roc1period'),
      period(15, 1, 'roc2period'),
      period(20, 1, 'roc3period'),
      period(30, 1, 'roc4period'),
      period(10, 1, 'sma1period'),
      period(10, 1, 'sma2period'),
      period(10, 1, 'sma3period'),
      period(15, 1, 'sma4period'),
      period(9, 1, 'signalperiod'),
    ],
    outputs: [line('kst'), line('kstsignal', 'signal')],
    levels: [0],
    lookback: (r1, r2, r3, r4, s1, s2, s3, s4, signal) => Math.max(r1 + s1, r2 + s2, r3 + s3, r4 + s4) - 1 + signal - 1,
    stream: (r1, r2, r3, r4, s1, s2, s3, s4, signal) => {
      const changes = [
        smoothChangeStep(r1, s1),
        smoothChangeStep(r2, s2),
        smoothChangeStep(r3, s3),
        smoothChangeStep(r4, s4),
      ]
      const average = meanStep(signal, Math.max(r1 + s1, r2 + s2, r3 + s3, r4 + s4) - 1)
      return (x) => {
        const now = changes.map((change) => change(x)).reduce((sum, change, k) => sum + (k + 1) * change)
        return [now, average(now)]
      }
    },
    kernel: (r1, r2, r3, r4, s1, s2, s3, s4, signal) => (x) => {
      const [a, b, c, d] = [
        smoothChange(x, r1, s1),
        smoothChange(x, r2, s2),
        smoothChange(x, r3, s3),
        smoothChange(x, r4, s4),
      ]
      const first = Math.max(r1 + s1, r2 + s2, r3 + s3, r4 + s4) - 1
      const kst = column(x.length, first)
      for (let i = first; i < x.length; i++) kst[i] = a![i]! + 2 * b![i]! + 3 * c![i]! + 4 * d![i]!
      return [kst, sma(kst, signal, first)]
    },
  }),
  defineIndicator({
    name: 'chop',
    title: 'Choppiness Index',
    group: 'volatility',
    doc: 'Sum of true ranges over the range they cover, on a log scale from 0 (straight) to 100 (sideways).',
    source: 'E. W. Dreiss, Technical Analysis of Stocks & Commodities (1993)',
    pane: 'own',
    inputs: ['high', 'low', 'close'],
    params: [period(14)],
    outputs: [line()],
    levels: [38.2, 61.8],
    lookback: (n) => n - 1,
    stream: (n) => {
      const [rangeOf, ways, top, bottom] = [fullRangeStep(), sumStep(n), maxStep(n), minStep(n)]
      return (high, low, close) => {
        const way = ways(rangeOf(high, low, close))
        const range = top(high) - bottom(low)
        return [range === 0 ? 0 : (100 * Math.log10(way / range)) / Math.log10(n)]
      }
    },
    kernel: (n) => (high, low, close) => {
      const way = rollingSum(fullRange(high, low, close), n)
      const top = rollingMax(high, n)
      const bottom = rollingMin(low, n)
      const out = column(close.length, n - 1)
      for (let i = n - 1; i < close.length; i++) {
        const range = top[i]! - bottom[i]!
        out[i] = range === 0 ? 0 : (100 * Math.log10(way[i]! / range)) / Math.log10(n)
      }
      return [out]
    },
  }),
]
