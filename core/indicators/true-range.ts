import { type KernelStep, pipelined } from './pipeline.ts'

/** Wilder's true range in price units; NaN on the first bar, which has no previous close. */
export function trueRange(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const [out] = pipelined([high, low, close], [['trueRange', ['in0', 'in1', 'in2', 'out0']]], 1)
  return out!.fill(Number.NaN, 0, 1)
}

/** Wilder's average of the true range, first on bar `first`, `n` or later; the plain true range where `n` is 1. */
export function averageTrueRange(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n: number,
  first = n,
): Float64Array {
  if (n <= 1) return trueRange(high, low, close)
  const [out] = pipelined([high, low, close], averageRangeSteps(n, first, 'out0'), 1)
  return out!.fill(Number.NaN, 0, first)
}

/** The same as steps: high, low and close are `in0` to `in2`, and the rows before a block are needed. Uses `own0`. */
export function averageRangeSteps(n: number, first: number, to: 'own1' | 'out0'): KernelStep[] {
  return [
    ['trueRange', ['in0', 'in1', 'in2', 'own0']],
    ['smooth', ['own0', to], 0, 1 - 1 / n, n, first - n + 1],
  ]
}
