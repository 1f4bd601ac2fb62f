import { longestHistory } from './kernels.ts'
import { pipelined } from './pipeline.ts'
import { column } from './series.ts'

/**
 * Distance of `x` from its mean over 0.015 mean absolute deviations (D. Lambert 1980), first at bar `n` - 1.
 * Distances are taken from the window's first value, so an unchanging price gives exactly 0.
 */
export function commodityChannel(x: Float64Array, n: number): Float64Array {
  if (n <= longestHistory) return pipelined([x], [['commodityChannel', ['in0', 'out0'], n]], n)[0]!
  const out = column(x.length, n - 1)
  for (let i = n - 1; i < x.length; i++) {
    const start = i - n + 1
    const reference = x[start]!
    let sum = 0
    for (let j = start; j <= i; j++) sum += x[j]! - reference
    const mean = sum / n
    let deviation = 0
    for (let j = start; j <= i; j++) deviation += Math.abs(x[j]! - reference - mean)
    const distance = x[i]! - reference - mean
    out[i] = distance === 0 || deviation === 0 ? 0 : distance / (0.015 * (deviation / n))
  }
  return out
}
