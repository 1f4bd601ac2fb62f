import type { Trade } from '../engine/types.ts'

/** A trade of each side, or of one where the other has none. */
export interface TradePair {
  readonly ours: Trade | null
  readonly theirs: Trade | null
}

/**
 * Pairs the trades of two results by side and bar of entry; those left over with one a bar away, because a fill at the
 * signal's close and one at the next open are a bar apart. In the order of their bars.
 */
export function matchTrades(ours: readonly Trade[], theirs: readonly Trade[]): TradePair[] {
  const waiting = new Map<string, Trade[]>()
  for (const trade of theirs) {
    const key = keyOf(trade, 0)
    const queue = waiting.get(key)
    if (queue === undefined) waiting.set(key, [trade])
    else queue.push(trade)
  }
  const take = (trade: Trade, shift: number) => waiting.get(keyOf(trade, shift))?.shift() ?? null
  const found = new Map<Trade, Trade>()
  for (const shift of [0, -1, 1]) {
    for (const trade of ours) {
      if (found.has(trade)) continue
      const match = take(trade, shift)
      if (match !== null) found.set(trade, match)
    }
  }
  const pairs: TradePair[] = ours.map((trade) => ({ ours: trade, theirs: found.get(trade) ?? null }))
  const unmatched = [...waiting.values()].flat().map((trade) => ({ ours: null, theirs: trade }))
  return [...pairs, ...unmatched].toSorted((a, b) => barOf(a) - barOf(b))
}

/** True where the trades are the same within `tolerance`, relative; money relative to the value of the trade. */
export function sameTrade({ ours, theirs }: TradePair, tolerance: number): boolean {
  if (ours === null || theirs === null) return false
  if (ours.entryBar !== theirs.entryBar || ours.exitBar !== theirs.exitBar || ours.open !== theirs.open) return false
  const value = theirs.size * theirs.entryPrice
  return (
    near(ours.size, theirs.size, tolerance) &&
    near(ours.entryPrice, theirs.entryPrice, tolerance) &&
    near(ours.exitPrice, theirs.exitPrice, tolerance) &&
    (['entryFee', 'exitFee', 'pnl'] as const).every((name) => Math.abs(ours[name] - theirs[name]) <= tolerance * value)
  )
}

export function near(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.abs(b)
}

function keyOf({ side, entryBar }: Trade, shift: number): string {
  return `${side} ${entryBar + shift}`
}

function barOf({ ours, theirs }: TradePair): number {
  return (ours ?? theirs!).entryBar
}
