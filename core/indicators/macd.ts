import { averageAt, averageLookback, type MovingAverageName } from './moving-average.ts'
import { rollingMean } from './rolling-sum.ts'
import { column, difference } from './series.ts'

/** Difference of two averages, its average and the distance between them. */
export function withSignal(macd: Float64Array, signal: Float64Array): Float64Array[] {
  return [macd, signal, difference(macd, signal)]
}

/** Both averages take their first value on bar slow - 1 (G. Appel 1979). */
export function macd(x: Float64Array, fast: number, slow: number, signal: number): Float64Array[] {
  const long = Math.max(fast, slow)
  const short = Math.min(fast, slow)
  return exponentialGap(x, short, 2 / (short + 1), long, 2 / (long + 1), signal)
}

/** The classic 12 and 26 bars with Appel's rounded weights 0.15 and 0.075. */
export function macdFixed(x: Float64Array, signal: number): Float64Array[] {
  return exponentialGap(x, 12, 0.15, 26, 0.075, signal)
}

function exponentialGap(
  x: Float64Array,
  short: number,
  shortWeight: number,
  long: number,
  longWeight: number,
  signal: number,
): Float64Array[] {
  const rows = x.length
  const first = long - 1
  const gap = column(rows, first)
  const line = column(rows, first)
  const histogram = column(rows, first)
  const head = x.subarray(0, long)
  let fast = rollingMean(head.subarray(long - short), short)[short - 1]!
  let slow = rollingMean(head, long)[long - 1]!
  const signalWeight = 2 / (signal + 1)
  let average = 0
  for (let i = first; i < rows; i++) {
    if (i > first) {
      fast += (x[i]! - fast) * shortWeight
      slow += (x[i]! - slow) * longWeight
    }
    const now = fast - slow
    const seen = i - first + 1
    // The signal starts as the mean of its first values.
    average += seen <= signal ? (now - average) / seen : (now - average) * signalWeight
    gap[i] = now
    line[i] = average
    histogram[i] = now - average
  }
  return [gap, line, histogram]
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
  const out = column(x.length, first)
  const [quick, lazy] = [averageAt(x, fast, fastName, first), averageAt(x, slow, slowName, first)]
  for (let i = first; i < out.length; i++) out[i] = quick[i]! - lazy[i]!
  return out
}
