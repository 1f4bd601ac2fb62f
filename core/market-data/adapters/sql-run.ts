import type { DuckDBConnection, DuckDBDataChunk, DuckDBPreparedStatement } from '@duckdb/node-api'
import type { SqlResult } from '../../contract/data.ts'
import { AppError } from '../../contract/errors.ts'
import type { QueryLimits } from '../port.ts'
import { createCellReader } from './sql-cells.ts'
import type { Cell } from './sql-cells.ts'
import { sqlFailed } from './sql-error.ts'

/** Letters and list entries of one result at most: what a window can show and a pipe can carry. */
const resultSize = 64_000_000

type Rows = Omit<SqlResult, 'elapsedMs'>

/** How long a stopped query may take to notice. A single long function call inside the engine cannot be interrupted. */
const graceMs = 500

/**
 * Runs a checked statement within its limits and calls `release` when the engine is done with it, which can be after
 * the caller has been told of a timeout. Throws `sql-failed`, `sql-refused`, `too-large`, `timeout`, `cancelled`.
 */
export async function runBounded(
  connection: DuckDBConnection,
  sql: string,
  { rows, timeoutMs, signal }: QueryLimits,
  release: () => Promise<void>,
): Promise<Rows> {
  const ended = new AbortController()
  let late = false
  const cancel = () => ended.abort()
  const timer = setTimeout(() => {
    late = true
    ended.abort()
  }, timeoutMs)
  let repeat: NodeJS.Timeout | undefined
  let giveUp: NodeJS.Timeout | undefined
  const abandoned = new Promise<never>((_, reject) => {
    ended.signal.addEventListener('abort', () => {
      connection.interrupt()
      // DuckDB forgets an interrupt that arrives between two steps.
      repeat = setInterval(() => connection.interrupt(), 50)
      giveUp = setTimeout(() => reject(new Error('the engine did not stop in time')), graceMs)
    })
  })
  signal?.addEventListener('abort', cancel)
  if (signal?.aborted) cancel()

  const work = prepareAndRead(connection, sql, rows, ended.signal).finally(async () => {
    clearInterval(repeat)
    clearTimeout(giveUp)
    await release()
  })
  try {
    return await Promise.race([work, abandoned])
  } catch (cause) {
    if (late) {
      throw new AppError('timeout', `The query took longer than ${timeoutMs / 1000} s and was stopped.`, {
        cause,
        hint: 'Narrow the range with WHERE ts >= ..., or allow more time.',
      })
    }
    if (ended.signal.aborted) throw new AppError('cancelled', 'The query was cancelled.', { cause })
    throw queryError(cause, sql)
  } finally {
    signal?.removeEventListener('abort', cancel)
    clearTimeout(timer)
    // Whichever of the two loses the race fails with nobody waiting for it.
    work.catch(() => undefined)
    abandoned.catch(() => undefined)
  }
}

async function prepareAndRead(
  connection: DuckDBConnection,
  sql: string,
  rows: number,
  ended: AbortSignal,
): Promise<Rows> {
  const statements = await connection.extractStatements(sql)
  return readRows(await statements.prepare(0), rows, ended)
}

async function readRows(statement: DuckDBPreparedStatement, limit: number, ended: AbortSignal): Promise<Rows> {
  const library = await import('@duckdb/node-api')
  const cell = createCellReader(library)
  const result = await statement.stream()
  const types = result.columnTypes()
  const columns = result.columnNames().map((name, index) => ({ name, type: String(types[index]) }))
  const rows: Cell[][] = []
  let size = 0
  const grow = (by: number) => {
    size += by
    if (size > resultSize) throw tooLarge()
  }

  const readRow = (chunk: DuckDBDataChunk, row: number): Cell[] =>
    types.map((type, index) => {
      const vector = chunk.getColumnVector(index)
      // A list is measured before it is turned into objects, which is when it would stop the process.
      if (vector instanceof library.DuckDBListVector) grow(vector.getEntryLength(row) * 8)
      const value = cell(vector.getItem(row), type)
      grow(typeof value === 'string' ? value.length : 1)
      return value
    })

  while (rows.length <= limit) {
    ended.throwIfAborted()
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) return { columns, rows, rowCount: rows.length, truncated: false }
    const take = Math.min(chunk.rowCount, limit + 1 - rows.length)
    for (let row = 0; row < take; row++) rows.push(readRow(chunk, row))
  }
  return { columns, rows: rows.slice(0, limit), rowCount: limit, truncated: true }
}

function tooLarge(): AppError {
  return new AppError('too-large', 'The result is too large to show: its cells hold more than 64 million letters.', {
    hint: 'Select fewer columns or rows, or export the data set.',
  })
}

function queryError(cause: unknown, sql: string): AppError {
  if (cause instanceof AppError) return cause
  const message = (cause instanceof Error ? cause.message : String(cause)).replace(
    /^Failed to extract statements: /,
    '',
  )
  if (message.startsWith('Permission Error')) {
    return new AppError(
      'sql-refused',
      `The statement was not run: it reaches outside the stored data sets. ${message.split('\n')[0]}`,
      {
        cause,
        hint: 'Query the stored data sets by name; `show tables` lists them.',
      },
    )
  }
  return sqlFailed(message, sql, undefined, cause)
}
