import { TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import type { Preview, PreviewRow } from '../../../../core/contract/data.ts'
import { integer } from '../../../lib/format.ts'
import { Card } from '../../../ui/card.tsx'
import type { Column } from '../../../ui/data-table.tsx'
import { DataTable } from '../../../ui/data-table.tsx'

/** The first rows as the file writes them, under the field each column feeds. */
export function FirstRows({ preview }: { preview: Preview }) {
  const columns = useMemo(() => columnsOf(preview), [preview])
  return (
    <Card
      className="first-rows"
      title="First rows"
      note={<span className="num">as the file writes them, {integer(preview.rows.length)} shown</span>}
      flush
    >
      <DataTable
        label="First rows"
        height="fill"
        columns={columns}
        rows={preview.rows}
        rowKey={({ line }) => String(line)}
        rowHeight={24}
        empty="The file holds no rows."
      />
    </Card>
  )
}

function columnsOf(preview: Preview): readonly Column<PreviewRow>[] {
  const line: Column<PreviewRow> = {
    id: '#',
    header: 'Line',
    kind: 'number',
    width: 64,
    cell: (row) => (
      <span className={row.problem === undefined ? 'muted' : 'status-error'} title={row.problem}>
        {integer(row.line)}
      </span>
    ),
  }
  return [
    line,
    ...preview.columns.map(({ name, field, reason }, at): Column<PreviewRow> => {
      const isTime = field === 'ts' || field === 'date' || field === 'time' || field === 'symbol'
      return {
        id: `${at}`,
        header: (
          <span title={reason}>
            {name === '' ? '(no name)' : name} →{' '}
            {field === null ? <span>not used</span> : <b className="mono field-name">{field}</b>}
          </span>
        ),
        kind: isTime || field === null ? 'date' : 'number',
        width: isTime ? 'minmax(150px, 1.2fr)' : 'minmax(120px, 1fr)',
        cell: (row) => <Cell row={row} at={at} dim={field === null} />,
      }
    }),
  ]
}

function Cell({ row, at, dim }: { row: PreviewRow; at: number; dim: boolean }) {
  const text = row.cells[at] ?? ''
  if (row.problem !== undefined && row.problemColumn === at) {
    return (
      <span className="bad-cell" title={row.problem}>
        {text === '' ? '(empty)' : text}
      </span>
    )
  }
  return <span className={dim ? 'muted' : undefined}>{text}</span>
}

const badColumns: readonly Column<PreviewRow>[] = [
  { id: 'line', header: 'Line', kind: 'number', width: 64, cell: ({ line }) => integer(line) },
  { id: 'text', header: 'Text', width: 'minmax(200px, 1.3fr)', kind: 'mono', cell: (row) => <BadText row={row} /> },
  {
    id: 'reason',
    header: 'Reason',
    width: 'minmax(160px, 1fr)',
    cell: ({ problem = '' }) => <span title={problem}>{problem.charAt(0).toUpperCase() + problem.slice(1)}</span>,
  },
]

function BadText({ row }: { row: PreviewRow }) {
  return (
    <span className="selectable" title={row.cells.join(', ')}>
      {row.cells.map((cell, at) => (
        // Cells have no identity beyond their place.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={at}>
          {at > 0 && ','}
          <span className={row.problemColumn === at ? 'bad-cell' : undefined}>{cell}</span>
        </span>
      ))}
    </span>
  )
}

/** What would go to quarantine, with the reason. */
export function BadRows({ preview }: { preview: Preview }) {
  const bad = preview.rows.filter(({ problem }) => problem !== undefined)
  if (bad.length === 0) return null
  return (
    <Card
      title={
        <span className="row">
          <TriangleAlert size={15} className="status-warn" aria-hidden />
          {bad.length === 1 ? '1 row will be quarantined' : `${integer(bad.length)} rows will be quarantined`}
        </span>
      }
      note="of those looked at; the import goes on without them and nothing is thrown away"
      flush
    >
      <DataTable
        label="Rows to be quarantined"
        columns={badColumns}
        rows={bad.slice(0, 20)}
        rowKey={({ line }) => String(line)}
      />
    </Card>
  )
}
