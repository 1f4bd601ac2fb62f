import type { ReportFile } from '../../../core/contract/report.ts'
import { bytes, when } from '../../lib/format.ts'
import { goTo, open } from '../../shell/navigation.ts'
import { useReports } from '../../shell/workspace.ts'
import { Badge } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { DataTable } from '../../ui/data-table.tsx'

const shown = 3

const columns: readonly Column<ReportFile>[] = [
  {
    id: 'name',
    header: 'File',
    width: 'minmax(200px, 1.6fr)',
    cell: ({ name }) => <span className="home-strategy">{name}</span>,
  },
  { id: 'format', header: 'Format', width: 90, cell: ({ format }) => <Badge>{format.toUpperCase()}</Badge> },
  { id: 'run', header: 'Run', kind: 'mono', width: 110, cell: ({ run }) => run.slice(0, 10) },
  { id: 'bytes', header: 'Size', kind: 'number', width: 90, cell: (file) => bytes(file.bytes) },
  {
    id: 'when',
    header: 'Written',
    kind: 'date',
    width: 148,
    cell: ({ createdAt }) => <span className="prose">{when(createdAt)}</span>,
  },
]

/** The newest reports; left out while there is none. */
export function ReportsCard() {
  const { data: reports } = useReports()
  if (reports === undefined || reports.length === 0) return null
  const newest = reports.toSorted((a, b) => b.createdAt - a.createdAt).slice(0, shown)
  const action = (
    <button type="button" className="link" onClick={() => goTo('reports')}>
      All reports
    </button>
  )
  return (
    <Card title="Reports" flush action={action}>
      <DataTable
        label="Reports"
        columns={columns}
        rows={newest}
        rowKey={({ path }) => path}
        onOpen={({ name, run }) => open('reports', { run, name }, name)}
      />
    </Card>
  )
}
