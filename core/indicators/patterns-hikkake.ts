import { type Candles, candles } from './candles.ts'
import { defineIndicator, points } from './define.ts'
import type { Indicator } from './indicator.ts'
import { column } from './series.ts'

/** Bars within which a close beyond the inside bar confirms the pattern. */
const confirmation = 3

/**
 * An inside bar and a false break out of it: 100 or -100 on the break, 200 or -200 on the close that confirms it.
 * `found` says on which side a bar breaks, or 0.
 */
function hikkake(k: Candles, lookback: number, found: (i: number) => number): Float64Array {
  const out = column(k.open.length, lookback)
  let bar = 0
  let side = 0
  for (let i = lookback - confirmation; i < out.length; i++) {
    const now = found(i)
    let answer = 0
    if (now !== 0) {
      side = now
      bar = i
      answer = side * 100
    } else if (i <= bar + confirmation && side * (k.close[i]! - (side > 0 ? k.high[bar - 1]! : k.low[bar - 1]!)) > 0) {
      answer = side * 200
      bar = 0
      side = 0
    }
    if (i >= lookback) out[i] = answer
  }
  return out
}

function insideBar(k: Candles, i: number): boolean {
  return k.high[i]! < k.high[i - 1]! && k.low[i]! > k.low[i - 1]!
}

/** 1 where bar `i` lies lower than the one before at both ends, -1 where higher, else 0. */
function breakSide(k: Candles, i: number): number {
  if (k.high[i]! < k.high[i - 1]! && k.low[i]! < k.low[i - 1]!) return 1
  return k.high[i]! > k.high[i - 1]! && k.low[i]! > k.low[i - 1]! ? -1 : 0
}

const shape = {
  group: 'pattern',
  pane: 'own',
  inputs: ['open', 'high', 'low', 'close'],
  params: [],
  outputs: [points('integer')],
} as const

export const hikkakePatterns: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'cdlhikkake',
    title: 'Hikkake Pattern',
    doc: 'An inside bar and a false break out of it; 200 or -200 once a close on the other side confirms it.',
    source: 'D. Chesler, Technical Analysis (2004); TA-Lib 0.8 CDLHIKKAKE',
    lookback: () => 5,
    kernel: () => (open, high, low, close) => {
      const k = candles(open, high, low, close)
      return [hikkake(k, 5, (i) => (insideBar(k, i - 1) ? breakSide(k, i) : 0))]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'cdlhikkakemod',
    title: 'Modified Hikkake Pattern',
    doc: 'Two inside bars, the first closing near an end, and a false break; 200 or -200 once a close confirms it.',
    source: 'D. Chesler, Technical Analysis (2004); TA-Lib 0.8 CDLHIKKAKEMOD',
    lookback: () => 10,
    kernel: () => (open, high, low, close) => {
      const k = candles(open, high, low, close)
      const found = (i: number): number => {
        if (!insideBar(k, i - 2) || !insideBar(k, i - 1)) return 0
        const side = breakSide(k, i)
        const near = k.near[i - 2]!
        if (side > 0) return k.close[i - 2]! <= k.low[i - 2]! + near ? 1 : 0
        return side < 0 && k.close[i - 2]! >= k.high[i - 2]! - near ? -1 : 0
      }
      return [hikkake(k, 10, found)]
    },
  }),
]
