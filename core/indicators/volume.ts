import { defineIndicator, line } from './define.ts'
import type { Indicator } from './indicator.ts'

const shape = { group: 'volume', pane: 'own', outputs: [line()] } as const

export const volume: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'obv',
    title: 'On Balance Volume',
    doc: 'Running volume, added on a rise and taken off on a fall, in units traded; starts at the first volume.',
    source: 'J. Granville, New Key to Stock Market Profits (1963); TA-Lib 0.8 OBV',
    inputs: ['real', 'volume'],
    params: [],
    lookback: () => 0,
    kernel: () => (x, traded) => {
      const out = new Float64Array(x.length)
      let total = traded[0] ?? 0
      for (let i = 0; i < x.length; i++) {
        if (i > 0 && x[i]! > x[i - 1]!) total += traded[i]!
        else if (i > 0 && x[i]! < x[i - 1]!) total -= traded[i]!
        out[i] = total
      }
      return [out]
    },
  }),
]
