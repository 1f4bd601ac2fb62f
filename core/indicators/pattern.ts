import type { Candles } from './candles.ts'
import { defineIndicator, points, real } from './define.ts'
import type { Indicator } from './indicator.ts'
import { column, inBlocks } from './series.ts'
import { slidingWindow } from './step-window.ts'

/** 100 or more where the pattern is bullish on bar `i`, -100 or less where it is bearish, else 0. */
type PatternRule = (k: Candles, i: number, penetration: number) => number

interface PatternShape {
  name: string
  title: string
  doc: string
  /** Formula source besides TA-Lib's function of the same name. */
  source?: string
  /** Bars before the first answer, with TA-Lib's default candle settings. */
  lookback: number
  /** Default share of the first body that the last candle must take back. */
  penetration?: number
}

type PatternSpec = PatternShape &
  (
    | { rule: PatternRule }
    /** A rule that remembers, made anew for each series, and the bars before the first answer that it must have seen. */
    | { walk: () => PatternRule; before: number }
  )

const shape = {
  group: 'pattern',
  pane: 'own',
  inputs: ['open', 'high', 'low', 'close'],
  outputs: [points('integer')],
} as const

/** Bars that rules and the means they ask for look back at most. */
const reach = 24

export function pattern(spec: PatternSpec): Indicator {
  const { name, title, doc, source, lookback, penetration } = spec
  const walk = 'rule' in spec ? () => spec.rule : spec.walk
  const begin = 'rule' in spec ? lookback : lookback - spec.before
  return defineIndicator({
    ...shape,
    name,
    title,
    doc,
    ...(source === undefined ? {} : { source }),
    params: penetration === undefined ? [] : [real('penetration', penetration, 0)],
    lookback: () => lookback,
    kernel:
      (share = 0) =>
      (open, high, low, close) => {
        const k = { open, high, low, close }
        const rule = walk()
        const out = column(open.length, begin)
        inBlocks(begin, out.length, (from, to) => {
          for (let i = from; i < to; i++) out[i] = rule(k, i, share)
        })
        return [out]
      },
    stream: (share = 0) => {
      const [open, high, low, close] = [
        slidingWindow(reach),
        slidingWindow(reach),
        slidingWindow(reach),
        slidingWindow(reach),
      ]
      const k = { open: open.values, high: high.values, low: low.values, close: close.values }
      const rule = walk()
      let seen = 0
      return (o, h, l, c) => {
        const i = open.push(o)
        high.push(h)
        low.push(l)
        close.push(c)
        return [seen++ < begin ? Number.NaN : rule(k, i, share)]
      }
    },
  })
}

/** The answer where a rule holds, else 0. */
export function when(holds: boolean, answer: number): number {
  return holds ? answer : 0
}
