import { useMemo } from 'react'
import { date, number, percent } from '../../lib/format.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import type { Equity } from './equity.ts'

interface Row {
  readonly at: number
}

/** The equity chart as figures, newest first. */
export function EquityTable({ equity }: { readonly equity: Equity }) {
  const rows = useMemo(() => Array.from(equity.ts, (_, at): Row => ({ at })).toReversed(), [equity])
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { id: 'ts', header: 'Date', kind: 'date', cell: ({ at }) => date(equity.ts[at]) },
      { id: 'equity', header: 'Equity', kind: 'number', cell: ({ at }) => number(equity.equity[at]) },
      { id: 'drawdown', header: 'Drawdown', kind: 'number', cell: ({ at }) => percent(equity.drawdown[at]) },
      { id: 'held', header: 'Held', kind: 'number', cell: ({ at }) => number(equity.held?.[at]) },
    ],
    [equity],
  )
  return <DataTable label="Equity" height="fill" columns={columns} rows={rows} rowKey={({ at }) => String(at)} />
}
