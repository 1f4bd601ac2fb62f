import { useMemo } from 'react'
import { dateTime, general, integer, number, signClass, signed, signedPercent } from '../../lib/format.ts'
import { Badge } from '../badge.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import type { Trade } from './trades.ts'
import './trades.css'

/** Trades of a run, newest first, drawn only where in view. */
export function TradeTable(props: {
  readonly trades: readonly Trade[]
  readonly decimals: number
  readonly selected: number | null
  readonly onSelect?: (trade: Trade) => void
  readonly onOpen?: (trade: Trade) => void
  readonly onHover?: (trade: Trade | null) => void
  readonly showSymbol?: boolean
  /** Shown in place of rows. */
  readonly empty?: string
}) {
  const { trades, decimals, selected, onSelect, onOpen, onHover, showSymbol = false } = props
  const daily = useMemo(
    () =>
      trades.every(
        ({ entryTime, exitTime }) =>
          entryTime % 86_400_000 === 0 && (Number.isNaN(exitTime) || exitTime % 86_400_000 === 0),
      ),
    [trades],
  )
  const columns = useMemo(() => columnsOf(decimals, showSymbol, daily ? 98 : 146), [decimals, showSymbol, daily])
  const rows = useMemo(() => trades.toReversed(), [trades])
  return (
    <DataTable
      label="Trades"
      height="fill"
      columns={columns}
      rows={rows}
      rowKey={(trade) => String(trade.number)}
      selected={selected === null ? null : String(selected)}
      {...(onSelect ? { onSelect } : {})}
      {...(onOpen ? { onOpen } : {})}
      {...(onHover ? { onHover } : {})}
      empty={props.empty ?? 'No trade fits. Clear the filter to see all of them.'}
    />
  )
}

function columnsOf(decimals: number, showSymbol: boolean, dateWidth: number): readonly Column<Trade>[] {
  const price = (value: number) => number(value, decimals)
  const symbol: Column<Trade>[] = showSymbol
    ? [{ id: 'symbol', header: 'Symbol', width: 84, value: (t) => t.symbol }]
    : []
  return [
    { id: 'number', header: '#', kind: 'number', width: 52, value: (t) => t.number },
    ...symbol,
    { id: 'side', header: 'Side', width: 72, value: (t) => t.side, cell: (t) => <Side side={t.side} /> },
    { id: 'size', header: 'Size', kind: 'number', width: 88, value: (t) => t.size, cell: (t) => general(t.size) },
    {
      id: 'entry',
      header: 'Entry',
      kind: 'date',
      width: dateWidth,
      value: (t) => t.entryTime,
      cell: (t) => dateTime(t.entryTime),
    },
    {
      id: 'entryPrice',
      header: 'Price',
      kind: 'number',
      width: 84,
      value: (t) => t.entryPrice,
      cell: (t) => price(t.entryPrice),
    },
    {
      id: 'exit',
      header: 'Exit',
      kind: 'date',
      width: dateWidth,
      value: (t) => (t.open ? null : t.exitTime),
      cell: (t) => (t.open ? <Badge>open</Badge> : dateTime(t.exitTime)),
    },
    {
      id: 'exitPrice',
      header: 'Price',
      kind: 'number',
      width: 84,
      value: (t) => t.exitPrice,
      cell: (t) => price(t.exitPrice),
    },
    {
      id: 'pnl',
      header: 'P&L',
      kind: 'number',
      width: 'minmax(92px, 1fr)',
      value: (t) => t.pnl,
      cell: (t) => <span className={signClass(t.pnl)}>{signed(t.pnl)}</span>,
    },
    {
      id: 'return',
      header: 'Return',
      kind: 'number',
      width: 82,
      value: (t) => t.return,
      cell: (t) => <span className={signClass(t.return)}>{signedPercent(t.return)}</span>,
    },
    { id: 'mae', header: 'MAE', kind: 'number', width: 80, value: (t) => t.mae, cell: (t) => signedPercent(t.mae) },
    { id: 'mfe', header: 'MFE', kind: 'number', width: 80, value: (t) => t.mfe, cell: (t) => signedPercent(t.mfe) },
    { id: 'bars', header: 'Bars', kind: 'number', width: 54, value: (t) => t.bars, cell: (t) => integer(t.bars) },
    { id: 'fees', header: 'Fees', kind: 'number', width: 76, value: (t) => t.fees, cell: (t) => number(t.fees) },
    { id: 'tag', header: 'Entry tag', width: 'minmax(96px, 1fr)', value: (t) => t.entryTag || null },
    {
      id: 'reason',
      header: 'Exit reason',
      width: 'minmax(96px, 1fr)',
      value: (t) => (t.open ? null : t.exitReason || null),
    },
  ]
}

/** Which way a trade goes, by shape: a triangle up for long, down for short. */
export function Side({ side }: { readonly side: Trade['side'] }) {
  return (
    <span className="trade-side">
      <svg width="8" height="7" viewBox="0 0 8 7" aria-hidden>
        <path d={side === 'long' ? 'M4 0 8 7H0z' : 'M0 0h8L4 7z'} fill={`var(--side-${side})`} />
      </svg>
      {side}
    </span>
  )
}
