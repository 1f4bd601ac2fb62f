import { hilbertStep, cycleStep, trendModeStep } from './step-hilbert.ts'
import { defineIndicator, line, one, points } from './define.ts'
import { cycleLookback, cyclePhase, radians, sineWave, trendMode } from './hilbert-cycle.ts'
import { discriminated, hilbertLookback, longestCycle, shortWarmup } from './hilbert.ts'
import { pipelined } from './pipeline.ts'
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
    stream: () => {
      const state = hilbertStep(shortWarmup)
      return (x) => [state(x).smoothPeriod]
    },
    kernel: () => (x) => pipelined([x], discriminated(shortWarmup, [], { period: 'out0' }), longestCycle),
  }),
  defineIndicator({
    ...shape,
    name: 'ht_phasor',
    title: 'Hilbert Transform - Phasor Components',
    doc: 'In-phase and quadrature parts of the detrended price, in price units.',
    source: ehlers('ht_phasor'),
    outputs: [line('inphase'), line('quadrature')],
    lookback: () => hilbertLookback,
    stream: () => {
      const state = hilbertStep(shortWarmup)
      return (x) => {
        const { inPhase, quadrature } = state(x)
        return [inPhase, quadrature]
      }
    },
    kernel: () => (x) =>
      pipelined([x], discriminated(shortWarmup, [], { inPhase: 'out0', quadrature: 'out1' }), longestCycle, 2),
  }),
  defineIndicator({
    ...shape,
    name: 'ht_dcphase',
    title: 'Hilbert Transform - Dominant Cycle Phase',
    doc: 'Phase of the dominant cycle, -45 to 315 degrees.',
    source: ehlers('ht_dcphase'),
    lookback: () => cycleLookback,
    stream: () => {
      const state = cycleStep()
      return (x) => [state(x).phase]
    },
    kernel: () => (x) => [cyclePhase(x)],
  }),
  defineIndicator({
    ...shape,
    name: 'ht_sine',
    title: 'Hilbert Transform - Sine Wave',
    doc: 'Sine of the dominant cycle phase and of the phase 45 degrees ahead, -1 to 1.',
    source: ehlers('ht_sine'),
    outputs: [line('sine'), line('leadsine', 'lead')],
    lookback: () => cycleLookback,
    stream: () => {
      const state = cycleStep()
      return (x) => {
        const { phase } = state(x)
        return [Math.sin(phase * radians), Math.sin((phase + 45) * radians)]
      }
    },
    kernel: () => (x) => sineWave(cyclePhase(x)),
  }),
  defineIndicator({
    ...shape,
    name: 'ht_trendmode',
    title: 'Hilbert Transform - Trend vs Cycle Mode',
    doc: '1 while the market trends, 0 while it cycles.',
    source: ehlers('ht_trendmode'),
    outputs: [points('integer')],
    lookback: () => cycleLookback,
    stream: () => one(trendModeStep()),
    kernel: () => (x) => [trendMode(x)],
  }),
]
