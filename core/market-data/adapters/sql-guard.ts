import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '../../contract/errors.ts'
import { fromDuckDbError } from '../duckdb.ts'
import { sqlFailed } from './sql-error.ts'

/** Table functions that only compute or describe; everything else reads files, runs text as SQL or changes the engine. */
const tableFunctions = new Set(
  (
    'range generate_series unnest repeat repeat_row json_each json_tree summary histogram histogram_values ' +
    'duckdb_columns duckdb_functions duckdb_keywords duckdb_tables duckdb_types duckdb_views pragma_table_info pragma_version'
  ).split(' '),
)

const refusals: Record<string, string> = {
  copy: 'COPY writes files; use Export to save a result',
  export: 'EXPORT writes files; use Export to save a result',
  attach: 'ATTACH opens another database',
  install: 'INSTALL fetches code from the network',
  load: 'LOAD adds code to the engine',
  pivot: 'a PIVOT without listed values needs a temporary type; list them: ON column IN (...)',
}

export interface CheckedSql {
  /** Names of tables and views the statement reads, as written. */
  readonly tables: ReadonlySet<string>
  /** SHOW, DESCRIBE and SUMMARIZE look at the list of tables. */
  readonly lists: boolean
}

interface SerializedSql {
  readonly error: boolean
  readonly error_type?: string
  readonly error_message?: string
  readonly position?: string
  readonly statements?: readonly unknown[]
}

/** Parses without running: one statement that only reads tables, or `sql-refused` with the reason; `sql-failed` for a syntax error. */
export async function checkSql(connection: DuckDBConnection, sql: string): Promise<CheckedSql> {
  if (sql.includes('\0')) throw refused('it has a NUL character', 'Remove it.')
  // The text after EXPLAIN is judged, since EXPLAIN ANALYZE runs what it explains.
  const offset = /^\s*explain\b(\s+analyze\b)?(\s*\([^()]*\))?/i.exec(sql)?.[0].length ?? 0
  const parsed = await serialize(connection, sql.slice(offset))
  if (parsed.error && parsed.error_type === 'parser') {
    const position = Number(parsed.position)
    throw sqlFailed(
      `Parser Error: ${parsed.error_message ?? 'syntax error'}`,
      sql,
      Number.isNaN(position) ? undefined : position + offset,
    )
  }
  if (parsed.error || parsed.statements === undefined) throw refuseStatement(sql.slice(offset))
  if (parsed.statements.length === 0) throw refused('there is no statement', 'Write one SELECT statement.')
  if (parsed.statements.length > 1) {
    throw refused(`${parsed.statements.length} statements were given and one is allowed`, 'Run them one at a time.')
  }
  return inspect(parsed.statements)
}

async function serialize(connection: DuckDBConnection, sql: string): Promise<SerializedSql> {
  const text = 'select json_serialize_sql($1::varchar, skip_null := true, skip_empty := true, skip_default := true)'
  try {
    const reader = await connection.runAndReadAll(text, [sql])
    return JSON.parse(reader.getRowsJson()[0]?.[0] as string) as SerializedSql
  } catch (cause) {
    throw fromDuckDbError(cause, { doing: 'The statement could not be parsed' })
  }
}

function inspect(statements: readonly unknown[]): CheckedSql {
  const tables = new Set<string>()
  let lists = false
  // A stack of its own: a statement may nest deeper than the call stack allows.
  const open: unknown[] = [...statements]
  while (open.length > 0) {
    const node = open.pop()
    if (typeof node !== 'object' || node === null) continue
    const { type, table_name: table, function: call } = node as Record<string, unknown>
    if (type === 'VALUE_PARAMETER') throw refused('it has a parameter (`?` or `$1`)', 'Write the value itself.')
    if (type === 'SHOW_REF') lists = true
    if (type === 'BASE_TABLE' && typeof table === 'string') tables.add(checkedTable(table))
    if (type === 'TABLE_FUNCTION') checkTableFunction(call)
    open.push(...Object.values(node))
  }
  return { tables, lists }
}

function checkedTable(name: string): string {
  if (!/[/\\]|\.(parquet|csv|tsv|json|ndjson|arrow|gz|zst|xlsx|db|duckdb|sqlite)$/i.test(name)) return name
  throw refused(`'${name}' names a file, and a query reads stored data sets only`, 'Import the file first.')
}

function checkTableFunction(call: unknown): void {
  const name = String((call as { function_name?: unknown } | undefined)?.function_name)
  if (tableFunctions.has(name.toLowerCase())) return
  throw refused(
    `the table function ${name}() is not allowed: it could read files or change the engine`,
    'Query the stored data sets by name; `show tables` lists them.',
  )
}

function refuseStatement(sql: string): AppError {
  const word = /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*([a-z]+)/i.exec(sql)?.[1]?.toLowerCase() ?? ''
  const reason = refusals[word] ?? `${word === '' ? 'this' : word.toUpperCase()} is not a statement that only reads`
  return refused(reason, 'Use SELECT, WITH, FROM, VALUES, DESCRIBE, SUMMARIZE, SHOW or EXPLAIN.')
}

function refused(reason: string, hint: string): AppError {
  return new AppError('sql-refused', `The statement was not run: ${reason}.`, { hint })
}
