import { CircleX, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { DataTable } from '../ui/data-table.tsx'
import type { Column } from '../ui/data-table.tsx'
import { open } from './navigation.ts'
import { useDatasets, useHealth } from './workspace.ts'

interface Problem {
  id: string
  status: 'warn' | 'error'
  where: string
  what: string
  detail: string
  go?: () => void
}

/** What the workspace's health and the data's quality say is not in order, worst first. */
export function useProblems(): Problem[] {
  const { data: health } = useHealth()
  const { data: datasets } = useDatasets()
  return useMemo(() => {
    const found: Problem[] = []
    for (const item of health ?? []) {
      if (item.status !== 'ok')
        found.push({ id: item.id, status: item.status, where: 'Workspace', what: item.title, detail: item.detail })
    }
    for (const { symbol, timeframe, quality } of datasets ?? []) {
      if (quality.status !== 'warn' && quality.status !== 'fail') continue
      const name = `${symbol} ${timeframe}`
      found.push({
        id: name,
        status: quality.status === 'fail' ? 'error' : 'warn',
        where: name,
        what: quality.label,
        detail: 'See the quality tab of the data set',
        go: () => open('data', { symbol, timeframe, tab: 'quality' }, name),
      })
    }
    return found.toSorted((a, b) => Number(a.status === 'warn') - Number(b.status === 'warn'))
  }, [health, datasets])
}

const columns: readonly Column<Problem>[] = [
  {
    id: 'status',
    header: <span className="visually-hidden">Status</span>,
    width: 36,
    cell: ({ status }) =>
      status === 'error' ? (
        <CircleX size={14} className="status-error" aria-label="Error" />
      ) : (
        <TriangleAlert size={14} className="status-warn" aria-label="Warning" />
      ),
  },
  { id: 'where', header: 'Where', width: 180, value: ({ where }) => where },
  { id: 'what', header: 'What', width: 260, value: ({ what }) => what },
  { id: 'detail', header: 'Detail', value: ({ detail }) => detail },
]

export function ProblemsPanel() {
  const problems = useProblems()
  return (
    <DataTable
      label="Problems"
      height="fill"
      columns={columns}
      rows={problems}
      rowKey={(row) => row.id}
      onOpen={(row) => row.go?.()}
      empty="Nothing is wrong: health and quality checks passed."
    />
  )
}
