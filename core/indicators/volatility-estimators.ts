import {
  closeToCloseStep,
  parkinsonStep,
  garmanKlassStep,
  rogersSatchellStep,
  yangZhangStep,
} from './step-volatility.ts'
import { defineIndicator, line, period } from './define.ts'
import type { BarStep, Indicator } from './indicator.ts'
import { closeToClose, garmanKlass, parkinson, rogersSatchell, yangZhang } from './range-volatility.ts'
import { scaled } from './series.ts'

/** Bars a year; 1 leaves the volatility a bar. */
const barsPerYear = { name: 'barsperyear', type: 'int', default: 252, min: 1, max: 1_000_000 } as const

const shape = { group: 'volatility', pane: 'own', outputs: [line()] } as const

function annual(perBar: Float64Array, bars: number): Float64Array {
  const factor = Math.sqrt(bars)
  return scaled(perBar, factor, perBar)
}

function annualStep(perBar: (...prices: number[]) => number, bars: number): BarStep {
  const factor = Math.sqrt(bars)
  return (...prices) => [perBar(...prices) * factor]
}

export const volatilityEstimators: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'realised_vol',
    aliases: ['realized_vol', 'realised_volatility', 'realized_volatility'],
    title: 'Realised Volatility (close to close)',
    doc: 'Standard deviation of log returns over timeperiod bars, as a fraction a year.',
    source: 'Sample standard deviation, ddof 1',
    inputs: ['real'],
    params: [period(20), barsPerYear],
    lookback: (n) => n,
    stream: (n, bars) => annualStep(closeToCloseStep(n), bars),
    kernel: (n, bars) => (x) => [annual(closeToClose(x, n), bars)],
  }),
  defineIndicator({
    ...shape,
    name: 'parkinson',
    title: 'Parkinson Volatility',
    doc: 'Volatility from highs and lows over timeperiod bars, as a fraction a year.',
    source: 'M. Parkinson, Journal of Business (1980)',
    inputs: ['high', 'low'],
    params: [period(20, 1), barsPerYear],
    lookback: (n) => n - 1,
    stream: (n, bars) => annualStep(parkinsonStep(n), bars),
    kernel: (n, bars) => (high, low) => [annual(parkinson(high, low, n), bars)],
  }),
  defineIndicator({
    ...shape,
    name: 'garman_klass',
    title: 'Garman-Klass Volatility',
    doc: 'Volatility from open, high, low and close over timeperiod bars, as a fraction a year.',
    source: 'M. Garman and M. Klass, Journal of Business (1980)',
    inputs: ['open', 'high', 'low', 'close'],
    params: [period(20, 1), barsPerYear],
    lookback: (n) => n - 1,
    stream: (n, bars) => annualStep(garmanKlassStep(n), bars),
    kernel: (n, bars) => (open, high, low, close) => [annual(garmanKlass(open, high, low, close, n), bars)],
  }),
  defineIndicator({
    ...shape,
    name: 'rogers_satchell',
    title: 'Rogers-Satchell Volatility',
    doc: 'Volatility from the whole bar that a trend does not disturb, over timeperiod bars, as a fraction a year.',
    source: 'L. Rogers and S. Satchell, Annals of Applied Probability (1991)',
    inputs: ['open', 'high', 'low', 'close'],
    params: [period(20, 1), barsPerYear],
    lookback: (n) => n - 1,
    stream: (n, bars) => annualStep(rogersSatchellStep(n), bars),
    kernel: (n, bars) => (open, high, low, close) => [annual(rogersSatchell(open, high, low, close, n), bars)],
  }),
  defineIndicator({
    ...shape,
    name: 'yang_zhang',
    title: 'Yang-Zhang Volatility',
    doc: 'Volatility from the whole bar and the gap before it, over timeperiod bars, as a fraction a year.',
    source: 'D. Yang and Q. Zhang, Journal of Business (2000)',
    inputs: ['open', 'high', 'low', 'close'],
    params: [period(20), barsPerYear],
    lookback: (n) => n,
    stream: (n, bars) => annualStep(yangZhangStep(n), bars),
    kernel: (n, bars) => (open, high, low, close) => [annual(yangZhang(open, high, low, close, n), bars)],
  }),
]
