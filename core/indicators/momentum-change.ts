import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { column } from './series.ts'

const shape = {
  group: 'momentum',
  pane: 'own',
  inputs: ['real'],
  outputs: [line()],
  params: [period(10, 1)],
  lookback: (n: number) => n,
} as const

/** `f` of each value and the one `n` bars before. */
function change(x: Float64Array, n: number, f: (now: number, before: number) => number): Float64Array {
  const out = column(x.length, n)
  for (let i = n; i < x.length; i++) out[i] = f(x[i]!, x[i - n]!)
  return out
}

export const changes: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'mom',
    title: 'Momentum',
    doc: 'Change over timeperiod bars, in price units.',
    levels: [0],
    kernel: (n) => (x) => [change(x, n, (now, before) => now - before)],
  }),
  defineIndicator({
    ...shape,
    name: 'roc',
    title: 'Rate of Change',
    doc: 'Change over timeperiod bars in per cent of the earlier value; 0 where that is 0.',
    levels: [0],
    kernel: (n) => (x) => [change(x, n, (now, before) => (before === 0 ? 0 : (now / before - 1) * 100))],
  }),
]
