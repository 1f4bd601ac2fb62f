import type { ColumnProfile, DatasetDetail } from '../../../core/contract/data.ts'
import { compact, date, general, integer, number, percent, priceDecimals } from '../../lib/format.ts'
import { Card } from '../../ui/card.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { Bars } from '../../ui/sparkline.tsx'

export function ProfileTab({ detail, decimals }: { detail: DatasetDetail | undefined; decimals: number }) {
  return (
    <div className="tab-page">
      <ProfileCard detail={detail} decimals={decimals} />
    </div>
  )
}

/** Each column's spread and extremes. */
export function ProfileCard({ detail, decimals }: { detail: DatasetDetail | undefined; decimals: number }) {
  return (
    <Card title="Columns" flush action={<span className="muted">bar height is square-rooted</span>}>
      {detail === undefined ? (
        <Skeleton rows={6} />
      ) : (
        <DataTable
          label="Columns"
          columns={columnsFor(decimals)}
          rows={detail.columns.filter(({ name }) => name !== 'ts')}
          rowKey={({ name }) => name}
        />
      )}
    </Card>
  )
}

const prices = new Set(['open', 'high', 'low', 'close', 'adj_close', 'vwap'])

function figure({ name, type }: ColumnProfile, value: number | null, decimals: number): string {
  if (name === 'returns' || name === 'logret') return percent(value)
  if (/TIME|DATE/i.test(type)) return date(value)
  if (value !== null && prices.has(name)) return number(value, priceDecimals(value, decimals))
  return value !== null && Math.abs(value) >= 1e8 ? compact(value) : general(value)
}

function columnsFor(decimals: number): readonly Column<ColumnProfile>[] {
  return [
    { id: 'name', header: 'Column', kind: 'mono', width: 'minmax(76px, 0.6fr)', cell: ({ name }) => name },
    {
      id: 'type',
      header: 'Type',
      width: 'minmax(62px, 0.4fr)',
      cell: ({ type }) => <span className="muted">{type.toLowerCase().replace(/ .*/, '')}</span>,
    },
    {
      id: 'spread',
      header: 'Spread',
      width: 108,
      cell: ({ spread, name }) => <Bars counts={spread} width={92} label={`Spread of ${name}`} />,
    },
    {
      id: 'lowest',
      header: 'Lowest',
      kind: 'number',
      width: 'minmax(86px, 1fr)',
      cell: (row) => figure(row, row.lowest, decimals),
    },
    {
      id: 'highest',
      header: 'Highest',
      kind: 'number',
      width: 'minmax(86px, 1fr)',
      cell: (row) => figure(row, row.highest, decimals),
    },
    {
      id: 'median',
      header: 'Median',
      kind: 'number',
      width: 'minmax(86px, 1fr)',
      cell: (row) => figure(row, row.median, decimals),
    },
    { id: 'empty', header: 'Empty', kind: 'number', width: 52, cell: ({ empty }) => integer(empty) },
    { id: 'distinct', header: 'Distinct', kind: 'number', width: 66, cell: ({ distinct }) => integer(distinct) },
  ]
}
