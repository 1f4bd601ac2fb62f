import type { DatedAction } from '../contract/actions.ts'
import { createActions } from '../engine/actions/actions.ts'
import type { CorporateAction } from '../engine/actions/actions.ts'
import { firstAtOrAfter } from './bars.ts'
import type { Bars } from './bars.ts'
import type { SeriesRef } from './port.ts'

export interface PlacedActions {
  readonly list: readonly CorporateAction[]
  /** What the analyst should know of those that were left out. */
  readonly notes: readonly string[]
}

/**
 * Places actions on bars: each on the first bar that starts at its time or later. What falls on or before the first bar, or
 * after the last, has no effect. Splits are left out where the prices are adjusted for them already, as most vendors' are:
 * where the moves on their bars lie nearer to none than to their ratios, over all of them.
 */
export function placeActions(symbol: string, items: readonly DatedAction[], bars: Bars): PlacedActions {
  const placed = new Map<number, { split: number; dividend: number }>()
  for (const { ts, kind, value } of items) {
    const bar = firstAtOrAfter(bars.ts, ts)
    if (bar === 0 || bar >= bars.rows) continue
    const entry = placed.get(bar) ?? { split: 1, dividend: 0 }
    if (kind === 'split') entry.split *= value
    else entry.dividend += value
    placed.set(bar, entry)
  }
  const list = [...placed].map(([bar, entry]) => ({ bar, ...entry })).toSorted((a, b) => a.bar - b.bar)
  const splits = list.filter(({ split }) => split !== 1)
  if (splits.length === 0 || showsSplits(bars, splits)) return { list, notes: [] }
  const days = splits.map(({ bar }) => new Date(bars.ts[bar]!).toISOString().slice(0, 10))
  const named = days.length > 3 ? `${days.slice(0, 3).join(', ')} and ${days.length - 3} more` : days.join(', ')
  return {
    list: list.flatMap(({ bar, dividend }) => (dividend === 0 ? [] : [{ bar, split: 1, dividend }])),
    notes: [
      `The prices of ${symbol} do not move with its ${days.length === 1 ? 'split' : 'splits'} of ${named}: they are adjusted for it already, and units were left as they are.`,
    ],
  }
}

function showsSplits({ open, close }: Bars, splits: readonly CorporateAction[]): boolean {
  let asTraded = 0
  let adjusted = 0
  for (const { bar, split } of splits) {
    const move = Math.log(close[bar - 1]! / open[bar]!)
    if (Number.isNaN(move)) continue
    asTraded += Math.abs(move - Math.log(split))
    adjusted += Math.abs(move)
  }
  return asTraded <= adjusted
}

/** Bars as rules and comparisons see them: adjusted for the splits and dividends of their series. */
export function seenBars({ symbol, actions }: SeriesRef, bars: Bars): Bars {
  if (actions === undefined) return bars
  const { list } = placeActions(symbol, actions.items, bars)
  return list.length === 0 ? bars : createActions(bars, list).seen
}
