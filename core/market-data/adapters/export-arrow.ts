import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { columnFromArray, float64, tableFromColumns, tableToIPC, TimeUnit, timestamp, utf8 } from '@uwdata/flechette'
import type { Column, DataType } from '@uwdata/flechette'
import { AppError } from '../../contract/errors.ts'
import { quoteIdentifier } from '../duckdb.ts'
import type { ParquetColumn } from './parquet-scan.ts'

type Builder = { type: DataType; sql: string; values: (number | string | null)[] | Float64Array; gaps: boolean }

/** The whole table as an Arrow IPC file: stamps as timestamp[us, UTC], numbers as float64, anything else as utf8. */
export async function arrowBytes(
  connection: DuckDBConnection,
  scan: string,
  columns: readonly ParquetColumn[],
  rows: number,
): Promise<Uint8Array> {
  const builders = columns.map((column) => builderOf(column, rows))
  const result = await connection.stream(`select ${builders.map(({ sql }) => sql).join(', ')} from ${scan}`)
  let row = 0
  for (;;) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) break
    builders.forEach((builder, index) => {
      const vector = chunk.getColumnVector(index)
      for (let item = 0; item < chunk.rowCount; item++) put(builder, row + item, vector.getItem(item))
    })
    row += chunk.rowCount
  }
  const table = tableFromColumns(
    columns.map(({ name }, index) => [name, finish(builders[index]!)] as [string, Column<unknown>]),
  )
  const bytes = tableToIPC(table, { format: 'file' })
  if (bytes === null) throw new AppError('internal', 'The Arrow encoder gave no bytes.')
  return bytes
}

function builderOf({ name, type }: ParquetColumn, rows: number): Builder {
  const column = quoteIdentifier(name)
  if (type.startsWith('TIMESTAMP')) {
    return {
      type: timestamp(TimeUnit.MICROSECOND, 'UTC'),
      sql: `epoch_us(${column}) / 1000.0`,
      values: new Float64Array(rows),
      gaps: false,
    }
  }
  if (/INT$|^(DOUBLE|FLOAT|DECIMAL)/.test(type)) {
    return { type: float64(), sql: `${column}::double`, values: new Float64Array(rows), gaps: false }
  }
  return { type: utf8(), sql: `${column}::varchar`, values: [], gaps: false }
}

function put(builder: Builder, row: number, value: DuckDBValue): void {
  const { values } = builder
  if (values instanceof Float64Array) {
    if (typeof value === 'number') values[row] = value
    else {
      values[row] = Number.NaN
      builder.gaps = true
    }
  } else values[row] = value === null ? null : String(value)
}

function finish({ type, values, gaps }: Builder): Column<unknown> {
  // Plain numbers without gaps are used as they are; the rest is built value by value.
  if (values instanceof Float64Array && !gaps && type.typeId === float64().typeId) return columnFromArray(values)
  if (!gaps) return columnFromArray(values as unknown[], type)
  return columnFromArray(
    Array.from(values, (value) => (typeof value === 'number' && Number.isNaN(value) ? null : value)),
    type,
  )
}
