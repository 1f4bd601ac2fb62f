import { rollingMean } from './rolling-sum.ts'
import { column } from './series.ts'

/** Candles as columns, with the sizes that patterns compare. */
export interface Candles extends Thresholds {
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
}

/** What counts as long, short and so on for bar `i`, from the bars before it: TA-Lib's default candle settings. */
interface Thresholds {
  bodyLong: Float64Array
  bodyShort: Float64Array
  bodyDoji: Float64Array
  shadowLong: Float64Array
  shadowVeryLong: Float64Array
  shadowShort: Float64Array
  shadowVeryShort: Float64Array
  near: Float64Array
  far: Float64Array
  equal: Float64Array
}

const cache = new WeakMap<Float64Array, Candles>()

/** Candles of four columns, kept for as long as the open column is: most patterns are asked of the same bars. */
export function candles(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array): Candles {
  const known = cache.get(open)
  if (known?.high === high && known.low === low && known.close === close) return known
  const made = measure(open, high, low, close)
  cache.set(open, made)
  return made
}

function measure(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array): Candles {
  const rows = open.length
  const [body, upper, lower, top, bottom, range, shadows] = Array.from(
    { length: 7 },
    () => new Float64Array(rows),
  ) as Seven
  for (let i = 0; i < rows; i++) {
    const up = close[i]! >= open[i]!
    const above = up ? close[i]! : open[i]!
    const below = up ? open[i]! : close[i]!
    top[i] = above
    bottom[i] = below
    body[i] = above - below
    upper[i] = high[i]! - above
    lower[i] = below - low[i]!
    range[i] = high[i]! - low[i]!
    shadows[i] = upper[i]! + lower[i]!
  }
  const bodyLong = once(() => meanBefore(body, 10, 1))
  const bodyDoji = once(() => meanBefore(range, 10, 0.1))
  const shadowVeryLong = once(() => body.map((value) => 2 * value))
  const shadowShort = once(() => meanBefore(shadows, 10, 0.5))
  const near = once(() => meanBefore(range, 5, 0.2))
  const far = once(() => meanBefore(range, 5, 0.6))
  const equal = once(() => meanBefore(range, 5, 0.05))
  return {
    open,
    high,
    low,
    close,
    body,
    upper,
    lower,
    top,
    bottom,
    shadowLong: body,
    get bodyLong() {
      return bodyLong()
    },
    get bodyShort() {
      return bodyLong()
    },
    get bodyDoji() {
      return bodyDoji()
    },
    get shadowVeryLong() {
      return shadowVeryLong()
    },
    get shadowShort() {
      return shadowShort()
    },
    get shadowVeryShort() {
      return bodyDoji()
    },
    get near() {
      return near()
    },
    get far() {
      return far()
    },
    get equal() {
      return equal()
    },
  }
}

type Seven = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]

function once(make: () => Float64Array): () => Float64Array {
  let made: Float64Array | undefined
  return () => (made ??= make())
}

/** `factor` times the mean of the `n` bars before each bar. */
function meanBefore(values: Float64Array, n: number, factor: number): Float64Array {
  const mean = rollingMean(values, n)
  const out = column(values.length, n)
  for (let i = n; i < values.length; i++) out[i] = factor * mean[i - 1]!
  return out
}

/** 1 for a candle that closes at or above its open, -1 for one that closes below. */
export function color(k: Candles, i: number): 1 | -1 {
  return k.close[i]! >= k.open[i]! ? 1 : -1
}

export const white = (k: Candles, i: number) => k.close[i]! >= k.open[i]!
export const black = (k: Candles, i: number) => k.close[i]! < k.open[i]!

export const long = (k: Candles, i: number) => k.body[i]! > k.bodyLong[i]!
export const short = (k: Candles, i: number) => k.body[i]! < k.bodyShort[i]!
/** Longer than the short threshold. */
export const notShort = (k: Candles, i: number) => k.body[i]! > k.bodyShort[i]!
export const small = (k: Candles, i: number) => k.body[i]! <= k.bodyShort[i]!
export const doji = (k: Candles, i: number) => k.body[i]! <= k.bodyDoji[i]!
export const noUpper = (k: Candles, i: number) => k.upper[i]! < k.shadowVeryShort[i]!
export const noLower = (k: Candles, i: number) => k.lower[i]! < k.shadowVeryShort[i]!
export const someUpper = (k: Candles, i: number) => k.upper[i]! > k.shadowVeryShort[i]!
export const someLower = (k: Candles, i: number) => k.lower[i]! > k.shadowVeryShort[i]!
export const longUpper = (k: Candles, i: number) => k.upper[i]! > k.shadowLong[i]!
export const longLower = (k: Candles, i: number) => k.lower[i]! > k.shadowLong[i]!

/** Body of bar `a` wholly above or below the body of bar `b`. */
export const bodyGapUp = (k: Candles, a: number, b: number) => k.bottom[a]! > k.top[b]!
export const bodyGapDown = (k: Candles, a: number, b: number) => k.top[a]! < k.bottom[b]!
/** Bar `a` wholly above or below bar `b`, shadows included. */
export const gapUp = (k: Candles, a: number, b: number) => k.low[a]! > k.high[b]!
export const gapDown = (k: Candles, a: number, b: number) => k.high[a]! < k.low[b]!

/** `value` no further from `level` than the setting's threshold on bar `i`. */
export function within(k: Candles, value: number, level: number, setting: 'near' | 'equal', i: number): boolean {
  const room = k[setting][i]!
  return value <= level + room && value >= level - room
}
