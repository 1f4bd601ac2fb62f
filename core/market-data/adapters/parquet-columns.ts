import type { DuckDBConnection } from '@duckdb/node-api'
import { barColumns } from '../bars.ts'
import { fromDuckDbError, quoteIdentifier } from '../duckdb.ts'
import type { Partition } from '../port.ts'
import type { Columns } from './column-cache.ts'
import { parquetScan } from './parquet-scan.ts'
import { corrupt } from './partition-file.ts'

export interface PartitionSlot {
  /** A checked file. */
  readonly path: string
  readonly partition: Partition
  /** Columns of exactly the partition's rows. */
  readonly into: Columns
}

/**
 * Fills the columns of partitions, given in time order, in one scan; NULL becomes NaN, stamps become Unix ms. Throws
 * `corrupt-data` where a file has other rows than its catalogue entry says, or rows out of order.
 */
export async function readParquetColumns(connection: DuckDBConnection, slots: readonly PartitionSlot[]): Promise<void> {
  if (slots.length === 0) return
  // Without NULLs the vectors are read without looking at their validity masks: half the time.
  const select = barColumns
    .map((name) => (name === 'ts' ? 'epoch_us(ts) / 1000.0' : `coalesce(${quoteIdentifier(name)}, 'nan'::double)`))
    .join(', ')
  let at = 0
  let row = 0
  try {
    const result = await connection.stream(`select ${select} from ${parquetScan(slots.map(({ path }) => path))}`)
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) break
      for (let first = 0; first < chunk.rowCount;) {
        const slot = slots[at]
        if (slot === undefined) throw corrupt(slots.at(-1)!.partition, 'more rows than were written')
        const count = Math.min(chunk.rowCount - first, slot.partition.rows - row)
        barColumns.forEach((name, index) => {
          const vector = chunk.getColumnVector(index)
          const column = slot.into[name]
          for (let item = 0; item < count; item++) column[row + item] = vector.getItem(first + item) as number
        })
        first += count
        row += count
        if (row < slot.partition.rows) continue
        at += 1
        row = 0
      }
    }
  } catch (cause) {
    throw fromDuckDbError(cause, { doing: `data/${slots[at]?.partition.file} could not be read` })
  }
  if (at !== slots.length) throw corrupt(slots[at]!.partition, `${row} rows instead of ${slots[at]!.partition.rows}`)
  for (const slot of slots) checkTimes(slot)
}

function checkTimes({ partition, into: { ts } }: PartitionSlot): void {
  if (ts[0] !== partition.from || ts.at(-1) !== partition.to) throw corrupt(partition, 'another time range')
  for (let index = 1; index < ts.length; index++) {
    if (!(ts[index]! > ts[index - 1]!)) throw corrupt(partition, `row ${index + 1} not later than the row before it`)
  }
}
