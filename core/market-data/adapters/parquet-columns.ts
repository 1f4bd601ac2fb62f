import type { DuckDBConnection } from '@duckdb/node-api'
import { barColumns } from '../bars.ts'
import { fromDuckDbError, quoteIdentifier, quoteText } from '../duckdb.ts'
import type { Partition } from '../port.ts'
import type { Columns } from './column-cache.ts'
import { corrupt } from './partition-file.ts'

/** Fills `into` from a checked Parquet file; NULL becomes NaN, stamps become Unix ms. Throws `corrupt-data` where rows are missing or out of order. */
export async function readParquetColumns(
  connection: DuckDBConnection,
  path: string,
  partition: Partition,
  into: Columns,
): Promise<void> {
  // Without NULLs the vectors are read without looking at their validity masks: half the time.
  const select = barColumns
    .map((name) => (name === 'ts' ? 'epoch_us(ts) / 1000.0' : `coalesce(${quoteIdentifier(name)}, 'nan'::double)`))
    .join(', ')
  let row = 0
  try {
    const result = await connection.stream(`select ${select} from read_parquet(${quoteText(path)})`)
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) break
      const rows = chunk.rowCount
      if (row + rows > partition.rows) throw corrupt(partition, `more than ${partition.rows} rows`)
      barColumns.forEach((name, index) => {
        const vector = chunk.getColumnVector(index)
        const column = into[name]
        for (let item = 0; item < rows; item++) column[row + item] = vector.getItem(item) as number
      })
      row += rows
    }
  } catch (cause) {
    throw fromDuckDbError(cause, { doing: `data/${partition.file} could not be read` })
  }
  if (row !== partition.rows) throw corrupt(partition, `${row} rows instead of ${partition.rows}`)
  for (let index = 1; index < row; index++) {
    if (!(into.ts[index]! > into.ts[index - 1]!))
      throw corrupt(partition, `row ${index + 1} not later than the row before it`)
  }
}
