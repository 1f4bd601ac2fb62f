import { rollingMean } from './rolling-sum.ts'
import { column, zipSeries } from './series.ts'

type Measure = 'body' | 'range' | 'shadows'

/** TA-Lib's default settings: what is averaged, over how many bars before (0: the bar itself), times what. */
const settings = {
  bodyLong: ['body', 10, 1],
  bodyShort: ['body', 10, 1],
  bodyDoji: ['range', 10, 0.1],
  shadowLong: ['body', 0, 1],
  shadowVeryLong: ['body', 0, 2],
  shadowShort: ['shadows', 10, 0.5],
  shadowVeryShort: ['range', 10, 0.1],
  near: ['range', 5, 0.2],
  far: ['range', 5, 0.6],
  equal: ['range', 5, 0.05],
} as const satisfies Record<string, readonly [Measure, number, number]>

export type CandleSetting = keyof typeof settings

/** Candles as columns, with the sizes that patterns compare. */
export interface Candles {
  open: Float64Array
  high: Float64Array
  low: Float64Array
  close: Float64Array
  body: Float64Array
  upper: Float64Array
  lower: Float64Array
  /** Higher and lower of open and close. */
  top: Float64Array
  bottom: Float64Array
  /** The setting's threshold on bar `i`, taken from the bars before it. */
  threshold: (setting: CandleSetting, i: number) => number
}

export function candles(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array): Candles {
  const body = zipSeries(open, close, (o, c) => Math.abs(c - o))
  const top = zipSeries(open, close, Math.max)
  const bottom = zipSeries(open, close, Math.min)
  const upper = zipSeries(high, top, (a, b) => a - b)
  const lower = zipSeries(bottom, low, (a, b) => a - b)
  const range = zipSeries(high, low, (a, b) => a - b)
  const measures = { body, range, shadows: zipSeries(upper, lower, (a, b) => a + b) }
  const known = new Map<CandleSetting, Float64Array>()
  const thresholds = (setting: CandleSetting): Float64Array => {
    let values = known.get(setting)
    if (values === undefined) {
      const [measure, bars, factor] = settings[setting]
      values = thresholdsOf(measures[measure], bars, factor)
      known.set(setting, values)
    }
    return values
  }
  return { open, high, low, close, body, upper, lower, top, bottom, threshold: (setting, i) => thresholds(setting)[i]! }
}

function thresholdsOf(values: Float64Array, bars: number, factor: number): Float64Array {
  if (bars === 0) return values.map((value) => value * factor)
  const mean = rollingMean(values, bars)
  const out = column(values.length, bars)
  for (let i = bars; i < values.length; i++) out[i] = factor * mean[i - 1]!
  return out
}

/** 1 for a candle that closes at or above its open, -1 for one that closes below. */
export function color(k: Candles, i: number): 1 | -1 {
  return k.close[i]! >= k.open[i]! ? 1 : -1
}

export const white = (k: Candles, i: number) => k.close[i]! >= k.open[i]!
export const black = (k: Candles, i: number) => k.close[i]! < k.open[i]!

export const long = (k: Candles, i: number) => k.body[i]! > k.threshold('bodyLong', i)
export const short = (k: Candles, i: number) => k.body[i]! < k.threshold('bodyShort', i)
/** Longer than the short threshold. */
export const notShort = (k: Candles, i: number) => k.body[i]! > k.threshold('bodyShort', i)
export const small = (k: Candles, i: number) => k.body[i]! <= k.threshold('bodyShort', i)
export const doji = (k: Candles, i: number) => k.body[i]! <= k.threshold('bodyDoji', i)
export const noUpper = (k: Candles, i: number) => k.upper[i]! < k.threshold('shadowVeryShort', i)
export const noLower = (k: Candles, i: number) => k.lower[i]! < k.threshold('shadowVeryShort', i)
export const someUpper = (k: Candles, i: number) => k.upper[i]! > k.threshold('shadowVeryShort', i)
export const someLower = (k: Candles, i: number) => k.lower[i]! > k.threshold('shadowVeryShort', i)
export const longUpper = (k: Candles, i: number) => k.upper[i]! > k.threshold('shadowLong', i)
export const longLower = (k: Candles, i: number) => k.lower[i]! > k.threshold('shadowLong', i)

/** Body of bar `a` wholly above or below the body of bar `b`. */
export const bodyGapUp = (k: Candles, a: number, b: number) => k.bottom[a]! > k.top[b]!
export const bodyGapDown = (k: Candles, a: number, b: number) => k.top[a]! < k.bottom[b]!
/** Bar `a` wholly above or below bar `b`, shadows included. */
export const gapUp = (k: Candles, a: number, b: number) => k.low[a]! > k.high[b]!
export const gapDown = (k: Candles, a: number, b: number) => k.high[a]! < k.low[b]!

/** `value` no further from `level` than the setting's threshold on bar `i`. */
export function within(k: Candles, value: number, level: number, setting: CandleSetting, i: number): boolean {
  const room = k.threshold(setting, i)
  return value <= level + room && value >= level - room
}
