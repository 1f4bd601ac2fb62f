import { averageAt, averageLookback, type MovingAverageName } from './moving-average.ts'
import { pipelined } from './pipeline.ts'
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
  return pipelined(
    [x],
    [
      ['smooth', ['in0', 'own0'], 0, 1 - shortWeight, short, long - short],
      ['smooth', ['in0', 'own1'], 1, 1 - longWeight, long, 0],
      ['difference', ['own0', 'own1', 'out0']],
      ['smooth', ['out0', 'out1'], 2, 1 - 2 / (signal + 1), signal, long - 1],
      ['difference', ['out0', 'out1', 'out2']],
    ],
    0,
    3,
  )
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
