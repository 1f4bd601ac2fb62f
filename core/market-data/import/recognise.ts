import type { ImportOptions } from '../../contract/data.ts'
import { AppError } from '../../contract/errors.ts'
import { splitCells } from './cells.ts'
import { dialects } from './dialects/table.ts'
import { readHead, type Head } from './head.ts'
import type { Row, Sample, Shape } from './shape.ts'

/** A recognised file: its shape and the sampled rows as cells. */
export interface Recognised {
  readonly head: Head
  readonly shape: Shape
  readonly rows: readonly Row[]
  readonly tail: readonly Row[]
}

/** Finds the dialect of a sample. Throws `rejected-file` where there are no rows, `unsupported-format` where no dialect fits. */
export function recognise(sample: Sample, options: ImportOptions): Recognised {
  const filled = sample.table === undefined ? sample.head.length : sample.table.rows.length
  if (filled === 0) throw noRows(sample.name, 'The file is empty')
  const head = readHead(sample, options)
  const asked = options.format === undefined || options.format === 'auto' ? null : options.format
  let shape: Shape | null = null
  for (const dialect of dialects) {
    if (asked !== null && dialect.format !== asked) continue
    shape = dialect.recognise(head)
    if (shape !== null) break
  }
  if (shape === null) throw unknownShape(head, asked)
  if (sample.table !== undefined) return { head, shape, rows: sample.table.rows, tail: sample.table.tail }
  const { delimiter, headerLines } = shape
  const toRow = ({ line, text }: { line: number; text: string }): Row => splitRow(line, text, delimiter)
  const rows = sample.head.filter(({ line }) => line > headerLines).map(toRow)
  if (rows.length === 0) throw noRows(sample.name, 'The file has column names but no rows')
  return { head, shape, rows, tail: sample.tail.map(toRow) }
}

export function splitRow(line: number, text: string, delimiter: string): Row {
  const cells = splitCells(text, delimiter)
  return cells === null ? { line, text, cells: [], malformed: 'a quote is not closed' } : { line, text, cells }
}

/** A row without empty cells beyond the columns, as lines that end in a delimiter have them. Others stay as they are. */
export function fitWidth(row: Row, width: number): Row {
  if (row.cells.length <= width || row.cells.slice(width).some((cell) => cell.trim() !== '')) return row
  return { ...row, cells: row.cells.slice(0, width) }
}

export function noRows(name: string, what: string): AppError {
  return new AppError('rejected-file', `${what}: no rows in ${name}.`, {
    hint: 'Check that the download is complete. Data already stored is untouched.',
    data: { rows: 0 },
  })
}

function unknownShape(head: Head, asked: string | null): AppError {
  const first =
    head.sample.table === undefined ? (head.sample.head[0]?.text ?? '') : (head.header?.names.join(',') ?? '')
  const shown = first.length > 120 ? `${first.slice(0, 120)}…` : first
  if (asked !== null) {
    const title = dialects.find((dialect) => dialect.format === asked)?.title ?? asked
    return new AppError('rejected-file', `The file does not look like ${title}. Its first line is: ${shown}`, {
      hint: 'Leave --format out to have the dialect guessed, or give --format csv and name the columns with --map.',
      data: { format: asked, first: shown },
    })
  }
  return new AppError('unsupported-format', `No columns for time and prices were found. The first line is: ${shown}`, {
    hint: 'Add a line of column names (date,open,high,low,close,volume), or name columns with --map close="column 5".',
    data: { first: shown },
  })
}
