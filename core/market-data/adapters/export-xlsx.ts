import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { quoteIdentifier } from '../duckdb.ts'
import type { ParquetColumn } from './parquet-scan.ts'

/** Rows of an Excel sheet below its header. */
export const sheetRows = 1_048_575

const day = 86_400_000
/** Excel's day number of 1970-01-01. */
const unixEpoch = 25_569

/**
 * A workbook of one sheet: bold frozen header, stamps as Excel dates in UTC, numbers as numbers, text as typed strings,
 * which no spreadsheet runs as a formula. Stamps before 1900, which Excel cannot hold, are text.
 */
export async function xlsxBytes(
  connection: DuckDBConnection,
  scan: string,
  columns: readonly ParquetColumn[],
  title: string,
): Promise<Uint8Array> {
  const { Format, Workbook } = await import('wasm-xlsxwriter')
  const book = new Workbook()
  try {
    const sheet = book.addWorksheet()
    sheet.setName(sheetName(title))
    const bold = new Format().setBold()
    const date = new Format().setNumFormat('yyyy-mm-dd hh:mm:ss')
    columns.forEach(({ name }, index) => sheet.writeStringWithFormat(0, index, name, bold))
    sheet.setFreezePanes(1, 0)
    sheet.setColumnWidth(0, 20)

    const stamps = columns.map(({ type }) => type.startsWith('TIMESTAMP'))
    const result = await connection.stream(`select ${columns.map(cellSql).join(', ')} from ${scan}`)
    let row = 1
    for (;;) {
      const chunk = await result.fetchChunk()
      if (chunk === null || chunk.rowCount === 0) break
      for (let column = 0; column < columns.length; column++) {
        const vector = chunk.getColumnVector(column)
        const cells = Array.from({ length: chunk.rowCount }, (_, item) => cellOf(vector.getItem(item), stamps[column]!))
        // One call a column: a call a cell leaves a wrapper object each, and a million rows then take minutes.
        if (stamps[column]) sheet.writeColumnWithFormat(row, column, cells, date)
        else sheet.writeColumn(row, column, cells)
      }
      row += chunk.rowCount
    }
    return book.saveToBufferSync()
  } finally {
    book.free()
  }
}

/** Nothing at all for a missing value. */
function cellOf(value: DuckDBValue, stamp: boolean): string | number | boolean | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  if (!stamp) return value
  const serial = value / day + unixEpoch
  return serial >= 1 ? serial : new Date(value).toISOString()
}

function cellSql({ name, type }: ParquetColumn): string {
  const column = quoteIdentifier(name)
  if (type.startsWith('TIMESTAMP')) return `epoch_us(${column}) / 1000.0`
  if (/INT$|^(DOUBLE|FLOAT|DECIMAL)/.test(type)) return `${column}::double`
  return type === 'BOOLEAN' ? column : `${column}::varchar`
}

/** Excel forbids some signs in a sheet's name, a quote mark at its ends, and more than 31 letters. */
function sheetName(title: string): string {
  const name = title
    .replace(/[[\]:*?/\\\p{Cc}]/gu, ' ')
    .replace(/^'|'$/g, ' ')
    .trim()
    .slice(0, 31)
    .trim()
  return name === '' || name.toLowerCase() === 'history' ? 'bars' : name
}
