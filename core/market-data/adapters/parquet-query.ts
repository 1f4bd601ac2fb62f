import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '../../contract/errors.ts'
import type { SqlResult } from '../../contract/data.ts'
import { openDuckDb, quoteIdentifier, quoteText } from '../duckdb.ts'
import { isRecorded } from '../depth/port.ts'
import type { QueryLimits, QueryTable } from '../port.ts'
import type { PartitionFiles } from './partition-file.ts'
import { parquetScan } from './parquet-scan.ts'
import { checkSql } from './sql-guard.ts'
import { runBounded } from './sql-run.ts'

export interface QueryContext {
  readonly files: PartitionFiles
  /** Folder below which the query may spill; each query gets one of its own. */
  readonly scratch: string
  readonly memoryMb: number
  readonly threads: number
}

/**
 * Runs one statement that a person or a model wrote, in an engine of its own: views over checked files, no other file
 * in reach, settings locked, memory, rows and time bounded. The engine is thrown away afterwards.
 */
export async function queryParquet(
  { files, scratch, memoryMb, threads }: QueryContext,
  sql: string,
  tables: readonly QueryTable[],
  limits: QueryLimits,
): Promise<SqlResult> {
  const started = performance.now()
  if (limits.signal?.aborted) throw new AppError('cancelled', 'The query was cancelled before it started.')
  const own = join(scratch, `query-${randomBytes(6).toString('hex')}`)
  const db = await openDuckDb({ memoryMb, threads, scratch: own, scratchMb: 4096 })
  const release = async () => {
    db.close()
    await rm(own, { recursive: true, force: true }).catch(() => undefined)
  }
  let connection: DuckDBConnection
  try {
    connection = await db.connect()
    const { tables: named, lists } = await checkSql(connection, sql)
    await lockTo(connection, files, tablesFor(tables, named, lists))
  } catch (cause) {
    await release()
    throw cause
  }
  const result = await runBounded(connection, sql, limits, release)
  return { ...result, elapsedMs: performance.now() - started }
}

interface Offered {
  readonly tables: readonly QueryTable[]
  /** Lower-case names the statement reads: their files are hash-checked. */
  readonly read: (name: string) => boolean
}

/** Opening a view costs a look at its file, so only what the statement names is offered, unless a name is unknown and DuckDB should suggest one. */
function tablesFor(tables: readonly QueryTable[], named: ReadonlySet<string>, lists: boolean): Offered {
  const names = new Set([...named].map((name) => name.toLowerCase()))
  const known = new Set([...tables.map(({ name }) => name.toLowerCase()), 'bars'])
  const all = lists || names.has('bars') || [...names].some((name) => !known.has(name))
  const offered = all ? tables : tables.filter(({ name }) => names.has(name.toLowerCase()))
  const folded = offered.map(({ name }) => name.toLowerCase())
  const clash = offered.find(({ name }, index) => folded.indexOf(name.toLowerCase()) !== index)
  if (clash !== undefined && names.has(clash.name.toLowerCase())) {
    throw new AppError(
      'sql-refused',
      `The statement was not run: more than one data set is called ${clash.name} apart from letter case.`,
      {
        hint: `Use the view bars: select * from bars where symbol = ${quoteText(clash.series.symbol)}`,
      },
    )
  }
  return { tables: offered, read: (name) => names.has('bars') || names.has(name.toLowerCase()) }
}

async function lockTo(connection: DuckDBConnection, files: PartitionFiles, { tables, read }: Offered): Promise<void> {
  const paths: string[] = []
  const union: string[] = []
  const taken = new Set<string>()
  for (const { name, series } of tables) {
    const { partitions, symbol, timeframe } = series
    if (partitions.length === 0) continue
    if (read(name)) await Promise.all(partitions.map((part) => files.check(part)))
    const found = partitions.map((part) => files.path(part))
    paths.push(...found)
    const scan = parquetScan(found)
    // Ticks and a recorded order book have no bars.
    if (!isRecorded(timeframe))
      union.push(`select ${quoteText(symbol)} as symbol, ${quoteText(timeframe)} as timeframe, * from ${scan}`)
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    await connection.run(`create view ${quoteIdentifier(name)} as select * from ${scan}`)
  }
  const empty =
    "select ''::varchar as symbol, ''::varchar as timeframe, null::timestamp as ts, null::double as open, null::double as high, null::double as low, null::double as close, null::double as volume where false"
  await connection.run(`create view bars as ${[empty, ...union].join(' union all by name ')}`)
  await connection.run(`set allowed_paths = [${paths.map(quoteText).join(', ')}]`)
  await connection.run('set enable_external_access = false')
  await connection.run('set lock_configuration = true')
}
