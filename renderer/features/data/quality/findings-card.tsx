import { useMemo, useState } from 'react'
import type { QuarantinedRow } from '../../../../core/contract/data.ts'
import type { Finding, QualityReport } from '../../../../core/contract/quality.ts'
import { dateTime, integer } from '../../../lib/format.ts'
import { open } from '../../../shell/navigation.ts'
import { Card } from '../../../ui/card.tsx'
import { Segmented } from '../../../ui/choice.tsx'
import type { Column } from '../../../ui/data-table.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { MarkIcon, markOf, quarantineMark } from './marks.tsx'
import type { Mark } from './marks.tsx'

interface Row {
  id: string
  ts: number | null
  kind: string
  mark: Mark
  what: string
  line: number | null
  text: string | null
}

type Shown = 'all' | 'findings' | 'quarantine'

export function FindingsCard({ report, quarantine }: { report: QualityReport; quarantine: readonly QuarantinedRow[] }) {
  const [shown, setShown] = useState<Shown>('all')
  const rows = useMemo(() => {
    const findings =
      shown === 'quarantine' ? [] : report.findings.map((finding, index) => findingRow(finding, index, report))
    const refused = shown === 'findings' ? [] : quarantine.map((row, index) => quarantineRow(row, index))
    return [...refused, ...findings]
  }, [report, quarantine, shown])
  const listed = report.findings.length + quarantine.length
  const total = report.checks.reduce((sum, { count }) => sum + count, 0) + quarantine.length
  return (
    <Card
      className="findings"
      title="Findings"
      note={
        <span className="num">
          {total > listed ? `first ${integer(listed)} of ${integer(total)}` : integer(listed)}
        </span>
      }
      flush
      action={
        <Segmented
          label="Which findings"
          value={shown}
          options={[
            { value: 'all', label: 'All' },
            { value: 'findings', label: 'Checks' },
            { value: 'quarantine', label: 'Quarantine' },
          ]}
          onChange={setShown}
        />
      }
    >
      <DataTable
        label="Findings"
        height="fill"
        columns={rows.some(({ text }) => text !== null) ? withText : common}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ ts }) =>
          ts !== null &&
          open(
            'chart',
            { symbol: report.symbol, timeframe: report.timeframe, at: String(ts) },
            `${report.symbol} ${report.timeframe}`,
          )
        }
        empty={
          shown === 'quarantine'
            ? 'No row is in quarantine: every line of the file was accepted.'
            : 'The checks found nothing.'
        }
      />
    </Card>
  )
}

const common: readonly Column<Row>[] = [
  {
    id: 'ts',
    header: 'Day',
    kind: 'date',
    width: 146,
    value: ({ ts }) => ts,
    cell: ({ ts, line }) =>
      ts === null ? <span className="muted">{line === null ? '—' : `Line ${integer(line)}`}</span> : dateTime(ts),
  },
  {
    id: 'kind',
    header: 'Kind',
    width: 138,
    value: ({ kind }) => kind,
    cell: ({ kind, mark }) => (
      <span className="row">
        <MarkIcon mark={mark} /> <span className="ellipsis">{kind}</span>
      </span>
    ),
  },
  { id: 'what', header: 'What', width: 'minmax(180px, 2fr)', cell: ({ what }) => <span title={what}>{what}</span> },
]

const textColumn: Column<Row> = {
  id: 'text',
  header: 'Text in the file',
  width: 'minmax(110px, 0.8fr)',
  kind: 'mono',
  cell: ({ text }) =>
    text === null ? (
      ''
    ) : (
      <span className="selectable" title={text}>
        {text}
      </span>
    ),
}

const withText = [...common, textColumn]

function findingRow(finding: Finding, index: number, report: QualityReport): Row {
  const check = report.checks.find((candidate) => candidate.check === finding.check)
  return {
    id: `f${index}`,
    ts: finding.ts,
    kind: check?.title ?? finding.check,
    mark: markOf(finding.check, check?.status ?? 'warn'),
    what: finding.message,
    line: null,
    text: null,
  }
}

function quarantineRow(row: QuarantinedRow, index: number): Row {
  return {
    id: `q${index}`,
    ts: null,
    kind: 'Quarantine',
    mark: quarantineMark,
    what: row.reason,
    line: row.line,
    text: row.text,
  }
}
