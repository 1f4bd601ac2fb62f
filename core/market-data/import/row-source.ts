import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, writeSync } from 'node:fs'
import { AppError } from '../../contract/errors.ts'
import { eachLine, isBlank } from './lines.ts'
import { keptText } from './quarantine.ts'
import { fitWidth, splitRow } from './recognise.ts'
import type { TypedCells } from './row-check-sql.ts'
import type { Layout, Row } from './shape.ts'
import type { QuarantinedLine } from './types.ts'

export interface ReadRows {
  readonly signal: AbortSignal
  readonly enough?: () => boolean
  readonly onChunk?: (chunk: Buffer, total: number) => void
}

/** Visits every row of a file in order, blank lines left out. Reading twice gives the same rows. */
export type RowReader = (visit: (row: Row) => void, options: ReadRows) => Promise<void>

/** The rows behind a table of cells, in the order of the file. */
export interface RowSource {
  /** Rows that could not be split into cells; they are not in the table. */
  readonly malformed: readonly QuarantinedLine[]
  /** The rows at these positions in the table, ascending. */
  readonly pick: (positions: readonly number[], signal: AbortSignal) => Promise<Row[]>
}

/** Rows that DuckDB reads as columns x0, x1, ... */
export interface Relation extends RowSource {
  /** What stands after FROM. */
  readonly relation: string
  readonly typed: TypedCells
}

/** The separator of spooled cells: a control character that no cell may hold. */
const unit = '\u001f'
const malformedCap = 1_000_000

export function textReader(
  path: string,
  layout: Pick<Layout, 'delimiter' | 'headerLines'>,
  terminator: 10 | 13,
): RowReader {
  return (visit, options) =>
    eachLine(
      path,
      (bytes, from, to, line) => {
        if (line <= layout.headerLines || isBlank(bytes, from, to)) return
        visit(rowOfLine(bytes, from, to, line, layout.delimiter))
      },
      { terminator, ...options },
    )
}

/** One line as a row; a byte order mark in front of the first is passed over. */
export function rowOfLine(bytes: Buffer, from: number, to: number, line: number, delimiter: string): Row {
  const marked = line === 1 && bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf
  const start = marked ? from + 3 : from
  const text = bytes.toString('utf8', start, to)
  if (!isUtf8(bytes.subarray(start, to))) return { line, text, cells: [], malformed: 'the line is not valid UTF-8' }
  if (text.includes('\0')) return { line, text, cells: [], malformed: 'the line holds a NUL character' }
  return splitRow(line, text, delimiter)
}

/** Columns x0 to xN of a CSV file, text unless a type is stated, every line with exactly that many cells. Nothing is sniffed. */
export function csvRelation(
  path: string,
  width: number,
  delimiter: string,
  skip: number,
  typed: TypedCells = new Map(),
  extra = '',
): string {
  const columns = Array.from({ length: width }, (_, index) => `'x${index}': '${typed.get(index) ?? 'VARCHAR'}'`).join(
    ', ',
  )
  return (
    `read_csv(${plainPath(path)}, auto_detect = false, columns = {${columns}}, delim = ${literal(delimiter)}, quote = '', escape = '',` +
    ` header = false, skip = ${skip}, max_line_size = 4194304, compression = 'none'${extra})`
  )
}

/** A path as DuckDB opens it: signs that would make it a pattern are taken literally. */
export function plainPath(path: string): string {
  return literal(path.replace(/[*?[]/g, '[$&]'))
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Writes the cells of any reader as plain text that DuckDB reads without quotes, and keeps the rows that have no right cells. */
export async function spool(
  reader: RowReader,
  width: number,
  path: string,
  options: ReadRows,
): Promise<Relation & { rows: number }> {
  const malformed: QuarantinedLine[] = []
  const file = openSync(path, 'w')
  let parts: string[] = []
  let size = 0
  let rows = 0
  const flush = () => {
    try {
      writeSync(file, parts.join(''))
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw cause
      throw new AppError('no-space', 'The disk is full, so the file cannot be read.', {
        cause,
        hint: 'Free some space and import again; nothing was stored.',
      })
    }
    parts = []
    size = 0
  }
  try {
    await reader((found) => {
      const row = withWidth(found, width)
      if (row.malformed !== undefined) {
        malformed.push({ line: row.line, text: keptText(row.text), reason: row.malformed })
        if (malformed.length > malformedCap)
          throw new AppError('rejected-file', `More than ${malformedCap} lines cannot be split into cells.`, {
            hint: 'Check the delimiter and the quotes of the file.',
          })
        return
      }
      const text = `${row.cells.map(bare).join(unit)}\n`
      parts.push(text)
      size += text.length
      rows += 1
      if (size > 2 ** 20) flush()
    }, options)
    flush()
  } finally {
    closeSync(file)
  }
  return {
    relation: csvRelation(path, width, unit, 0),
    typed: new Map(),
    malformed,
    rows,
    pick: pickFrom(reader, width),
  }
}

/** Line ends and the separator itself would break the spooled line. */
function bare(cell: string): string {
  if (!cell.includes(unit) && !cell.includes('\n') && !cell.includes('\r')) return cell
  return cell.replaceAll(unit, ' ').replaceAll('\n', ' ').replaceAll('\r', ' ')
}

function withWidth(found: Row, width: number): Row {
  const row = fitWidth(found, width)
  if (row.malformed !== undefined || row.cells.length === width) return row
  return { ...row, malformed: `${row.cells.length} cells where ${width} columns are expected` }
}

function pickFrom(reader: RowReader, width: number): RowSource['pick'] {
  return async (positions, signal) => {
    const picked: Row[] = []
    let position = 0
    await reader(
      (found) => {
        if (picked.length === positions.length || withWidth(found, width).malformed !== undefined) return
        if (positions[picked.length] === position) picked.push(fitWidth(found, width))
        position += 1
      },
      { signal, enough: () => picked.length === positions.length },
    )
    return picked
  }
}

/**
 * Rows of a plain text file at positions counted without blank lines and without the lines left out; lines between are
 * not decoded.
 */
export function pickLines(
  path: string,
  layout: Pick<Layout, 'delimiter' | 'headerLines'>,
  leftOut: ReadonlySet<number> = new Set(),
): RowSource['pick'] {
  return async (positions, signal) => {
    const picked: Row[] = []
    let position = 0
    await eachLine(
      path,
      (bytes, from, to, line) => {
        if (line <= layout.headerLines || isBlank(bytes, from, to) || leftOut.has(line)) return
        if (positions[picked.length] === position) picked.push(rowOfLine(bytes, from, to, line, layout.delimiter))
        position += 1
      },
      { signal, enough: () => picked.length === positions.length },
    )
    return picked
  }
}
