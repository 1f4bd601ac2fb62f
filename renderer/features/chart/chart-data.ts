import { useCallback } from 'react'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { decodeSlab, type FetchWindow } from '../../ui/price-chart/slab.ts'
import type { TradeMarks } from '../../ui/price-chart/trade-marks.ts'
import type { Trade } from '../../ui/trades/trades.ts'

export function useFetchWindow(symbol: string, timeframe: string): FetchWindow {
  return useCallback<FetchWindow>(
    async (request, signal) => {
      const reply = await client.data.window(
        { ...request, indicators: request.indicators.map((one) => ({ ...one })), symbol, timeframe },
        { signal },
      )
      return decodeSlab(reply, await reply.values.arrayBuffer())
    },
    [symbol, timeframe],
  )
}

/** The run's trades of one symbol on the bar axis, in order of entry. */
export function useTradeMarks(
  run: string | null,
  symbol: string,
  timeframe: string,
  rows: number,
  trades: readonly Trade[] | undefined,
) {
  const key =
    run === null || trades === undefined ? null : `data/marks/${run}/${symbol}/${timeframe}/${rows}/${trades.length}`
  return useQuery(key, () => locateTrades(symbol, timeframe, rows, trades ?? []))
}

async function locateTrades(
  symbol: string,
  timeframe: string,
  rows: number,
  trades: readonly Trade[],
): Promise<TradeMarks> {
  const count = trades.length
  const find = async (times: number[]) =>
    times.length === 0 ? [] : (await client.data.locate({ symbol, timeframe, times })).indices
  const [entries, exits] = await Promise.all([
    find(trades.map(({ entryTime }) => entryTime)),
    find(trades.map((trade) => (trade.open ? trade.entryTime : trade.exitTime))),
  ])
  const column = (read: (trade: Trade) => number) => Float64Array.from(trades, read)
  return {
    count,
    entryIndex: Float64Array.from(entries),
    exitIndex: Float64Array.from(exits, (index, at) => (trades[at]?.open ? rows - 1 : index)),
    // The chart shows prices as traded, before a split that the trade went through.
    entryPrice: column((trade) => trade.entryPrice * trade.split),
    exitPrice: column((trade) => trade.exitPrice),
    pnl: column((trade) => trade.pnl),
    long: Uint8Array.from(trades, ({ side }) => Number(side === 'long')),
    open: Uint8Array.from(trades, (trade) => Number(trade.open)),
  }
}
