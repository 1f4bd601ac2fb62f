import { z } from 'zod'

import type { ExitReason, SimulationResult, Trade } from '../engine/types.ts'
import type { Bars } from '../market-data/bars.ts'
import { decodeColumn } from '../python/columns.ts'
import type { Signals } from '../strategy/signals.ts'

const Column = z.object({ f64: z.string() }).transform(decodeColumn)
const Reason = z.enum(['signal', 'stopLoss', 'takeProfit', 'trailingStop', 'timeLimit', 'reverse', ''])

/** What a runner under `resources/python` answers. */
export const PeerAnswer = z.object({
  trades: z.object({
    /** Index of the symbol. */
    column: Column,
    side: Column,
    size: Column,
    entryBar: Column,
    entryPrice: Column,
    exitBar: Column,
    exitPrice: Column,
    entryFee: Column,
    exitFee: Column,
    pnl: Column,
    open: Column,
    /** Absent where the tool does not say. */
    exitReason: z.array(Reason).optional(),
  }),
  equity: Column,
  cash: Column,
  refused: z.number().int(),
})
export type PeerAnswer = z.infer<typeof PeerAnswer>

/** The answer as a simulation of one symbol; its curves are those of the account. `atOpen` says that market orders fill at the open, so that the bar of entry is held. */
export function simulationOf(
  { trades: columns, equity, cash, refused }: PeerAnswer,
  column: number,
  { bars, signals, atOpen }: { bars: Bars; signals: Signals; atOpen: boolean },
): SimulationResult {
  const rows = Array.from(columns.column.keys()).filter((row) => columns.column[row] === column)
  const trades = rows.map((row): Trade => {
    const at = (name: Exclude<keyof typeof columns, 'exitReason'>) => columns[name][row]!
    const open = at('open') !== 0
    const trade = {
      side: at('side') > 0 ? 'long' : 'short',
      size: at('size'),
      entryBar: at('entryBar'),
      entryPrice: at('entryPrice'),
      exitBar: open ? bars.rows - 1 : at('exitBar'),
      exitPrice: open ? bars.close[bars.rows - 1]! : at('exitPrice'),
      entryFee: at('entryFee'),
      exitFee: open ? 0 : at('exitFee'),
      open,
    } as const
    const exitReason = open ? '' : (columns.exitReason?.[row] ?? reasonOf(trade, signals, atOpen))
    const value = Math.abs(trade.size * trade.entryPrice)
    const pnl = at('pnl')
    const moved = excursion(trade, bars, atOpen)
    return { ...trade, exitReason, pnl, dividends: 0, split: 1, return: pnl / value, ...moved }
  })
  return {
    equity,
    cash,
    positionValue: equity.map((value, i) => value - cash[i]!),
    trades,
    orders: [],
    warnings: refused === 0 ? [] : [`${refused} ${refused === 1 ? 'order' : 'orders'} refused for lack of cash.`],
  }
}

/** Why a trade ended, where the tool does not say: by a signal of the bar that its exit came from, else by a level. */
function reasonOf(
  {
    side,
    entryBar,
    entryPrice,
    exitBar,
    exitPrice,
  }: Pick<Trade, 'side' | 'entryBar' | 'entryPrice' | 'exitBar' | 'exitPrice'>,
  signals: Signals,
  atOpen: boolean,
): ExitReason {
  const bar = exitBar - (atOpen ? 1 : 0)
  const says = (long: Uint8Array | null, short: Uint8Array | null) => (side === 'long' ? long : short)?.[bar] === 1
  if (says(signals.exitLong, signals.exitShort)) return 'signal'
  if (says(signals.entryShort, signals.entryLong)) return 'reverse'
  const limit = signals.maxBarsHeld?.[entryBar - (atOpen ? 1 : 0)] ?? Number.NaN
  if (exitBar - entryBar >= limit) return 'timeLimit'
  const gained = (side === 'long' ? 1 : -1) * (exitPrice - entryPrice) > 0
  if (gained && signals.takeProfit !== null) return 'takeProfit'
  return signals.stopLoss === null ? 'trailingStop' : 'stopLoss'
}

/** Worst and best move while held: the fills, and the whole bars between them. */
function excursion(
  {
    side,
    entryBar,
    entryPrice,
    exitBar,
    exitPrice,
    open,
  }: Pick<Trade, 'side' | 'entryBar' | 'entryPrice' | 'exitBar' | 'exitPrice' | 'open'>,
  bars: Bars,
  atOpen: boolean,
): { mae: number; mfe: number } {
  let low = Math.min(entryPrice, exitPrice)
  let high = Math.max(entryPrice, exitPrice)
  for (let bar = atOpen ? entryBar : entryBar + 1; bar < exitBar + (open || !atOpen ? 1 : 0); bar++) {
    low = Math.min(low, bars.low[bar]!)
    high = Math.max(high, bars.high[bar]!)
  }
  const down = (side === 'long' ? low : high) / entryPrice - 1
  const up = (side === 'long' ? high : low) / entryPrice - 1
  const sign = side === 'long' ? 1 : -1
  return { mae: Math.min(0, sign * down), mfe: Math.max(0, sign * up) }
}
