import { useMemo, useState } from 'react'
import type { Dataset, SqlResult } from '../../../core/contract/data.ts'
import { client } from '../../lib/client.ts'
import { general, integer, none, number } from '../../lib/format.ts'
import { useQuery } from '../../lib/query.ts'
import { Card } from '../../ui/card.tsx'
import { Segmented } from '../../ui/choice.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { tableName } from './table-name.ts'

const shown = 500
type Row = SqlResult['rows'][number]

/** The first or the last rows as they are stored. */
export function PreviewTab({ dataset }: { dataset: Dataset }) {
  const [end, setEnd] = useState<'first' | 'last'>('first')
  const { symbol, timeframe, version, rows, decimals } = dataset
  const order = end === 'first' ? 'asc' : 'desc'
  const {
    data: result,
    error,
    reload,
  } = useQuery(`data/preview/${symbol}/${timeframe}/${version}/${end}`, () =>
    client.data.sql({ query: `select * from ${tableName(dataset)} order by ts ${order} limit ${shown}`, limit: shown }),
  )
  const columns = useMemo(() => (result === undefined ? [] : columnsOf(result, decimals)), [result, decimals])
  return (
    <div className="tab-page">
      <Card
        className="tab-fill"
        title="Rows"
        note={
          <span className="num">
            {rows > shown
              ? `${end === 'first' ? 'first' : 'last'} ${integer(shown)} of ${integer(rows)}`
              : integer(rows)}
            , times are bar starts in UTC
          </span>
        }
        flush
        action={
          <Segmented
            label="Which rows"
            value={end}
            options={[
              { value: 'first', label: 'First' },
              { value: 'last', label: 'Last' },
            ]}
            onChange={setEnd}
          />
        }
      >
        {result === undefined ? (
          error === null ? (
            <Skeleton rows={16} />
          ) : (
            <ErrorState error={error} where={`data.sql ${symbol} ${timeframe}`} retry={reload} />
          )
        ) : (
          <DataTable
            label={`Rows of ${symbol} ${timeframe}`}
            height="fill"
            columns={columns}
            rows={result.rows}
            rowKey={(_, index) => String(index)}
          />
        )}
      </Card>
    </div>
  )
}

const prices = new Set(['open', 'high', 'low', 'close', 'adj_close', 'vwap', 'bid', 'ask'])

function columnsOf(result: SqlResult, decimals: number): readonly Column<Row>[] {
  return result.columns.map(({ name, type }, at): Column<Row> => {
    const header = (
      <>
        {name} <span className="mono">{type.toLowerCase()}</span>
      </>
    )
    const value = (row: Row): Row[number] => row[at] ?? null
    if (/TIME|DATE/i.test(type))
      return { id: name, header, kind: 'date', width: 'minmax(170px, 1.2fr)', value, cell: (row) => shortTime(row[at]) }
    return {
      id: name,
      header,
      kind: 'number',
      width: 'minmax(110px, 1fr)',
      value,
      cell: (row) => cellText(row[at], prices.has(name) ? decimals : null),
    }
  })
}

function shortTime(value: Row[number] | undefined): string {
  return String(value ?? none)
    .replace('T', ' ')
    .replace(/(\.0+)?(Z|\+00(:00)?)?$/, '')
    .replace(/ 00:00:00$/, '')
}

function cellText(value: Row[number] | undefined, decimals: number | null): string {
  if (typeof value === 'number') return decimals === null ? general(value) : number(value, decimals)
  return value === null || value === undefined ? none : String(value)
}
