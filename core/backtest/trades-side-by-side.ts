import type { ConventionTrade } from '../contract/conventions.ts'
import type { ComparedTrade } from '../contract/cross-check.ts'
import type { Trade } from '../engine/types.ts'
import type { Bars } from '../market-data/bars.ts'
import { matchTrades } from './match-trades.ts'
import type { RunPart } from './port.ts'

/** A trade as it is shown beside the same one of another result. */
export function shownTrade(trade: Trade, { ts }: Bars): ComparedTrade {
  const { entryPrice, exitPrice, size, pnl, exitReason, open } = trade
  return {
    entryTime: ts[trade.entryBar]!,
    entryPrice,
    exitTime: ts[trade.exitBar]!,
    exitPrice,
    size,
    fees: trade.entryFee + trade.exitFee,
    pnl,
    exitReason,
    open,
  }
}

/**
 * The first `limit` trades of several simulations of the same series, one line a trade, in the order of their entries. The
 * first simulation is what the others are matched with: by symbol, side and bar of entry, or one a bar away.
 */
export function tradesSideBySide(simulations: readonly (readonly RunPart[])[], limit: number): ConventionTrade[] {
  const parts = simulations[0] ?? []
  const lines = parts.flatMap(({ symbol, bars, result }, part) => {
    const found: { side: Trade['side']; fills: (Trade | null)[] }[] = result.trades.map((trade) => ({
      side: trade.side,
      fills: [trade],
    }))
    const byOwn = new Map(result.trades.map((trade, line) => [trade, found[line]!]))
    for (const [column, simulation] of simulations.entries()) {
      if (column === 0) continue
      for (const { ours, theirs } of matchTrades(result.trades, simulation[part]!.result.trades)) {
        if (ours !== null) byOwn.get(ours)!.fills[column] = theirs
        else addTo(found, theirs!, column)
      }
    }
    return found.map(({ side, fills }) => {
      const shown = simulations.map((_, column) => {
        const trade = fills[column] ?? null
        return trade === null ? null : shownTrade(trade, bars)
      })
      const entryTime = Math.min(...shown.map((trade) => trade?.entryTime ?? Number.POSITIVE_INFINITY))
      return { symbol, side, entryTime, fills: shown }
    })
  })
  return lines.toSorted((a, b) => a.entryTime - b.entryTime).slice(0, limit)
}

/** Puts a trade that the first simulation does not have beside the same one of another, or on a line of its own. */
function addTo(lines: { side: Trade['side']; fills: (Trade | null)[] }[], trade: Trade, column: number): void {
  const line = lines.find(
    ({ side, fills }) =>
      (fills[0] ?? null) === null &&
      (fills[column] ?? null) === null &&
      side === trade.side &&
      fills.some((other) => (other ?? null) !== null && other!.entryBar === trade.entryBar),
  )
  if (line !== undefined) line.fills[column] = trade
  else lines.push({ side: trade.side, fills: Object.assign([], { [column]: trade }) as (Trade | null)[] })
}
