import { type ColumnName, type KernelStep, pipelined } from './pipeline.ts'

export const outer = 0.0962
export const inner = 0.5769
/** Bars that only fill the price smoother where no dominant phase is asked for. */
export const shortWarmup = 12
/** Rows of the price that a dominant cycle may reach back. */
export const longestCycle = 64

/**
 * Homodyne discriminator (J. F. Ehlers, Rocket Science for Traders, 2001, ch. 7) of `in0`. `own0` is the price smoothed
 * with weights 4, 3, 2, 1, and `period` the dominant cycle in bars, smoothed twice; bars before `begin` only fill the
 * smoother. `steps` read them.
 */
export function discriminated(
  begin: number,
  steps: readonly KernelStep[],
  {
    inPhase = 'own3',
    quadrature = 'own2',
    period = 'own4',
  }: Partial<Record<'inPhase' | 'quadrature' | 'period', ColumnName>> = {},
): KernelStep[] {
  return [
    ['discriminate', ['in0', 'own0', 'own1', quadrature, inPhase, period], begin],
    ...steps,
    ['keepWave', ['own0', 'own1', quadrature, inPhase]],
  ]
}

/** Bars the discriminator needs before MAMA, the dominant period and the phasor are given. */
export const hilbertLookback = 32

/** MESA adaptive average and its follower (J. F. Ehlers, MESA and Trading Market Cycles, 2001), first at `from + 32`. */
export function mama(x: Float64Array, fastLimit: number, slowLimit: number, from = 0): Float64Array[] {
  const begin = from + shortWarmup
  const columns = ['in0', 'own3', 'own2', 'out0', 'out1'] as const
  const average: KernelStep = ['mesa', columns, begin, fastLimit, slowLimit]
  return pipelined([x], discriminated(begin, [average]), longestCycle, 2).map((column) =>
    column.fill(Number.NaN, 0, from + hilbertLookback),
  )
}
