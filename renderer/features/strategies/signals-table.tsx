import { dateTime, number } from '../../lib/format.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import type { Signals } from './use-preview.ts'

interface Row {
  readonly ts: number
  readonly what: string
  readonly price: number
  readonly reason: string
}

/** The signals chart as a list of fills. */
export function SignalsTable({ signals, decimals }: { readonly signals: Signals; readonly decimals: number }) {
  const rows: Row[] = [
    ...signals.entries.map(({ ts, price, side }) => ({ ts, price, what: `enter ${side}`, reason: '' })),
    ...signals.exits.map(({ ts, price, side, reason }) => ({ ts, price, what: `exit ${side}`, reason })),
  ].toSorted((a, b) => b.ts - a.ts)
  const columns: readonly Column<Row>[] = [
    { id: 'ts', header: 'Bar', kind: 'date', width: 160, cell: ({ ts }) => dateTime(ts) },
    { id: 'what', header: 'What', width: 140, cell: ({ what }) => what },
    { id: 'price', header: 'Price', kind: 'number', width: 110, cell: ({ price }) => number(price, decimals) },
    { id: 'reason', header: 'Reason', cell: ({ reason }) => reason || '—' },
  ]
  return (
    <DataTable
      label="Signals"
      height="fill"
      columns={columns}
      rows={rows}
      rowKey={(row, at) => `${row.ts} ${row.what} ${at}`}
    />
  )
}
