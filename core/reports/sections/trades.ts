import { date, left, right, signed } from '../blocks.ts'
import type { Block, Cell } from '../blocks.ts'
import { excursionChart, histogram, histogramChart } from '../charts/trades.ts'
import { formatCount, formatNumber, formatReturn, formatSigned, formatTime, priceDecimals } from '../format.ts'
import type { ReportInput, TradeColumns } from '../input.ts'

/** Trades listed from each end; those between are counted, not printed. */
export const listedTrades = 200

const exitWords: Readonly<Record<string, string>> = {
  signal: 'signal',
  stopLoss: 'stop loss',
  takeProfit: 'take profit',
  trailingStop: 'trailing stop',
  timeLimit: 'time limit',
  reverse: 'reversed',
  finalBar: 'final bar',
  liquidation: 'liquidated',
  rebalance: 'rebalanced',
  leftUniverse: 'left the universe',
  delisted: 'delisted',
  '': '',
}

export function trades({ run, trades: columns }: ReportInput): Block[] {
  const count = columns.side.length
  if (count === 0) return [{ kind: 'text', text: 'The run made no trade.' }]
  const all = Array.from({ length: count }, (_, index) => index)
  const cut = count > 2 * listedTrades
  const shown = cut ? [...all.slice(0, listedTrades), ...all.slice(-listedTrades)] : all
  const row = tradeRow(columns, run.data[0]?.timeframe ?? '1d')
  const ranked = all.toSorted((a, b) => columns.return[b]! - columns.return[a]! || a - b)
  const extremes = count > 6 ? [...ranked.slice(0, 3), ...ranked.slice(-3)] : []
  const withSymbol = columns.symbol !== undefined && new Set(columns.symbol).size > 1
  const heads = [
    right('#'),
    ...(withSymbol ? [left('Symbol')] : []),
    left('Side'),
    date('Entry'),
    right('Price'),
    date('Exit'),
    right('Price'),
    right('Size'),
    right('Bars'),
    right('Return'),
    right('P&L'),
    left('Reason'),
  ]
  const cells = (index: number): (string | Cell)[] =>
    withSymbol ? row(index).toSpliced(1, 0, columns.symbol![index]!) : row(index)
  return [
    ...(extremes.length > 0
      ? [
          {
            kind: 'table',
            title: 'Best and worst trades',
            dense: true,
            columns: heads,
            rows: extremes.map(cells),
          } as const,
        ]
      : []),
    {
      kind: 'table',
      dense: true,
      title: `All ${formatCount(count)} trades`,
      columns: heads,
      rows: shown.map(cells),
      ...(cut
        ? {
            title: `${formatCount(2 * listedTrades)} of ${formatCount(count)} trades`,
            note: `The first ${listedTrades} and the last ${listedTrades} of ${formatCount(count)} trades; ${formatCount(count - 2 * listedTrades)} between them are in trades.parquet of the run.`,
          }
        : {}),
    },
  ]
}

function tradeRow(columns: TradeColumns, timeframe: string) {
  const decimals = priceDecimals([...columns.entryPrice, ...columns.exitPrice])
  const whole = columns.size.every((size) => Number.isInteger(size))
  return (index: number): (string | Cell)[] => {
    const [pnl, result] = [columns.pnl[index]!, columns.return[index]!]
    return [
      String(index + 1),
      sideCell(columns.side[index]!),
      formatTime(columns.entryTime[index], timeframe),
      formatNumber(columns.entryPrice[index], decimals),
      columns.open[index] ? 'open' : formatTime(columns.exitTime[index], timeframe),
      formatNumber(columns.exitPrice[index], decimals),
      formatNumber(columns.size[index], whole ? 0 : 4),
      formatCount(columns.bars[index]),
      signed(formatReturn(result), result),
      signed(formatSigned(pnl), pnl),
      columns.open[index] ? 'still open' : (exitWords[columns.exitReason[index]!] ?? columns.exitReason[index]!),
    ]
  }
}

function sideCell(side: string): Cell {
  return side === 'long' || side === 'short' ? { text: side, side } : { text: side }
}

export function excursions({ trades: columns }: ReportInput): Block[] {
  if (columns.side.length === 0) return [{ kind: 'text', text: 'The run made no trade.' }]
  const bins = histogram(columns.return)
  const wins = columns.return.filter((value) => value > 0).length
  const shape = `${formatCount(columns.return.length)} trades, ${formatCount(wins)} with a gain, from ${formatReturn(Math.min(...extent(columns.return)))} to ${formatReturn(Math.max(...extent(columns.return)))}.`
  const quartiles = (values: readonly number[]) => {
    const sorted = values.filter((value) => Number.isFinite(value)).toSorted((a, b) => a - b)
    return [0, 0.25, 0.5, 0.75, 1].map((share) => formatReturn(sorted[Math.round(share * (sorted.length - 1))] ?? null))
  }
  const legend = [
    { label: 'gain', mark: 'win' },
    { label: 'loss', mark: 'loss' },
  ] as const
  return [
    {
      kind: 'chart',
      description: `Excursions of ${shape}`,
      legend,
      views: [
        {
          name: 'Against',
          svg: excursionChart(
            columns.mae,
            columns.return,
            'Worst point against return',
            `Worst excursion against the return of ${shape}`,
          ),
        },
        {
          name: 'In favour',
          svg: excursionChart(
            columns.mfe,
            columns.return,
            'Best point against return',
            `Best excursion against the return of ${shape}`,
          ),
        },
      ],
      table: {
        columns: [
          left('Fraction of entry price'),
          right('Least'),
          right('Quarter'),
          right('Median'),
          right('Three quarters'),
          right('Most'),
        ],
        rows: [
          ['Worst point (MAE)', ...quartiles(columns.mae)],
          ['Best point (MFE)', ...quartiles(columns.mfe)],
          ['Return', ...quartiles(columns.return)],
        ],
      },
    },
    {
      kind: 'chart',
      title: 'Returns of trades',
      description: `Histogram of ${shape}`,
      legend,
      views: [{ name: 'Histogram', svg: histogramChart(bins, `Histogram of ${shape}`) }],
      table: {
        columns: [right('From'), right('To'), right('Trades')],
        rows: bins
          .filter(({ count }) => count > 0)
          .map(({ from, to, count }) => [formatReturn(round(from)), formatReturn(round(to)), formatCount(count)]),
      },
    },
  ]
}

/** Lowest and highest without spreading a long array over the stack. */
function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  )
}

function round(value: number): number {
  return Number(value.toPrecision(10))
}
