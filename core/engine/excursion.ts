import type { Bars } from '../market-data/bars.ts'

/** A round trip, as far as its excursion depends on it. */
export interface Held {
  readonly side: number
  readonly from: number
  readonly to: number
  readonly entryPrice: number
  readonly exitPrice: number
  readonly heldInEntryBar: boolean
  readonly heldInExitBar: boolean
  /** What one share of the first bar has become, one a bar, where shares were split; prices are in those of the exit. */
  readonly shares?: Float64Array | undefined
}

/** Worst and best move while held: whole bars between the fills, the fills themselves on the bars of entry and exit. */
export function excursionOf(bars: Bars, held: Held): { mae: number; mfe: number } {
  const { side, from, to, entryPrice: price, exitPrice, shares } = held
  let low = Math.min(price, exitPrice)
  let high = Math.max(price, exitPrice)
  for (let bar = from; bar <= to; bar++) {
    if ((bar === from && !held.heldInEntryBar) || (bar === to && !held.heldInExitBar)) continue
    const scale = shares === undefined ? 1 : shares[bar]! / shares[to]!
    if (bars.low[bar]! * scale < low) low = bars.low[bar]! * scale
    if (bars.high[bar]! * scale > high) high = bars.high[bar]! * scale
  }
  const down = (side > 0 ? low : high) / price - 1
  const up = (side > 0 ? high : low) / price - 1
  return { mae: Math.min(0, side * down), mfe: Math.max(0, side * up) }
}
