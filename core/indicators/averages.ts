import { type KernelStep, pipelined } from './pipeline.ts'
import { rollingMean } from './rolling-sum.ts'
import { smoothStep } from './smoothing.ts'
import type { Step } from './step-sum.ts'

/** Simple average of `n` values, first at `from + n - 1`. */
export const sma = rollingMean

/** Exponential average, weight 2 / (n + 1), seeded by the mean of the first `n` values, first at `from + n - 1`. */
export function ema(x: Float64Array, n: number, from = 0): Float64Array {
  return smoothed(x, n, 2 / (n + 1), from)
}

/** `ema`, bar by bar. */
export function emaStep(n: number, from = 0): Step {
  return smoothStep(n, 2 / (n + 1), from)
}

/** Wilder's average (Wilder 1978): weight 1 / n, seeded by the mean of the first `n` values. */
export function rma(x: Float64Array, n: number, from = 0): Float64Array {
  return smoothed(x, n, 1 / n, from)
}

/** `rma`, bar by bar. */
export function rmaStep(n: number, from = 0): Step {
  return smoothStep(n, 1 / n, from)
}

function smoothed(x: Float64Array, n: number, weight: number, from: number): Float64Array {
  const [out] = pipelined([x], [['smooth', ['in0', 'out0'], 0, 1 - weight, n, from]])
  return out!.fill(Number.NaN, 0, from + n - 1)
}

/** Steps that make `count` exponential averages of one another in own columns from `own0` on, the first that of `in0`. */
export function chainSteps(count: number, n: number, weight: number, from: number): KernelStep[] {
  const columns = ['in0', 'own0', 'own1', 'own2', 'own3', 'own4', 'own5'] as const
  return Array.from({ length: count }, (_, k) => [
    'smooth',
    [columns[k]!, columns[k + 1]!],
    k,
    1 - weight,
    n,
    from + k * (n - 1),
  ])
}
