import type { Dataset } from '../../../core/contract/data.ts'
import { count, date, integer, none } from '../../lib/format.ts'
import { goTo, open } from '../../shell/navigation.ts'
import { useDatasets } from '../../shell/workspace.ts'
import { QualityBadge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { ErrorState } from '../../ui/states.tsx'

const shown = 8

const columns: readonly Column<Dataset>[] = [
  {
    id: 'symbol',
    header: 'Symbol',
    width: 'minmax(110px, 1fr)',
    cell: ({ symbol }) => <span className="home-strategy">{symbol}</span>,
  },
  { id: 'timeframe', header: 'Timeframe', width: 96, cell: ({ timeframe }) => timeframe },
  { id: 'rows', header: 'Bars', kind: 'number', width: 112, cell: ({ rows }) => integer(rows) },
  { id: 'from', header: 'From', kind: 'date', width: 124, cell: ({ from }) => date(from) },
  { id: 'to', header: 'To', kind: 'date', width: 124, cell: ({ to }) => date(to) },
  { id: 'quality', header: 'Quality', width: 150, cell: ({ quality }) => <QualityBadge {...quality} /> },
  {
    id: 'notes',
    header: 'Notes',
    width: 'minmax(110px, 1fr)',
    cell: ({ quarantined }) => (
      <span className="prose">{quarantined === 0 ? none : `${count(quarantined, 'row')} in quarantine`}</span>
    ),
  },
]

export function DataCard() {
  const { data: datasets, error, reload } = useDatasets()
  const action = (
    <button type="button" className="link" onClick={() => goTo('data')}>
      Catalogue
    </button>
  )
  return (
    <Card title="Data" flush action={action}>
      {datasets === undefined ? (
        error === null ? (
          <Skeleton rows={3} />
        ) : (
          <ErrorState error={error} where="data.list" retry={reload} compact />
        )
      ) : (
        <DataTable
          label="Data sets"
          columns={columns}
          rows={datasets.toSorted((a, b) => b.updatedAt - a.updatedAt).slice(0, shown)}
          rowKey={({ symbol, timeframe }) => `${symbol} ${timeframe}`}
          onOpen={({ symbol, timeframe }) => open('data', { symbol, timeframe }, `${symbol} ${timeframe}`)}
          empty="No data yet. Drop a price file above."
        />
      )}
    </Card>
  )
}
