/** Bars as columns that candlestick rules read; sizes and thresholds are worked out where a rule asks for them. */
export interface Candles {
  open: Float64Array
  high: Float64Array
  low: Float64Array
  close: Float64Array
}

type Size = (k: Candles, i: number) => number

export const top: Size = (k, i) => Math.max(k.open[i]!, k.close[i]!)
export const bottom: Size = (k, i) => Math.min(k.open[i]!, k.close[i]!)
export const body: Size = (k, i) => Math.abs(k.close[i]! - k.open[i]!)
export const upper: Size = (k, i) => k.high[i]! - top(k, i)
export const lower: Size = (k, i) => bottom(k, i) - k.low[i]!

// What counts as long, short and so on for bar i is a mean over the bars before it: TA-Lib's default candle settings.
// Each mean is summed afresh where a rule gets as far as asking: most bars fail a cheaper condition, and the answer
// depends on those bars alone.

/** Mean body of the ten bars before. */
function bodyMean(k: Candles, i: number): number {
  const { open, close } = k
  let even = 0
  let odd = 0
  for (let j = i - 10; j < i; j += 2) {
    even += Math.abs(close[j]! - open[j]!)
    odd += Math.abs(close[j + 1]! - open[j + 1]!)
  }
  return (even + odd) / 10
}

/** Mean range of the ten bars before. */
function rangeMean(k: Candles, i: number): number {
  const { high, low } = k
  let even = 0
  let odd = 0
  for (let j = i - 10; j < i; j += 2) {
    even += high[j]! - low[j]!
    odd += high[j + 1]! - low[j + 1]!
  }
  return (even + odd) / 10
}

/** Mean range of the five bars before. */
function shortRangeMean({ high, low }: Candles, i: number): number {
  const early = high[i - 5]! - low[i - 5]! + (high[i - 4]! - low[i - 4]!)
  const late = high[i - 3]! - low[i - 3]! + (high[i - 2]! - low[i - 2]!)
  return (early + late + (high[i - 1]! - low[i - 1]!)) / 5
}

export const near: Size = (k, i) => 0.2 * shortRangeMean(k, i)
export const far: Size = (k, i) => 0.6 * shortRangeMean(k, i)
export const equal: Size = (k, i) => 0.05 * shortRangeMean(k, i)

export const bodyDoji: Size = (k, i) => 0.1 * rangeMean(k, i)
/** Half the mean of both shadows of the ten bars before. */
export const shadowShort: Size = (k, i) => {
  let sum = 0
  for (let j = i - 10; j < i; j++) sum += upper(k, j) + lower(k, j)
  return 0.5 * (sum / 10)
}

/** 1 for a candle that closes at or above its open, -1 for one that closes below. */
export function color(k: Candles, i: number): 1 | -1 {
  return k.close[i]! >= k.open[i]! ? 1 : -1
}

export const white = (k: Candles, i: number) => k.close[i]! >= k.open[i]!
export const black = (k: Candles, i: number) => k.close[i]! < k.open[i]!

export const long = (k: Candles, i: number) => body(k, i) > bodyMean(k, i)
export const short = (k: Candles, i: number) => body(k, i) < bodyMean(k, i)
/** Longer than the short threshold. */
export const notShort = (k: Candles, i: number) => body(k, i) > bodyMean(k, i)
export const small = (k: Candles, i: number) => body(k, i) <= bodyMean(k, i)
export const doji = (k: Candles, i: number) => body(k, i) <= bodyDoji(k, i)
export const noUpper = (k: Candles, i: number) => upper(k, i) < bodyDoji(k, i)
export const noLower = (k: Candles, i: number) => lower(k, i) < bodyDoji(k, i)
export const someUpper = (k: Candles, i: number) => upper(k, i) > bodyDoji(k, i)
export const someLower = (k: Candles, i: number) => lower(k, i) > bodyDoji(k, i)
export const longUpper = (k: Candles, i: number) => upper(k, i) > body(k, i)
export const longLower = (k: Candles, i: number) => lower(k, i) > body(k, i)

/** Body of bar `a` wholly above or below the body of bar `b`. */
export const bodyGapUp = (k: Candles, a: number, b: number) => bottom(k, a) > top(k, b)
export const bodyGapDown = (k: Candles, a: number, b: number) => top(k, a) < bottom(k, b)
/** Bar `a` wholly above or below bar `b`, shadows included. */
export const gapUp = (k: Candles, a: number, b: number) => k.low[a]! > k.high[b]!
export const gapDown = (k: Candles, a: number, b: number) => k.high[a]! < k.low[b]!

/** `value` no further from `level` than the setting's threshold on bar `i`. */
export function within(k: Candles, value: number, level: number, setting: 'near' | 'equal', i: number): boolean {
  const room = setting === 'near' ? near(k, i) : equal(k, i)
  return value <= level + room && value >= level - room
}
