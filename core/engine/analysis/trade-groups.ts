import { tradeGroupings, type Analysis, type TradeGroup } from '../../contract/analysis.ts'
import { calendarParts } from './seasons.ts'
import type { TradeRow } from './trade-row.ts'

type Grouping = (typeof tradeGroupings)[number]

const keyOf: Record<Grouping, (trade: TradeRow) => string> = {
  symbol: (trade) => trade.symbol,
  side: (trade) => trade.side,
  entryTag: (trade) => trade.entryTag,
  exitReason: (trade) => (trade.open ? 'open' : trade.exitReason),
  month: (trade) => String(calendarParts.month(trade.entryTime)),
  year: (trade) => String(calendarParts.year(trade.entryTime)),
  weekday: (trade) => String(calendarParts.weekday(trade.entryTime)),
  hour: (trade) => String(calendarParts.hour(trade.entryTime)),
}

/** The trades by each grouping, keys in ascending order (numbers as numbers). The order of the trades does not matter. */
export function tradeGroups(trades: readonly TradeRow[]): Analysis['trades'] {
  return Object.fromEntries(tradeGroupings.map((by) => [by, grouped(trades, keyOf[by])])) as Analysis['trades']
}

function grouped(trades: readonly TradeRow[], key: (trade: TradeRow) => string): TradeGroup[] {
  return [...Map.groupBy(trades, key)]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([name, members]) => ({ key: name, ...figures(members) }))
}

function figures(trades: readonly TradeRow[]): Omit<TradeGroup, 'key'> {
  const sum = (value: (trade: TradeRow) => number) => trades.reduce((total, trade) => total + value(trade), 0)
  const losses = sum((trade) => Math.max(0, -trade.pnl))
  const n = trades.length
  return {
    trades: n,
    pnl: sum((trade) => trade.pnl),
    winRate: trades.filter((trade) => trade.pnl > 0).length / n,
    avgReturn: sum((trade) => trade.return) / n,
    profitFactor: losses > 0 ? sum((trade) => Math.max(0, trade.pnl)) / losses : null,
    avgBars: sum((trade) => trade.bars) / n,
  }
}
