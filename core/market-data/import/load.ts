import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { Query } from './duckdb.ts'
import { hashFile } from './hash.ts'
import { eachLine, isBlank } from './lines.ts'
import { probeOrder } from './order-probe.ts'
import { isPlainRead, readPlain } from './plain-read.ts'
import { cellsSql } from './row-check-sql.ts'
import { damaged, parquetSource } from './parquet-file.ts'
import { spool, textReader, type RowReader, type RowSource } from './row-source.ts'
import type { Layout } from './shape.ts'
import type { ReadContext, Source } from './types.ts'

export interface Loaded {
  readonly source: RowSource
  /** Rows in the table of cells, in the order of the file. */
  readonly rows: number
  /** SHA-256 of the file on disk. */
  readonly hash: string
}

export interface TextFile {
  /** Plain text, unpacked where the source was packed. */
  readonly path: string
  readonly bytes: number
  readonly packed: boolean
  readonly terminator: 10 | 13
  /** DuckDB may read the file as it stands: no quotes seen, and no byte order mark in front of data. */
  readonly plain: boolean
}

/**
 * Reads a text into `table`, typed, one row a line. DuckDB reads the plain file while this thread counts lines and
 * hashes. Where it stumbles (a ragged line, a broken character) or counts differently, the rows are spooled one by one.
 */
export async function loadText(
  file: TextFile,
  source: Source,
  layout: Layout,
  table: string,
  query: Query,
  context: ReadContext,
): Promise<Loaded> {
  const reader = textReader(file.path, layout, file.terminator)
  if (!file.plain || file.terminator === 13) return spooled()
  const counting = countLines(file, layout, context)
  const reading = readPlain(file, layout, table, query, context.signal).catch((error: unknown) => error)
  const [counted, read] = await Promise.all([counting, reading]).catch(async (error: unknown) => {
    // The counting failed first; the statement must not outlive it.
    context.connection.interrupt()
    await reading
    throw error
  })
  if (read instanceof AppError) throw read
  const hash = file.packed ? await hashFile(source.path, context.signal) : counted.hash
  const plain = isPlainRead(read) ? read : null
  if (plain === null || plain.rows + plain.malformed.length !== counted.rows) return spooled(hash)
  await probeOrder(query, table, layout, plain.pick, plain.rows, context.signal)
  return { source: plain, rows: plain.rows, hash }

  async function spooled(hash?: string): Promise<Loaded> {
    const total = file.bytes
    const rows = await spool(reader, layout.columns.length, join(context.scratch, 'rows'), {
      signal: context.signal,
      onChunk: (_, bytes) =>
        context.onProgress({
          fraction: total === 0 ? null : (bytes / total) * 0.5,
          stage: 'looking at lines one by one',
          bytes,
          totalBytes: total,
        }),
    })
    await query.run(`create or replace temp table ${table} as select ${cellsSql(layout)} from ${rows.relation}`)
    return { source: rows, rows: rows.rows, hash: hash ?? (await hashFile(source.path, context.signal)) }
  }
}

async function countLines(
  file: TextFile,
  layout: Layout,
  context: ReadContext,
): Promise<{ rows: number; hash: string }> {
  const hash = createHash('sha256')
  let rows = 0
  let told = 0
  await eachLine(
    file.path,
    (bytes, from, to, line) => {
      if (line > layout.headerLines && !isBlank(bytes, from, to)) rows += 1
    },
    {
      signal: context.signal,
      onChunk: (chunk, bytes) => {
        hash.update(chunk)
        if (Date.now() - told < 100) return
        told = Date.now()
        context.onProgress({
          fraction: file.bytes === 0 ? null : (bytes / file.bytes) * 0.7,
          stage: 'reading rows',
          rows,
          bytes,
          totalBytes: file.bytes,
        })
      },
    },
  )
  return { rows, hash: hash.digest('hex') }
}

/** Reads records of any reader (JSON, Arrow) into `table`, by way of a spooled text. */
export async function loadRecords(
  reader: RowReader,
  source: Source,
  layout: Layout,
  table: string,
  query: Query,
  context: ReadContext,
): Promise<Loaded> {
  const rows = await spool(reader, layout.columns.length, join(context.scratch, 'rows'), {
    signal: context.signal,
    onChunk: (_, bytes) => context.onProgress({ fraction: null, stage: 'reading records', bytes }),
  })
  await query.run(`create temp table ${table} as select ${cellsSql(layout)} from ${rows.relation}`)
  return { source: rows, rows: rows.rows, hash: await hashFile(source.path, context.signal) }
}

/** Reads a Parquet file into `table`. Throws `rejected-file` where it is damaged. */
export async function loadParquet(
  path: string,
  source: Source,
  layout: Layout,
  table: string,
  query: Query,
  context: ReadContext,
): Promise<Loaded> {
  const rows = await parquetSource(query, path, source.name)
  context.onProgress({ fraction: null, stage: 'reading rows' })
  const hash = await hashFile(source.path, context.signal)
  try {
    await query.run(`create temp table ${table} as select ${cellsSql(layout, rows.typed)} from ${rows.relation}`)
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(source.name, cause)
  }
  return { source: rows, rows: (await query.numbers(`select count(*) from ${table}`))[0]!, hash }
}
