import type { ColumnProfile, DatasetDetail } from '../../../core/contract/data.ts'
import { general, integer, number, percent } from '../../lib/format.ts'
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
        <DataTable label="Columns" columns={columnsFor(decimals)} rows={detail.columns} rowKey={({ name }) => name} />
      )}
    </Card>
  )
}

const prices = new Set(['open', 'high', 'low', 'close', 'adj_close', 'vwap'])

function columnsFor(decimals: number): readonly Column<ColumnProfile>[] {
  const figure = (row: ColumnProfile, value: number | null): string => {
    if (row.name === 'returns' || row.name === 'logret') return percent(value)
    return prices.has(row.name) ? number(value, decimals) : general(value)
  }
  return [
    { id: 'name', header: 'Column', kind: 'mono', width: 'minmax(72px, 0.7fr)', cell: ({ name }) => name },
    {
      id: 'type',
      header: 'Type',
      width: 'minmax(64px, 0.6fr)',
      cell: ({ type }) => <span className="muted">{type}</span>,
    },
    {
      id: 'spread',
      header: 'Spread',
      width: 134,
      cell: ({ spread, name }) => <Bars counts={spread} label={`Spread of ${name}`} />,
    },
    {
      id: 'lowest',
      header: 'Lowest',
      kind: 'number',
      width: 'minmax(84px, 0.8fr)',
      cell: (row) => figure(row, row.lowest),
    },
    {
      id: 'highest',
      header: 'Highest',
      kind: 'number',
      width: 'minmax(92px, 0.9fr)',
      cell: (row) => figure(row, row.highest),
    },
    {
      id: 'median',
      header: 'Median',
      kind: 'number',
      width: 'minmax(84px, 0.9fr)',
      cell: (row) => figure(row, row.median),
    },
    { id: 'empty', header: 'Empty', kind: 'number', width: 64, cell: ({ empty }) => integer(empty) },
    { id: 'distinct', header: 'Distinct', kind: 'number', width: 82, cell: ({ distinct }) => integer(distinct) },
  ]
}
