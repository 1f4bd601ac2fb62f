import type { Query } from './duckdb.ts'
import { eachLine, isBlank } from './lines.ts'
import { keptText } from './quarantine.ts'
import { rowCheck } from './row-check.ts'
import { cellsSql, numericCells, quoted } from './row-check-sql.ts'
import { csvRelation, pickLines, rowOfLine, type RowSource } from './row-source.ts'
import type { Layout } from './shape.ts'
import type { QuarantinedLine } from './types.ts'

/** Rows that DuckDB read from a file as it stands, and the lines it left out. */
export interface PlainRead extends RowSource {
  readonly rows: number
}

/** More lines left out than this are looked at in another way. */
const leftOutCap = 10_000

export function isPlainRead(value: unknown): value is PlainRead {
  return typeof value === 'object' && value !== null && 'pick' in value
}

/**
 * Reads a plain text into `table` in one parallel pass, numbers parsed while reading. Lines that DuckDB leaves out are
 * looked at in their own text; null where one of them is sound after all, or where they are many, so that the file has
 * to be read in another way. Rejects where DuckDB cannot find its way through the file.
 */
export async function readPlain(
  file: { readonly path: string },
  layout: Layout,
  table: string,
  query: Query,
  signal: AbortSignal,
): Promise<PlainRead | null> {
  const typed = numericCells(layout)
  const errors = quoted(`${table.slice(1, -1)}_left_out`)
  const scans = quoted(`${table.slice(1, -1)}_scans`)
  const store = `, store_rejects = true, rejects_limit = 0, rejects_table = '${errors.slice(1, -1)}', rejects_scan = '${scans.slice(1, -1)}'`
  const relation = csvRelation(file.path, layout.columns.length, layout.delimiter, layout.headerLines, typed, store)
  await query.run(`create or replace temp table ${table} as select ${cellsSql(layout, typed)} from ${relation}`)
  const [rows] = await query.numbers(`select count(*) from ${table}`)
  const found = await query.rows(`select distinct line from ${errors} order by line limit ${leftOutCap + 1}`)
  await query.run(`drop table ${errors}; drop table ${scans}`)
  if (found.length > leftOutCap) return null
  const leftOut = new Set(found.map(([line]) => Number(line)))
  const malformed = await explain(file.path, layout, leftOut, signal)
  return malformed === null ? null : { rows: rows!, malformed, pick: pickLines(file.path, layout, leftOut) }
}

async function explain(
  path: string,
  layout: Layout,
  leftOut: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<QuarantinedLine[] | null> {
  if (leftOut.size === 0) return []
  const check = rowCheck(layout, Date.now())
  const malformed: QuarantinedLine[] = []
  let sound = false
  let left = leftOut.size
  await eachLine(
    path,
    (bytes, from, to, line) => {
      if (!leftOut.has(line)) return
      left -= 1
      if (isBlank(bytes, from, to)) return
      const row = rowOfLine(bytes, from, to, line, layout.delimiter)
      const found = check(row)
      if ('problem' in found) malformed.push({ line, text: keptText(row.text), reason: found.problem })
      else sound = true
    },
    { signal, enough: () => sound || left === 0 },
  )
  return sound ? null : malformed
}
