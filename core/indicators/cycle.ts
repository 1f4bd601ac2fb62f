import { defineIndicator, line, points } from './define.ts'
import { cycleLookback, cyclePhase, cycleState, sineWave, trendMode } from './hilbert-cycle.ts'
import { hilbert, hilbertLookback } from './hilbert.ts'
import type { Indicator } from './indicator.ts'

const shape = { group: 'cycle', pane: 'own', inputs: ['real'], params: [], outputs: [line()] } as const

function ehlers(name: string): string {
  return `J. F. Ehlers, Rocket Science for Traders (2001); TA-Lib 0.8 ${name.toUpperCase()}`
}

export const cycles: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'ht_dcperiod',
    title: 'Hilbert Transform - Dominant Cycle Period',
    doc: 'Length of the dominant cycle, 6 to 50 bars, smoothed.',
    source: ehlers('ht_dcperiod'),
    lookback: () => hilbertLookback,
    kernel: () => (x) => [hilbert(x, 12).smoothPeriod],
  }),
  defineIndicator({
    ...shape,
    name: 'ht_phasor',
    title: 'Hilbert Transform - Phasor Components',
    doc: 'In-phase and quadrature parts of the detrended price, in price units.',
    source: ehlers('ht_phasor'),
    outputs: [line('inphase'), line('quadrature')],
    lookback: () => hilbertLookback,
    kernel: () => (x) => {
      const { inPhase, quadrature } = hilbert(x, 12)
      return [inPhase, quadrature]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'ht_dcphase',
    title: 'Hilbert Transform - Dominant Cycle Phase',
    doc: 'Phase of the dominant cycle, -45 to 315 degrees.',
    source: ehlers('ht_dcphase'),
    lookback: () => cycleLookback,
    kernel: () => (x) => [cyclePhase(cycleState(x))],
  }),
  defineIndicator({
    ...shape,
    name: 'ht_sine',
    title: 'Hilbert Transform - Sine Wave',
    doc: 'Sine of the dominant cycle phase and of the phase 45 degrees ahead, -1 to 1.',
    source: ehlers('ht_sine'),
    outputs: [line('sine'), line('leadsine', 'lead')],
    lookback: () => cycleLookback,
    kernel: () => (x) => sineWave(cyclePhase(cycleState(x))),
  }),
  defineIndicator({
    ...shape,
    name: 'ht_trendmode',
    title: 'Hilbert Transform - Trend vs Cycle Mode',
    doc: '1 while the market trends, 0 while it cycles.',
    source: ehlers('ht_trendmode'),
    outputs: [points('integer')],
    lookback: () => cycleLookback,
    kernel: () => (x) => [trendMode(x)],
  }),
]
