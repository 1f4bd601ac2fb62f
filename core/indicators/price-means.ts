import { ticksFor } from './ticks.ts'

/** Largest sum of ticks at 8 decimals that is still exact. */
export const exactSum = 2 ** 53 / 1e8

/**
 * Weighted mean of columns bar by bar; decimal prices are added as whole ticks and divided once,
 * so that two bars with equal means have the same double.
 */
export function priceMean(columns: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const rows = columns[0]?.length ?? 0
  const total = weights.reduce((a, b) => a + b, 0)
  const decimals = columns.map((values) => ticksFor(values, 1))
  const scale = Math.max(...decimals.map((found) => found.scale))
  const whole = Math.min(...decimals.map((found) => found.end))
  const sum = new Float64Array(rows)
  const ticks = new Float64Array(rows)
  const size = new Float64Array(rows)
  for (const [k, values] of columns.entries()) {
    const found = decimals[k]!
    const weight = weights[k]!
    for (let i = 0; i < rows; i++) {
      sum[i]! += values[i]! * weight
      size[i]! += Math.abs(values[i]!) * weight
    }
    for (let i = 0; i < whole; i++) ticks[i]! += found.ticks[i]! * (scale / found.scale) * weight
  }
  for (let i = 0; i < rows; i++) {
    sum[i] = i < whole && size[i]! < exactSum ? ticks[i]! / (total * scale) : sum[i]! / total
  }
  return sum
}

/** Typical price, the mean of high, low and close. */
export function typicalPrice(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  return priceMean([high, low, close], [1, 1, 1])
}

/** Middle of high and low. */
export function medianPrice(high: Float64Array, low: Float64Array): Float64Array {
  return priceMean([high, low], [1, 1])
}
