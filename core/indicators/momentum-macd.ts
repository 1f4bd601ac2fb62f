import { macdStep, macdFixedStep } from './step-strength.ts'
import { averageStep, averageAtStep } from './step-averages.ts'
import { defineIndicator, histogram, line, maType, period } from './define.ts'
import type { BarStep, Indicator } from './indicator.ts'
import { averageGap, macd, macdFixed, withSignal } from './macd.ts'
import { average, averageLookback, averageNamed } from './moving-average.ts'
import { difference, unwritten } from './series.ts'

const shape = {
  group: 'momentum',
  pane: 'own',
  inputs: ['real'],
  outputs: [line('macd'), line('macdsignal', 'signal'), histogram('macdhist', 'hist')],
  levels: [0],
} as const

/** Bars before both averages of a gap have a value; number 11 stands for `usual`. */
function gapLookback(fast: number, slow: number, fastType: number, slowType: number, usual: 'sma' | 'ema'): number {
  return Math.max(
    averageLookback(fast, averageNamed(fastType, usual)),
    averageLookback(slow, averageNamed(slowType, usual)),
  )
}

const gapParams = [period(12, 2, 'fastperiod'), period(26, 2, 'slowperiod'), maType(1)]

export const macds: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'macd',
    title: 'Moving Average Convergence/Divergence',
    doc: 'Fast minus slow exponential average, its exponential average (signal) and their difference, in price units.',
    source: 'G. Appel, The MACD Trading Method (1979); TA-Lib 0.8 MACD',
    params: [period(12, 2, 'fastperiod'), period(26, 2, 'slowperiod'), period(9, 1, 'signalperiod')],
    lookback: (fast, slow, signal) => Math.max(fast, slow) - 1 + signal - 1,
    stream: (fast, slow, signal) => macdStep(fast, slow, signal),
    kernel: (fast, slow, signal) => (x) => macd(x, fast, slow, signal),
  }),
  defineIndicator({
    ...shape,
    name: 'macdfix',
    title: 'Moving Average Convergence/Divergence Fix 12/26',
    doc: 'The classic difference of 12 and 26 bars with weights 0.15 and 0.075, its average and their difference, in price units.',
    source: 'G. Appel, The MACD Trading Method (1979); TA-Lib 0.8 MACDFIX',
    params: [period(9, 1, 'signalperiod')],
    lookback: (signal) => 25 + signal - 1,
    stream: (signal) => macdFixedStep(signal),
    kernel: (signal) => (x) => macdFixed(x, signal),
  }),
  defineIndicator({
    ...shape,
    name: 'macdext',
    title: 'MACD with Controllable MA Type',
    doc: 'Difference of two averages of any type, its average of any type and their difference, in price units.',
    params: [
      period(12, 2, 'fastperiod'),
      maType(0, 'fastmatype'),
      period(26, 2, 'slowperiod'),
      maType(0, 'slowmatype'),
      period(9, 1, 'signalperiod'),
      maType(0, 'signalmatype'),
    ],
    lookback: (fast, fastType, slow, slowType, signal, signalType) =>
      gapLookback(fast, slow, fastType, slowType, 'sma') + averageLookback(signal, averageNamed(signalType)),
    stream: (fast, fastType, slow, slowType, signal, signalType) => {
      const from = gapLookback(fast, slow, fastType, slowType, 'sma')
      const quick = averageAtStep(fast, averageNamed(fastType), from)
      const lazy = averageAtStep(slow, averageNamed(slowType), from)
      const smooth = averageStep(signal, averageNamed(signalType), from)
      return (x) => {
        const [a, b] = [quick(x), lazy(x)]
        const gap = slow < fast ? b - a : a - b
        const line = smooth(gap)
        return [gap, line, gap - line]
      }
    },
    kernel: (fast, fastType, slow, slowType, signal, signalType) => (x) => {
      const line =
        slow < fast
          ? averageGap(x, slow, averageNamed(slowType), fast, averageNamed(fastType))
          : averageGap(x, fast, averageNamed(fastType), slow, averageNamed(slowType))
      const from = gapLookback(fast, slow, fastType, slowType, 'sma')
      return withSignal(line, average(line, signal, averageNamed(signalType), from))
    },
  }),
  defineIndicator({
    ...shape,
    name: 'apo',
    title: 'Absolute Price Oscillator',
    doc: 'Fast minus slow moving average, in price units.',
    params: gapParams,
    outputs: [line()],
    lookback: (fast, slow, type) => gapLookback(fast, slow, type, type, 'ema'),
    stream: (fast, slow, type) => {
      const name = averageNamed(type, 'ema')
      const [long, short] = [averageStep(Math.max(fast, slow), name), averageStep(Math.min(fast, slow), name)]
      return (x) => [short(x) - long(x)]
    },
    kernel: (fast, slow, type) => (x) => {
      const name = averageNamed(type, 'ema')
      const long = average(x, Math.max(fast, slow), name)
      return [difference(average(x, Math.min(fast, slow), name), long)]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'ppo',
    title: 'Percentage Price Oscillator',
    doc: 'Fast minus slow moving average in per cent of the slow one.',
    params: gapParams,
    outputs: [line()],
    lookback: (fast, slow, type) => gapLookback(fast, slow, type, type, 'ema'),
    stream: (fast, slow, type) => percentGapStep(fast, slow, type),
    kernel: (fast, slow, type) => (x) => [percentGap(x, fast, slow, type)],
  }),
  defineIndicator({
    ...shape,
    name: 'pvo',
    title: 'Percentage Volume Oscillator',
    group: 'volume',
    doc: 'Fast minus slow moving average of the volume in per cent of the slow one.',
    inputs: ['volume'],
    params: gapParams,
    outputs: [line()],
    lookback: (fast, slow, type) => gapLookback(fast, slow, type, type, 'ema'),
    stream: (fast, slow, type) => percentGapStep(fast, slow, type),
    kernel: (fast, slow, type) => (volume) => [percentGap(volume, fast, slow, type)],
  }),
]

function percentGap(x: Float64Array, fast: number, slow: number, type: number): Float64Array {
  const name = averageNamed(type, 'ema')
  const long = average(x, Math.max(fast, slow), name)
  const short = average(x, Math.min(fast, slow), name)
  const out = unwritten(x.length)
  for (let i = 0; i < out.length; i++) out[i] = long[i] === 0 ? 0 : ((short[i]! - long[i]!) / long[i]!) * 100
  return out
}

function percentGapStep(fast: number, slow: number, type: number): BarStep {
  const name = averageNamed(type, 'ema')
  const [long, short] = [averageStep(Math.max(fast, slow), name), averageStep(Math.min(fast, slow), name)]
  return (x) => {
    const [a, b] = [short(x!), long(x!)]
    return [b === 0 ? 0 : ((a - b) / b) * 100]
  }
}
