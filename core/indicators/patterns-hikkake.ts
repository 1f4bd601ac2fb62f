import { type Candles, near } from './candles.ts'
import type { Indicator } from './indicator.ts'
import { pattern } from './pattern.ts'

/** Bars within which a close beyond the inside bar confirms the pattern. */
const confirmation = 3

/**
 * An inside bar and a false break out of it: 100 or -100 on the break, 200 or -200 on the close that confirms it.
 * `found` says on which side a bar breaks, or 0.
 */
function hikkake(found: (k: Candles, i: number) => number): (k: Candles, i: number) => number {
  let side = 0
  let level = 0
  let left = 0
  return (k, i) => {
    const now = found(k, i)
    if (now !== 0) {
      side = now
      level = side > 0 ? k.high[i - 1]! : k.low[i - 1]!
      left = confirmation
      return side * 100
    }
    if (left-- > 0 && side * (k.close[i]! - level) > 0) {
      left = 0
      return side * 200
    }
    return 0
  }
}

function insideBar(k: Candles, i: number): boolean {
  return k.high[i]! < k.high[i - 1]! && k.low[i]! > k.low[i - 1]!
}

/** 1 where bar `i` lies lower than the one before at both ends, -1 where higher, else 0. */
function breakSide(k: Candles, i: number): number {
  if (k.high[i]! < k.high[i - 1]! && k.low[i]! < k.low[i - 1]!) return 1
  return k.high[i]! > k.high[i - 1]! && k.low[i]! > k.low[i - 1]! ? -1 : 0
}

function modified(k: Candles, i: number): number {
  if (!insideBar(k, i - 2) || !insideBar(k, i - 1)) return 0
  const side = breakSide(k, i)
  if (side > 0) return k.close[i - 2]! <= k.low[i - 2]! + near(k, i - 2) ? 1 : 0
  return side < 0 && k.close[i - 2]! >= k.high[i - 2]! - near(k, i - 2) ? -1 : 0
}

export const hikkakePatterns: readonly Indicator[] = [
  pattern({
    name: 'cdlhikkake',
    title: 'Hikkake Pattern',
    doc: 'An inside bar and a false break out of it; 200 or -200 once a close on the other side confirms it.',
    source: 'D. Chesler, Technical Analysis (2004); TA-Lib 0.8 CDLHIKKAKE',
    lookback: 5,
    before: confirmation,
    walk: () => hikkake((k, i) => (insideBar(k, i - 1) ? breakSide(k, i) : 0)),
  }),
  pattern({
    name: 'cdlhikkakemod',
    title: 'Modified Hikkake Pattern',
    doc: 'Two inside bars, the first closing near an end, and a false break; 200 or -200 once a close confirms it.',
    source: 'D. Chesler, Technical Analysis (2004); TA-Lib 0.8 CDLHIKKAKEMOD',
    lookback: 10,
    before: confirmation,
    walk: () => hikkake(modified),
  }),
]
