import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { rsi } from './wilder-strength.ts'

const shape = { group: 'momentum', pane: 'own', inputs: ['real'], outputs: [line()] } as const

export const strengths: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'rsi',
    title: 'Relative Strength Index',
    doc: "Wilder's average gain as a share of average gain and loss over timeperiod bars, 0 to 100.",
    source: 'J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib 0.8 RSI',
    params: [period(14)],
    levels: [30, 70],
    lookback: (n) => n,
    kernel: (n) => (x) => [rsi(x, n)],
  }),
]
