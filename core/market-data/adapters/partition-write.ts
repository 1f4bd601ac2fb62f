import { stat, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { asNoSpace, makeFolder, publishFile, temporaryBeside } from '../../lib/durable-file.ts'
import { fromDuckDbError, quoteIdentifier, quoteText } from '../duckdb.ts'
import type { Partition, StagedRows, WriteResult } from '../port.ts'
import { parquetScan } from './parquet-scan.ts'
import { folderOfSymbol, hashFile, partitionFile } from './partition-file.ts'
import type { PartitionFiles } from './partition-file.ts'

/** Rows of one partition at most: a correction rewrites no more than this. */
const partitionRows = 10_000_000

const prices = ['open', 'high', 'low', 'close', 'volume']

export interface WriteContext {
  /** The workspace's `data` folder. */
  readonly data: string
  readonly files: PartitionFiles
  readonly maxRows?: number
}

/**
 * Merges staged rows with the partitions their time range touches; the others stay as they are. A column that the
 * staged rows lack keeps its stored values and is not compared.
 */
export async function writePartitions(
  { data, files, maxRows = partitionRows }: WriteContext,
  staged: StagedRows,
  onto: readonly Partition[],
  signal: AbortSignal,
): Promise<WriteResult> {
  if (staged.rows === 0) return { partitions: onto, duplicates: 0, corrected: 0, added: 0 }
  const { connection } = staged
  const doing = `${staged.symbol} ${staged.timeframe} could not be written`
  const interrupt = () => connection.interrupt()
  signal.addEventListener('abort', interrupt)
  try {
    signal.throwIfAborted()
    const range = await rangeOf(connection, staged.table)
    const overlapped = onto.filter((part) => part.from <= range.to && part.to >= range.from)
    const stored = await Promise.all(overlapped.map((part) => files.check(part)))
    const merge = mergeSql(staged, overlapped, stored)
    const same = stored.length === 0 ? { matched: 0, duplicates: 0 } : await countMatches(connection, merge.matches)
    const counts = {
      duplicates: same.duplicates,
      corrected: same.matched - same.duplicates,
      added: staged.rows - same.matched,
    }
    if (counts.added === 0 && counts.corrected === 0) return { partitions: onto, ...counts }

    const total = counts.added + overlapped.reduce((sum, part) => sum + part.rows, 0)
    const bounds = await pieceBounds(connection, merge.rows, total, maxRows)
    const written: Partition[] = []
    for (const where of bounds) {
      signal.throwIfAborted()
      // Staged rows come sorted; a join does not keep the order.
      const sql = `select * from (${merge.rows})${where}${stored.length === 0 ? '' : ' order by ts'}`
      written.push(await writeOne({ data, staged, extra: merge.extra, rows: sql, total, signal }))
    }
    const kept = onto.filter((part) => !overlapped.includes(part))
    return { partitions: [...kept, ...written].sort((a, b) => a.from - b.from), ...counts }
  } catch (cause) {
    throw fromDuckDbError(cause, { doing, signal })
  } finally {
    signal.removeEventListener('abort', interrupt)
  }
}

interface Merge {
  /** Every row of the new version, staged values first. */
  readonly rows: string
  /** Pairs of a staged and a stored row of one time, with `same`. */
  readonly matches: string
  readonly extra: readonly string[]
}

function mergeSql(staged: StagedRows, overlapped: readonly Partition[], stored: readonly string[]): Merge {
  const extra = [...new Set([...overlapped.flatMap((part) => part.extra), ...staged.extra])]
  const columns = [...prices, ...extra].map(quoteIdentifier)
  const own = new Set([...prices, ...staged.extra].map(quoteIdentifier))
  const storedExtra = new Set([...prices, ...overlapped.flatMap((part) => part.extra)].map(quoteIdentifier))
  if (stored.length === 0) {
    const rows = `select ts, ${columns.join(', ')} from ${staged.table}`
    return { rows, matches: '', extra }
  }
  const parquet = parquetScan(stored)
  const value = (name: string) => {
    if (!own.has(name)) return `o.${name}`
    if (!storedExtra.has(name)) return `s.${name}`
    return `case when s.ts is not null then s.${name} else o.${name} end as ${name}`
  }
  const equal = columns
    .filter((name) => own.has(name))
    .map((name) => (storedExtra.has(name) ? `s.${name} is not distinct from o.${name}` : `s.${name} is null`))
  return {
    extra,
    rows: `select coalesce(s.ts, o.ts) as ts, ${columns.map(value).join(', ')} from ${parquet} o full join ${staged.table} s on o.ts = s.ts`,
    matches: `select ${equal.join(' and ')} as same from ${parquet} o join ${staged.table} s on o.ts = s.ts`,
  }
}

async function rangeOf(connection: DuckDBConnection, table: string): Promise<{ from: number; to: number }> {
  const [row] = await read(connection, `select epoch_us(min(ts)) / 1000.0, epoch_us(max(ts)) / 1000.0 from ${table}`)
  return { from: Number(row?.[0]), to: Number(row?.[1]) }
}

async function countMatches(
  connection: DuckDBConnection,
  matches: string,
): Promise<{ matched: number; duplicates: number }> {
  const [row] = await read(connection, `select count(*), count(*) filter (where same) from (${matches})`)
  return { matched: Number(row?.[0]), duplicates: Number(row?.[1]) }
}

/** Conditions that cut the rows into equal pieces of at most `maxRows`, in time order. */
async function pieceBounds(
  connection: DuckDBConnection,
  rows: string,
  total: number,
  maxRows: number,
): Promise<string[]> {
  const pieces = Math.ceil(total / maxRows)
  if (pieces <= 1) return ['']
  const first = Array.from({ length: pieces - 1 }, (_, piece) => Math.floor(((piece + 1) * total) / pieces) + 1)
  const cuts = await read(
    connection,
    `select epoch_us(ts) from (select ts, row_number() over (order by ts) as n from (${rows})) where n in (${first.join(', ')}) order by ts`,
  )
  const stamps = cuts.map(([micros]) => `make_timestamp(${String(micros)})`)
  return Array.from({ length: pieces }, (_, piece) => {
    const after = piece === 0 ? [] : [`ts >= ${stamps[piece - 1]}`]
    const before = piece === pieces - 1 ? [] : [`ts < ${stamps[piece]}`]
    return ` where ${[...after, ...before].join(' and ')}`
  })
}

interface Piece {
  readonly data: string
  readonly staged: StagedRows
  readonly extra: readonly string[]
  /** SQL of the rows. */
  readonly rows: string
  /** Rows of all pieces together. */
  readonly total: number
  readonly signal: AbortSignal
}

async function writeOne({ data, staged, extra, rows, total, signal }: Piece): Promise<Partition> {
  const { connection, symbol, timeframe } = staged
  const folder = join(data, folderOfSymbol(symbol), timeframe)
  await makeFolder(folder)
  const temporary = temporaryBeside(join(folder, 'partition'))
  try {
    await connection.run(`copy (${rows}) to ${quoteText(temporary)} (format parquet, compression zstd)`)
    // Read back from the file, so that what is reported is what was written.
    const [found] = await read(
      connection,
      `select count(*), epoch_us(min(ts)) / 1000.0, epoch_us(max(ts)) / 1000.0 from read_parquet(${quoteText(temporary)})`,
    )
    const hash = await hashFile(temporary)
    const { size } = await stat(temporary)
    const file = partitionFile(symbol, timeframe, hash)
    await publishFile(temporary, join(data, file))
    return {
      hash,
      file,
      rows: Number(found?.[0]),
      from: Number(found?.[1]),
      to: Number(found?.[2]),
      bytes: size,
      extra,
    }
  } catch (cause) {
    await rm(temporary, { force: true })
    // Uncompressed: what the disk must hold at worst.
    const bytesNeeded = total * 8 * (1 + prices.length + extra.length)
    const doing = `${symbol} ${timeframe} could not be written`
    throw fromDuckDbError(asNoSpace(cause, temporary, bytesNeeded), { doing, signal, bytesNeeded })
  }
}

async function read(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  return (await connection.runAndReadAll(sql)).getRowsJS()
}
