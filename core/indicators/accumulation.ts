import { unwritten } from './series.ts'
/** Volume of a bar times the place of its close, from -1 at the low to 1 at the high; 0 without a range. */
export function flowOf(high: number, low: number, close: number, volume: number): number {
  const range = high - low
  return range > 0 ? ((close - low - (high - close)) / range) * volume : 0
}

/** Chaikin's accumulation/distribution line. */
export function accumulation(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  volume: Float64Array,
): Float64Array {
  const out = unwritten(close.length)
  let total = 0
  for (let i = 0; i < close.length; i++) {
    total += flowOf(high[i]!, low[i]!, close[i]!, volume[i]!)
    out[i] = total
  }
  return out
}

/** Fast minus slow exponential average, both starting at the first value instead of a mean; written into `x`. */
export function fromFirstGap(x: Float64Array, fast: number, slow: number): Float64Array {
  const quickWeight = 2 / (fast + 1)
  const lazyWeight = 2 / (slow + 1)
  let quick = x[0] ?? Number.NaN
  let lazy = quick
  for (let i = 0; i < x.length; i++) {
    const now = x[i]!
    quick = quickWeight * now + (1 - quickWeight) * quick
    lazy = lazyWeight * now + (1 - lazyWeight) * lazy
    x[i] = quick - lazy
  }
  return x
}

/** Index from 1000 that takes over the price change of bars whose volume moved in the direction of `sign`. */
export function volumeIndex(close: Float64Array, volume: Float64Array, sign: 1 | -1): Float64Array {
  const out = unwritten(close.length)
  let value = 1000
  for (let i = 0; i < close.length; i++) {
    if (i > 0 && sign * (volume[i]! - volume[i - 1]!) > 0 && close[i - 1] !== 0) {
      value += value * ((close[i]! - close[i - 1]!) / close[i - 1]!)
    }
    out[i] = value
  }
  return out
}
