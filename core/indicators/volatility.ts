import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { averageTrueRange } from './true-range.ts'

const shape = { group: 'volatility', pane: 'own', inputs: ['high', 'low', 'close'], outputs: [line()] } as const

export const volatility: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'atr',
    title: 'Average True Range',
    doc: "Wilder's average of the true range over timeperiod bars, in price units.",
    source: 'J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib 0.8 ATR',
    params: [period(14, 1)],
    lookback: (n) => n,
    kernel: (n) => (high, low, close) => [averageTrueRange(high, low, close, n)],
  }),
]
