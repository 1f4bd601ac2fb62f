import { type KernelStep, pipelined } from './pipeline.ts'

/**
 * Wilder's running sums of +DM, -DM and true range (Wilder 1978) in `own0` to `own2`: the first n - 1 moves are added up,
 * from bar n on a 1/n part of each sum is forgotten. `in0` to `in2` are high, low and close.
 */
function sums(n: number): KernelStep[] {
  const keep = 1 - 1 / n
  return [
    ['movements', ['in0', 'in1', 'in2', 'own3', 'own4', 'own5']],
    ['wilderSum', ['own3', 'own0'], 0, keep, n],
    ['wilderSum', ['own4', 'own1'], 1, keep, n],
    ['wilderSum', ['own5', 'own2'], 2, keep, n],
  ]
}

const side = { plus: 'own0', minus: 'own1' } as const

/** The sum of upward or downward movement. */
export function movement(high: Float64Array, low: Float64Array, which: keyof typeof side, n: number): Float64Array[] {
  const moved = which === 'plus' ? 'own3' : 'own4'
  return pipelined(
    [high, low],
    [
      ['movements', ['in0', 'in1', 'in1', 'own3', 'own4', 'own5']],
      ['wilderSum', [moved, 'out0'], 0, 1 - 1 / n, n],
    ],
    1,
  )
}

type Bars = readonly [high: Float64Array, low: Float64Array, close: Float64Array]

/** `scale` * movement / range, 0 where there was no range; first at bar `n`. */
export function directionalIndicator(bars: Bars, which: keyof typeof side, n: number, scale: number): Float64Array[] {
  return pipelined(bars, [...sums(n), ['quotient', [side[which], 'own2', 'out0'], scale]], 1)
}

function index(n: number, to: 'own3' | 'out0'): KernelStep[] {
  return [...sums(n), ['movementIndex', ['own0', 'own1', 'own2', to], 3, n]]
}

/** Directional index, first at bar `n`; a bar without movement repeats the last value. */
export function directionalIndex(bars: Bars, n: number): Float64Array[] {
  return pipelined(bars, index(n, 'out0'), 1)
}

/** Wilder's average of the directional index, first at bar 2n - 1. */
export function averageDirectionalIndex(bars: Bars, n: number): Float64Array[] {
  return pipelined(bars, [...index(n, 'own3'), ['smooth', ['own3', 'out0'], 4, 1 - 1 / n, n, n]], 1)
}

/** Mean of that average and the one `n` - 1 bars before, first at bar 3n - 2. */
export function directionalRating(bars: Bars, n: number): Float64Array[] {
  return pipelined(
    bars,
    [
      ...index(n, 'own3'),
      ['smooth', ['own3', 'own4'], 4, 1 - 1 / n, n, n],
      ['halfway', ['own4', 'out0'], n - 1],
      ['keep', ['own4'], n - 1],
    ],
    1,
  )
}
