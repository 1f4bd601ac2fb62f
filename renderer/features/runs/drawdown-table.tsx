import type { RunDetail } from '../../../core/contract/backtest.ts'
import { date, integer, percent } from '../../lib/format.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'

type Drawdown = RunDetail['drawdowns'][number]

const columns: readonly Column<Drawdown>[] = [
  {
    id: 'peak',
    header: 'From',
    kind: 'date',
    width: 'minmax(97px, 1fr)',
    value: (d) => d.peak,
    cell: (d) => date(d.peak),
  },
  {
    id: 'trough',
    header: 'Low',
    kind: 'date',
    width: 'minmax(97px, 1fr)',
    value: (d) => d.trough,
    cell: (d) => date(d.trough),
  },
  {
    id: 'recovery',
    header: 'Recovered',
    kind: 'date',
    width: 'minmax(97px, 1fr)',
    value: (d) => d.recovery,
    cell: (d) => (d.recovery === null ? 'not yet' : date(d.recovery)),
  },
  { id: 'depth', header: 'Depth', kind: 'number', width: 74, value: (d) => d.depth, cell: (d) => percent(d.depth) },
  { id: 'days', header: 'Days', kind: 'number', width: 54, value: (d) => d.days, cell: (d) => integer(d.days) },
]

export function DrawdownTable({ drawdowns }: { readonly drawdowns: readonly Drawdown[] }) {
  return (
    <DataTable
      label="Worst drawdowns"
      columns={columns}
      rows={drawdowns}
      rowKey={(d) => String(d.peak)}
      empty="The account never fell below its highest value."
    />
  )
}
