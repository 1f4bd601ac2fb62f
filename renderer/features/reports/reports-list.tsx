import { shortList } from '../../lib/short-list.ts'
import { FilePlus2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ReportFile } from '../../../core/contract/report.ts'
import { bytes, integer, when } from '../../lib/format.ts'
import { addSample } from '../../shell/global-commands.ts'
import { goTo, open } from '../../shell/navigation.ts'
import { useReports, useRuns } from '../../shell/workspace.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { SearchInput } from '../../ui/field.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'

const columns: readonly Column<ReportFile>[] = [
  { id: 'name', header: 'Report', width: 'minmax(220px, 2fr)', value: ({ name }) => name },
  {
    id: 'format',
    header: 'Format',
    width: 110,
    value: ({ format }) => format,
    cell: ({ format }) => <Badge>{format === 'html' ? 'HTML' : 'Markdown'}</Badge>,
  },
  { id: 'run', header: 'Run', kind: 'mono', width: 120, value: ({ run }) => run, cell: ({ run }) => run.slice(0, 10) },
  { id: 'path', header: 'File', kind: 'mono', width: 'minmax(180px, 2fr)', value: ({ path }) => path },
  {
    id: 'size',
    header: 'Size',
    kind: 'number',
    width: 90,
    value: (file) => file.bytes,
    cell: (file) => bytes(file.bytes),
  },
  {
    id: 'when',
    header: 'Written',
    kind: 'date',
    width: 146,
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => when(createdAt),
  },
]

export function ReportsList() {
  const { data: reports, error, reload } = useReports()
  const { data: runs } = useRuns()
  const [filter, setFilter] = useState('')
  const shown = useMemo(
    () => (reports ?? []).filter(({ name, run }) => `${name} ${run}`.toLowerCase().includes(filter.toLowerCase())),
    [reports, filter],
  )
  const latest = runs?.[0]
  const make = (run: string) => open('reports', { run }, `Report ${run.slice(-4)}`)
  if (error && !reports)
    return <ErrorState error={error} where="report.list" title="The reports could not be read" retry={reload} />
  if (reports?.length === 0) {
    return (
      <div className="reports-empty">
        <EmptyState
          page
          drawing={<Pages />}
          title={latest ? 'Write the first report' : 'A report needs a run'}
          action={
            latest ? (
              <Button kind="primary" icon={FilePlus2} onClick={() => make(latest.id)}>
                Report of {latest.strategy} {latest.id.slice(-4)}
              </Button>
            ) : (
              <>
                <Button kind="primary" onClick={() => goTo('runs')}>
                  Run a backtest
                </Button>
                <Button onClick={addSample}>Add the sample</Button>
              </>
            )
          }
        >
          {latest
            ? 'Figures, charts, assumptions and the command that repeats the run, in one file a colleague can open without Sextant.'
            : 'Reports are made from finished runs.'}
        </EmptyState>
      </div>
    )
  }
  return (
    <div className="reports-list">
      <div className="toolbar">
        <h1>Reports</h1>
        <span className="muted num">{reports ? integer(reports.length) : ''}</span>
        <div className="grow" />
        <SearchInput label="Filter reports" value={filter} onChange={setFilter} />
        <Menu
          align="end"
          trigger={
            <Button kind="primary" icon={FilePlus2} disabled={!latest}>
              New report
            </Button>
          }
          entries={(runs ?? []).slice(0, 12).map((run) => ({
            label: `${run.strategy} · ${shortList(run.symbols)} · ${run.id.slice(-4)}`,
            onSelect: () => make(run.id),
          }))}
        />
      </div>
      {reports ? (
        <DataTable
          label="Reports"
          height="fill"
          columns={columns}
          rows={shown}
          rowKey={({ name }) => name}
          onOpen={({ run, name }) => open('reports', { run, name }, name)}
          empty="No report fits the filter."
        />
      ) : (
        <Skeleton rows={12} />
      )}
    </div>
  )
}

function Pages() {
  return (
    <svg width="180" height="110" viewBox="0 0 180 110" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <rect x="14" y="6" width="70" height="98" rx="4" />
      <rect x="96" y="6" width="70" height="98" rx="4" />
      <path
        d="M24 20h34M24 28h50M24 84l10-8 8 4 12-14 8 6 12-12M106 20h34M106 32h50M106 42h50M106 52h50M106 62h50"
        strokeOpacity=".7"
      />
    </svg>
  )
}
