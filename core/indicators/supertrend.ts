import { type KernelStep, pipelined } from './pipeline.ts'
import { averageRangeSteps } from './true-range.ts'

/**
 * The held band and the trend (1 up, -1 down), first at bar `n`, where the trend starts up. Each band moves only
 * towards the price until the previous close lies beyond it; a close across the opposite band turns the trend.
 */
export function supertrend(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n: number,
  multiplier: number,
): Float64Array[] {
  const step = averageRangeSteps(n, n, 'own1')
  const range: readonly KernelStep[] = n <= 1 ? [['trueRange', ['in0', 'in1', 'in2', 'own1']]] : step
  const held: KernelStep = ['heldBand', ['in0', 'in1', 'in2', 'own1', 'out0', 'out1'], n, multiplier]
  return pipelined([high, low, close], [...range, held], 1, 2)
}
