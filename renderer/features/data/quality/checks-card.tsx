import type { CheckResult } from '../../../../core/contract/quality.ts'
import { integer, when } from '../../../lib/format.ts'
import { QualityBadge } from '../../../ui/badge.tsx'
import { Card } from '../../../ui/card.tsx'
import type { Column } from '../../../ui/data-table.tsx'
import { DataTable } from '../../../ui/data-table.tsx'

const words = { pass: 'Passed', warn: 'Look', fail: 'Failed', skipped: 'Skipped' } as const

const columns: readonly Column<CheckResult>[] = [
  { id: 'title', header: 'Check', width: 'minmax(130px, 0.8fr)', cell: ({ title }) => title },
  {
    id: 'status',
    header: 'Result',
    width: 92,
    cell: ({ status }) => <QualityBadge status={status} label={words[status]} />,
  },
  { id: 'count', header: 'Rows', kind: 'number', width: 60, cell: ({ count }) => integer(count) },
  {
    id: 'message',
    header: 'What was seen',
    width: 'minmax(160px, 1.6fr)',
    cell: ({ message }) => (
      <span className="prose" title={message}>
        {message}
      </span>
    ),
  },
]

export function ChecksCard({
  checks,
  checkedAt,
  calendar,
}: {
  checks: readonly CheckResult[]
  checkedAt: number
  calendar: string
}) {
  return (
    <Card
      title="Checks"
      note={
        <span className="num">
          {when(checkedAt)}, calendar {calendar}
        </span>
      }
      flush
    >
      <DataTable label="Checks" columns={columns} rows={checks} rowKey={({ check }) => check} />
    </Card>
  )
}
