import { useMemo } from 'react'
import type { SqlResult } from '../../../core/contract/data.ts'
import { none } from '../../lib/format.ts'
import type { Column } from '../../ui/data-table.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { Banner, ErrorState } from '../../ui/states.tsx'
import { useSql } from './sql-state.ts'

type Cells = SqlResult['rows'][number]

export function SqlResultView() {
  const { running, result, error } = useSql()
  if (running !== null && result === null) return <Skeleton />
  if (error !== null && error.code !== 'cancelled') return <ErrorState error={error} where="data.sql" compact />
  if (result === null) {
    return (
      <p className="drawer-empty muted">
        Every data set is a table, such as <code>"GOOG_1d"</code>; <code>bars</code> is all of them with the columns
        symbol and timeframe. Statements only read.
      </p>
    )
  }
  return (
    <div className="sql-result" data-old={running !== null || undefined}>
      {error !== null && <Banner tone="info" title="Cancelled." />}
      {result.truncated && (
        <Banner tone="warn" title="Only the first rows are shown.">
          Add a limit or group the rows to see all of what you need.
        </Banner>
      )}
      <ResultTable result={result} />
    </div>
  )
}

function ResultTable({ result }: { result: SqlResult }) {
  const columns = useMemo((): readonly Column<Cells>[] => {
    const ordinal: Column<Cells> = {
      id: '#',
      header: '#',
      kind: 'number',
      width: 52,
      cell: (_, index) => <span className="muted">{index + 1}</span>,
    }
    return [
      ordinal,
      ...result.columns.map(({ name, type }, at): Column<Cells> => {
        const numeric = /INT|DOUBLE|FLOAT|DECIMAL|REAL|NUMERIC/i.test(type)
        return {
          id: `${at}`,
          header: (
            <>
              {name} <span className="mono">{type.toLowerCase()}</span>
            </>
          ),
          kind: numeric ? 'number' : /DATE|TIME/i.test(type) ? 'date' : 'text',
          width: 'minmax(110px, 1fr)',
          value: (row) => row[at] ?? null,
          cell: (row) => cellText(row[at]),
        }
      }),
    ]
  }, [result])
  return (
    <DataTable
      label="Result"
      height="fill"
      columns={columns}
      rows={result.rows}
      rowKey={(_, index) => String(index)}
      empty="No row matches."
      rowHeight={24}
    />
  )
}

function cellText(value: Cells[number] | undefined): string {
  if (value === null || value === undefined) return none
  // Results are shown as they are, at full precision; only the minus sign is set properly.
  return typeof value === 'number' ? String(value).replace(/^-/, '−') : String(value)
}
