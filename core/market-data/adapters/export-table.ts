import { open, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { AppError } from '../../contract/errors.ts'
import { asNoSpace, makeFolder, publishFile, temporaryBeside } from '../../lib/durable-file.ts'
import { fromDuckDbError, quoteIdentifier, quoteText } from '../duckdb.ts'
import { arrowBytes } from './export-arrow.ts'
import { describeColumns, parquetScan } from './parquet-scan.ts'
import type { ParquetColumn } from './parquet-scan.ts'
import { writeXlsx } from './export-xlsx-thread.ts'
import { sheetRows } from './export-xlsx.ts'

export type ExportFormat = 'csv' | 'parquet' | 'arrow' | 'json' | 'xlsx'

export interface ExportSource {
  readonly connection: DuckDBConnection
  /** Checked partition files in time order. */
  readonly paths: readonly string[]
  /** `GOOG 1d`. */
  readonly title: string
  readonly rows: number
  /** Folder for spilled intermediate results. */
  readonly scratch: string
}

/** Writes the source to `out` through a temporary file, replacing a file that is there. Throws `too-large`, `no-space`, `invalid-input`. */
export async function exportTable(
  source: ExportSource,
  format: ExportFormat,
  out: string,
): Promise<{ rows: number; bytes: number }> {
  const { connection, paths, title, rows, scratch } = source
  const doing = `${title} could not be exported to ${basename(out)}`
  if (format === 'xlsx' && rows > sheetRows) {
    throw new AppError(
      'too-large',
      `${doing}: an Excel sheet holds ${sheetRows} rows below its header and this data set has ${rows}`,
      {
        hint: 'Export csv or parquet, or a shorter range through a query.',
        data: { rows, limit: sheetRows },
      },
    )
  }
  const temporary = temporaryBeside(out)
  await claim(temporary, out)
  try {
    const scan = parquetScan(paths)
    const columns = await describeColumns(connection, scan)
    if (format === 'arrow') await writeFile(temporary, await arrowBytes(connection, scan, columns, rows))
    else if (format === 'xlsx') await writeXlsx({ paths, title, file: temporary, scratch })
    else await connection.run(copySql(scan, columns, format, temporary))
    const { size } = await stat(temporary)
    await publishFile(temporary, out)
    return { rows, bytes: size }
  } catch (cause) {
    await rm(temporary, { force: true })
    throw fromDuckDbError(asNoSpace(cause, out), { doing })
  }
}

async function claim(temporary: string, out: string): Promise<void> {
  try {
    await makeFolder(dirname(out))
    if ((await stat(out).catch(() => undefined))?.isDirectory() === true) throw new Error('it is a folder')
    await (await open(temporary, 'wx')).close()
  } catch (cause) {
    const full = asNoSpace(cause, out)
    if (full instanceof AppError) throw full
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('invalid-input', `${out} cannot be written: ${reason}`, {
      cause,
      hint: 'Choose another folder.',
      data: { path: out },
    })
  }
}

function copySql(
  scan: string,
  columns: readonly ParquetColumn[],
  format: 'csv' | 'parquet' | 'json',
  file: string,
): string {
  const options = {
    csv: 'format csv, header',
    json: 'format json, array true',
    parquet: 'format parquet, compression zstd',
  }[format]
  const select =
    format === 'parquet'
      ? '*'
      : columns.map((column) => (format === 'csv' ? csvCell(column) : jsonCell(column))).join(', ')
  return `copy (select ${select} from ${scan}) to ${quoteText(file)} (${options})`
}

function jsonCell({ name, type }: ParquetColumn): string {
  const column = quoteIdentifier(name)
  return type.startsWith('TIMESTAMP') ? `${isoText(column)} as ${column}` : column
}

/** Numbers stay numbers, whole ones without `.0`; text that a spreadsheet would take for a formula gets a leading quote mark. */
function csvCell({ name, type }: ParquetColumn): string {
  const column = quoteIdentifier(name)
  const header = quoteIdentifier(formulaStart.test(name) ? `'${name}` : name)
  if (type.startsWith('TIMESTAMP')) return `${isoText(column)} as ${header}`
  if (type === 'DOUBLE') {
    return `case when ${column} = trunc(${column}) and abs(${column}) < 9e15 then ${column}::bigint::varchar else ${column}::varchar end as ${header}`
  }
  if (/INT$|^(FLOAT|DECIMAL|BOOLEAN|DATE)/.test(type)) return `${column} as ${header}`
  const text = `${column}::varchar`
  const runs = `regexp_matches(${text}, '^(\\s*[=+\\-@]|[\\t\\r\\n])') and try_cast(${text} as double) is null`
  return `case when ${runs} then '''' || ${text} else ${text} end as ${header}`
}

const formulaStart = /^(\s*[=+\-@]|[\t\r\n])/

/** ISO 8601 in UTC, with as many decimals of a second as the stamp has. */
function isoText(column: string): string {
  const decimals =
    `case when epoch_us(${column}) % 1000000 = 0 then '' ` +
    `when epoch_us(${column}) % 1000 = 0 then strftime(${column}, '.%g') else strftime(${column}, '.%f') end`
  return `strftime(${column}, '%Y-%m-%dT%H:%M:%S') || ${decimals} || 'Z'`
}
