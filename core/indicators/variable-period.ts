import type { BarStep } from './indicator.ts'
import { averageAt, averageLookback, type MovingAverageName } from './moving-average.ts'
import { column, unwritten } from './series.ts'
import { averageAtStep } from './step-averages.ts'
import { largestOf, scaleFor, tickLimitFor } from './ticks.ts'

/** The average of each bar's own period, held between `least` and `most`; every one starts where the longest does. */
export function variablePeriod(
  x: Float64Array,
  periods: Float64Array,
  least: number,
  most: number,
  name: MovingAverageName,
): Float64Array {
  const first = averageLookback(most, name)
  const totals = name === 'sma' ? decimalTotals(x, Math.max(least, most)) : null
  if (totals !== null) return meansOf(x, periods, least, most, first, totals)
  const out = column(x.length, first)
  const known = new Map<number, Float64Array>()
  for (let i = first; i < x.length; i++) {
    const n = Math.min(most, Math.max(least, Math.trunc(periods[i]!)))
    let values = known.get(n)
    if (values === undefined) {
      values = averageAt(x, n, name, first)
      known.set(n, values)
    }
    out[i] = values[i]!
  }
  return out
}

/** `variablePeriod`, bar by bar: every average that a period may ask for is carried on, as any may be next. */
export function variablePeriodStep(least: number, most: number, name: MovingAverageName): BarStep {
  const first = averageLookback(most, name)
  const lowest = Math.min(least, most)
  const averages = Array.from({ length: most - lowest + 1 }, (_, k) => averageAtStep(lowest + k, name, first))
  return (x, periods) => {
    const n = Math.min(most, Math.max(least, Math.trunc(periods!)))
    let value = Number.NaN
    for (const [k, average] of averages.entries()) {
      const now = average(x!)
      if (lowest + k === n) value = now
    }
    return [value]
  }
}

interface Totals {
  /** Ticks before each row, and after the last. */
  readonly ticks: Float64Array
  readonly scale: number
}

/** Added to a number below 2^51 and taken off again it leaves the nearest whole number. */
const rounder = 1.5 * 2 ** 52

/**
 * Running sums of a decimal series in whole ticks: with them the mean over any window costs one division and is the one
 * that `rollingMean` has. Null where a value is not decimal or a sum grows too large.
 */
function decimalTotals(x: Float64Array, longest: number): Totals | null {
  const limit = tickLimitFor(longest)
  const ticks = unwritten(x.length + 1)
  let scale = 1
  while (scale > 0) {
    const reached = addUp(x, scale, limit, ticks)
    if (reached === x.length) return { ticks, scale }
    const found = scaleFor(x[reached]!, scale, largestOf(x, reached), limit)
    scale = found === scale ? 0 : found
  }
  return null
}

/** Answers the first index that is not whole at this scale. */
function addUp(x: Float64Array, scale: number, limit: number, ticks: Float64Array): number {
  let sum = 0
  ticks[0] = 0
  for (let i = 0; i < x.length; i++) {
    const product = x[i]! * scale
    const tick = product + rounder - rounder
    const size = Math.abs(tick)
    sum += tick
    if (!(Math.abs(product - tick) <= size * 2 ** -52 && size < limit && Math.abs(sum) < 2 ** 52)) return i
    ticks[i + 1] = sum
  }
  return x.length
}

function meansOf(
  x: Float64Array,
  periods: Float64Array,
  least: number,
  most: number,
  first: number,
  { ticks, scale }: Totals,
): Float64Array {
  const out = column(x.length, first)
  for (let i = first; i < x.length; i++) {
    const n = Math.min(most, Math.max(least, Math.trunc(periods[i]!)))
    out[i] = n <= 1 ? x[i]! : (ticks[i + 1]! - ticks[i + 1 - n]!) / (n * scale)
  }
  return out
}
