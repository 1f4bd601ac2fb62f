import { decodeArrow, hasColumn, numbers, texts } from '../../lib/arrow.ts'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'
import { saveCsv } from '../../lib/save.ts'

/** One trade of a run. Fractions, money in the account's currency, times Unix ms. */
export interface Trade {
  /** Counts from 1 in order of entry. */
  readonly number: number
  readonly symbol: string
  readonly side: 'long' | 'short'
  readonly size: number
  readonly entryTime: number
  readonly entryPrice: number
  readonly exitTime: number
  readonly exitPrice: number
  readonly fees: number
  readonly pnl: number
  /** Dividends in it, negative where a short has paid them. */
  readonly dividends: number
  /** What one share of the entry was at the exit: size and entry price are in shares of the exit. */
  readonly split: number
  readonly return: number
  readonly bars: number
  /** Worst and best excursion from the entry price while open; the worst is not positive. */
  readonly mae: number
  readonly mfe: number
  readonly entryTag: string
  readonly exitReason: string
  readonly open: boolean
}

export async function decodeTrades(blob: Blob): Promise<Trade[]> {
  const table = await decodeArrow(blob)
  if (table.numRows === 0) return []
  const number = (name: string) =>
    hasColumn(table, name) ? numbers(table, name) : new Float64Array(table.numRows).fill(Number.NaN)
  const text = (name: string) =>
    hasColumn(table, name) ? texts(table, name) : Array.from({ length: table.numRows }, () => '')
  const [symbol, side, entryTag, exitReason] = [text('symbol'), text('side'), text('entryTag'), text('exitReason')]
  const [size, entryTime, entryPrice, exitTime, exitPrice] = [
    'size',
    'entryTime',
    'entryPrice',
    'exitTime',
    'exitPrice',
  ].map(number)
  const [entryFee, exitFee, pnl, gain, bars, mae, mfe, open, dividends, split] = [
    'entryFee',
    'exitFee',
    'pnl',
    'return',
    'bars',
    'mae',
    'mfe',
    'open',
    'dividends',
    'split',
  ].map(number)
  return Array.from({ length: table.numRows }, (_, i): Trade => ({
    number: i + 1,
    symbol: symbol[i] ?? '',
    side: side[i] === 'short' || Number(side[i]) < 0 ? 'short' : 'long',
    size: Math.abs(size![i]!),
    entryTime: entryTime![i]!,
    entryPrice: entryPrice![i]!,
    exitTime: exitTime![i]!,
    exitPrice: exitPrice![i]!,
    fees: zero(entryFee![i]!) + zero(exitFee![i]!),
    pnl: pnl![i]!,
    dividends: zero(dividends![i]!),
    split: split![i]! > 0 ? split![i]! : 1,
    return: gain![i]!,
    bars: bars![i]!,
    mae: mae![i]!,
    mfe: mfe![i]!,
    entryTag: entryTag[i] ?? '',
    exitReason: exitReason[i] ?? '',
    open: open![i] === 1,
  }))
}

/** An open trade has paid no exit fee yet. */
const zero = (value: number) => (Number.isNaN(value) ? 0 : value)

export function useTrades(run: string | null) {
  return useQuery(run === null ? null : `runs/trades/${run}`, async () =>
    decodeTrades(await client.backtest.trades({ run: run ?? '' })),
  )
}

export function saveTrades(name: string, trades: readonly Trade[]): void {
  const header = [
    'number',
    'symbol',
    'side',
    'size',
    'entryTime',
    'entryPrice',
    'exitTime',
    'exitPrice',
    'pnl',
    'return',
    'mae',
    'mfe',
    'bars',
    'fees',
    'entryTag',
    'exitReason',
    'open',
    'dividends',
    'split',
  ]
  saveCsv(
    name,
    header,
    trades.map((t) => [
      t.number,
      t.symbol,
      t.side,
      t.size,
      iso(t.entryTime),
      t.entryPrice,
      t.open ? null : iso(t.exitTime),
      t.open ? null : t.exitPrice,
      t.pnl,
      t.return,
      t.mae,
      t.mfe,
      t.bars,
      t.fees,
      t.entryTag,
      t.exitReason,
      t.open,
      t.dividends,
      t.split,
    ]),
  )
}

const iso = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : null)

/** Trades whose side, dates, tag or reason hold every word of the filter. */
export function filterTrades(trades: readonly Trade[], filter: string): readonly Trade[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return trades
  return trades.filter((t) => {
    const text = [
      `#${t.number}`,
      t.symbol,
      t.side,
      iso(t.entryTime)?.slice(0, 10),
      t.open ? 'open' : iso(t.exitTime)?.slice(0, 10),
      t.entryTag,
      t.exitReason,
      t.pnl >= 0 ? 'win' : 'loss',
    ]
      .join(' ')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
