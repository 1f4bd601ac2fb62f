import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '../../contract/errors.ts'
import { depthKind } from '../../engine/depth/events.ts'
import { asNoSpace, makeFolder, publishFile, temporaryBeside } from '../../lib/durable-file.ts'
import { depthColumnNames, depthColumns } from '../depth/columns.ts'
import type { DepthColumns } from '../depth/columns.ts'
import type { DepthStore, DepthWrite } from '../depth/port.ts'
import type { DuckDb } from '../duckdb.ts'
import { fromDuckDbError, quoteText } from '../duckdb.ts'
import type { Partition } from '../port.ts'
import { parquetScan } from './parquet-scan.ts'
import { corrupt, folderOfSymbol, hashFile, openPartitionFiles, partitionFile } from './partition-file.ts'
import { removeLeftovers } from './partition-write.ts'

export interface DepthStoreOptions {
  /** The workspace's folder. */
  readonly dir: string
  readonly db: () => Promise<DuckDb>
}

const kindNames = Object.entries(depthKind)
const kindToText = `case kind ${kindNames.map(([name, code]) => `when ${code} then ${quoteText(name)}`).join(' ')} end`
const textToKind = `case kind ${kindNames.map(([name, code]) => `when ${quoteText(name)} then ${code}`).join(' ')} end`

/**
 * Columns of a file: ts and exchange_ts TIMESTAMP (microseconds, UTC; ts is the receive time, rows are sorted by it),
 * kind VARCHAR, side TINYINT, price and quantity DOUBLE, id BIGINT, flags UTINYINT.
 */
const stored = `select make_timestamp(ts::bigint) as ts, make_timestamp("exchangeTs"::bigint) as exchange_ts, ${kindToText} as kind,
  side::tinyint as side, price, quantity, id::bigint as id, flags::utinyint as flags`
const columnSql: Record<(typeof depthColumnNames)[number], string> = {
  ts: 'epoch_us(ts)::double',
  exchangeTs: 'epoch_us(exchange_ts)::double',
  kind: `(${textToKind})::double`,
  flags: 'flags::double',
  side: 'side::double',
  price: 'price',
  quantity: 'quantity',
  id: 'id::double',
}

/** Recordings in immutable Parquet files below `data/<symbol>/depth/` and `tick/`. */
export function createDepthStore({ dir, db }: DepthStoreOptions): DepthStore {
  const data = join(dir, 'data')
  const files = openPartitionFiles(data)
  const connected = async <Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> => {
    const connection = await (await db()).connect()
    try {
      return await work(connection)
    } finally {
      connection.closeSync()
    }
  }
  return {
    write: (recording, signal) =>
      connected(async (connection) => {
        const { symbol, timeframe, columns, onto } = recording
        const folder = join(data, folderOfSymbol(symbol), timeframe)
        await makeFolder(folder)
        await removeLeftovers(folder)
        const temporary = temporaryBeside(join(folder, 'partition'))
        try {
          const partition = await writeFile(connection, temporary, recording, signal)
          const same = onto.find(({ hash }) => hash === partition.hash)
          if (same !== undefined && (await files.rehash(same)) === same.hash)
            return { partitions: onto, added: 0, repaired: 0 }
          const other = onto.find((part) => part !== same && part.from <= partition.to && part.to >= partition.from)
          if (other !== undefined) throw overlapping(recording, partition, other)
          await publishFile(temporary, join(data, partition.file))
          if (same !== undefined) return { partitions: onto, added: 0, repaired: 1 }
          return {
            partitions: [...onto, partition].sort((a, b) => a.from - b.from),
            added: partition.rows,
            repaired: 0,
          }
        } catch (cause) {
          const doing = `${symbol} ${timeframe} could not be written`
          throw fromDuckDbError(asNoSpace(cause, temporary, columns.rows * 45), { doing, signal })
        } finally {
          await rm(temporary, { force: true })
        }
      }),
    async read({ partitions }) {
      const columns = depthColumns(partitions.reduce((sum, { rows }) => sum + rows, 0))
      await connected(async (connection) => {
        let at = 0
        for (const partition of partitions) {
          await readOne(connection, await files.check(partition), partition, columns, at)
          at += partition.rows
        }
      })
      return columns
    },
  }
}

async function writeFile(
  connection: DuckDBConnection,
  path: string,
  { symbol, timeframe, columns }: DepthWrite,
  signal: AbortSignal,
): Promise<Partition> {
  await stage(connection, columns, signal)
  await connection.run(
    `copy (${stored} from recording order by row) to ${quoteText(path)} (format parquet, compression zstd)`,
  )
  signal.throwIfAborted()
  const hash = await hashFile(path)
  const { rows, ts } = columns
  return {
    hash,
    file: partitionFile(symbol, timeframe, hash),
    rows,
    from: ts[0]! / 1000,
    to: ts[rows - 1]! / 1000,
    bytes: (await stat(path)).size,
    extra: [],
  }
}

async function stage(connection: DuckDBConnection, columns: DepthColumns, signal: AbortSignal): Promise<void> {
  const { DOUBLE, DuckDBDataChunk } = await import('@duckdb/node-api')
  await connection.run(
    `create temp table recording (${depthColumnNames.map((name) => `"${name}" double`).join(', ')}, row double)`,
  )
  const appender = await connection.createAppender('recording')
  try {
    const types = [...depthColumnNames, 'row'].map(() => DOUBLE)
    for (let from = 0; from < columns.rows; from += 2048) {
      signal.throwIfAborted()
      const to = Math.min(columns.rows, from + 2048)
      const chunk = DuckDBDataChunk.create(types, to - from)
      depthColumnNames.forEach((name, index) =>
        chunk.setColumnValues(index, Array.from(columns[name].subarray(from, to))),
      )
      chunk.setColumnValues(
        depthColumnNames.length,
        Array.from({ length: to - from }, (_, row) => from + row),
      )
      appender.appendDataChunk(chunk)
    }
    appender.flushSync()
  } finally {
    appender.closeSync()
  }
}

async function readOne(
  connection: DuckDBConnection,
  path: string,
  partition: Partition,
  into: DepthColumns,
  start: number,
): Promise<void> {
  let row = start
  try {
    const result = await connection.stream(
      `select ${depthColumnNames.map((name) => columnSql[name]).join(', ')} from ${parquetScan([path])}`,
    )
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) break
      if (row + chunk.rowCount > start + partition.rows) throw corrupt(partition, 'more rows than were written')
      depthColumnNames.forEach((name, index) => {
        const vector = chunk.getColumnVector(index)
        const column = into[name]
        for (let item = 0; item < chunk.rowCount; item++) column[row + item] = vector.getItem(item) as number
      })
      row += chunk.rowCount
    }
  } catch (cause) {
    throw fromDuckDbError(cause, { doing: `data/${partition.file} could not be read` })
  }
  if (row !== start + partition.rows) throw corrupt(partition, `${row - start} rows instead of ${partition.rows}`)
  for (let at = start + 1; at < row; at++) {
    if (!(into.ts[at]! >= into.ts[at - 1]!))
      throw corrupt(partition, `row ${at - start + 1} earlier than the row before it`)
  }
}

function overlapping({ symbol, timeframe }: DepthWrite, partition: Partition, other: Partition): AppError {
  const span = ({ from, to }: Partition) => `${new Date(from).toISOString()} to ${new Date(to).toISOString()}`
  return new AppError(
    'conflict',
    timeframe === 'tick'
      ? `These ticks (${span(partition)}) overlap those of ${symbol} that are stored (${span(other)}): which came first is not known.`
      : `This recording (${span(partition)}) overlaps one of ${symbol} that is stored (${span(other)}): two books cannot be merged.`,
    {
      hint: 'Import it under another symbol with --symbol, or take the stored one out with `sextant data remove`.',
      data: { stored: other.file },
    },
  )
}
