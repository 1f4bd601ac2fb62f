import { ema, smoothed } from './averages.ts'
import { averageAt, averageLookback, type MovingAverageName } from './moving-average.ts'
import { column, zipSeries } from './series.ts'

/** Difference of two averages, its average and the distance between them. */
export function withSignal(macd: Float64Array, signal: Float64Array): Float64Array[] {
  return [macd, signal, zipSeries(macd, signal, (a, b) => a - b)]
}

/** Both averages take their first value on bar slow - 1 (G. Appel 1979). */
export function macd(x: Float64Array, fast: number, slow: number, signal: number): Float64Array[] {
  const long = Math.max(fast, slow)
  const short = Math.min(fast, slow)
  const line = difference(ema(x, short, long - short), ema(x, long), long - 1)
  return withSignal(line, ema(line, signal, long - 1))
}

/** The classic 12 and 26 bars with Appel's rounded weights 0.15 and 0.075. */
export function macdFixed(x: Float64Array, signal: number): Float64Array[] {
  const line = difference(smoothed(x, 12, 14, 0.15), smoothed(x, 26, 0, 0.075), 25)
  return withSignal(line, ema(line, signal, 25))
}

/** Fast average minus slow, both first on the bar on which the longer look-back ends. */
export function averageGap(
  x: Float64Array,
  fast: number,
  fastName: MovingAverageName,
  slow: number,
  slowName: MovingAverageName,
): Float64Array {
  const first = Math.max(averageLookback(fast, fastName), averageLookback(slow, slowName))
  return difference(averageAt(x, fast, fastName, first), averageAt(x, slow, slowName, first), first)
}

function difference(a: Float64Array, b: Float64Array, first: number): Float64Array {
  const out = column(a.length, first)
  for (let i = first; i < a.length; i++) out[i] = a[i]! - b[i]!
  return out
}
