import type { Candles } from './candles.ts'
import { candles } from './candles.ts'
import { defineIndicator, points, real } from './define.ts'
import type { Indicator } from './indicator.ts'
import { column } from './series.ts'

/** 100 or more where the pattern is bullish on bar `i`, -100 or less where it is bearish, else 0. */
type PatternRule = (k: Candles, i: number, penetration: number) => number

interface PatternSpec {
  name: string
  title: string
  doc: string
  /** Bars before the first answer, with TA-Lib's default candle settings. */
  lookback: number
  rule: PatternRule
  /** Default share of the first body that the last candle must take back. */
  penetration?: number
}

const shape = {
  group: 'pattern',
  pane: 'own',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: [points('integer')],
} as const

export function pattern({ rule, lookback, penetration, ...rest }: PatternSpec): Indicator {
  return defineIndicator({
    ...shape,
    ...rest,
    params: penetration === undefined ? [] : [real('penetration', penetration, 0)],
    lookback: () => lookback,
    kernel:
      (share = 0) =>
      (open, high, low, close) => {
        const k = candles(open, high, low, close)
        const out = column(open.length, lookback)
        for (let i = lookback; i < out.length; i++) out[i] = rule(k, i, share)
        return [out]
      },
  })
}

/** The answer where a rule holds, else 0. */
export function when(holds: boolean, answer: number): number {
  return holds ? answer : 0
}
