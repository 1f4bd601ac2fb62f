import { AppError } from '../contract/errors.ts'

export interface ReturnSeries {
  /** Unix ms, ascending; null where the text has one column. */
  readonly ts: Float64Array | null
  /** Fractions, -1 or more. */
  readonly values: Float64Array
  /** Lines without a value, which are left out. */
  readonly missing: readonly number[]
}

/**
 * Reads CSV text of `ts,value` or of one column, with or without a header. An empty cell, `NaN`, `NA` or `null` is a period
 * without a return. Throws `rejected-file` with the line, counted from 1, and what is wrong there; `name` says which series it is.
 */
export function parseReturns(text: string, name: string): ReturnSeries {
  const rows = rowsOf(text)
  const width = rows[0]?.cells.length ?? 1
  const refuse = (line: number, why: string, hint: string, found?: string): AppError =>
    new AppError('rejected-file', `${name}, line ${line}: ${why}`, { hint, data: { series: name, line, found } })
  const ts: number[] = []
  const values: number[] = []
  const missing: number[] = []
  for (const { line, cells } of isHeader(rows[0]?.cells) ? rows.slice(1) : rows) {
    if (cells.length !== width || width > 2) {
      throw refuse(
        line,
        `${cells.length} columns`,
        'Give two columns, ts,value, or one column of returns, on every line.',
      )
    }
    const found = cells.at(-1)!
    const value = found === '' ? Number.NaN : Number(found)
    const absent = noValue.test(found)
    if (!absent && !Number.isFinite(value)) {
      throw refuse(
        line,
        `"${found}" is not a number`,
        'Write fractions with a decimal point, 0.01 for one percent.',
        found,
      )
    }
    if (value < -1) {
      throw refuse(
        line,
        `a return of ${found} loses more than everything`,
        'Write fractions: -0.05 is a loss of 5 %.',
        found,
      )
    }
    if (width === 2) {
      const time = timeOf(cells[0]!)
      if (time === null) {
        throw refuse(
          line,
          `"${cells[0]}" is not a time`,
          'Write 2010-01-31, 2010-01-31T14:30:00Z or Unix milliseconds.',
          cells[0],
        )
      }
      const before = ts.at(-1)
      if (before !== undefined && time <= before) {
        throw refuse(
          line,
          `${cells[0]} ${time === before ? 'stands there twice' : 'is earlier than the line before'}`,
          'Sort by time, one line a period.',
          cells[0],
        )
      }
      if (!absent) ts.push(time)
    }
    if (absent) missing.push(line)
    else values.push(value)
  }
  return { ts: width === 2 ? Float64Array.from(ts) : null, values: Float64Array.from(values), missing }
}

const noValue = /^(|nan|na|n\/a|null|none)$/i

function rowsOf(text: string): { line: number; cells: string[] }[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.trim() !== '')
    .map(({ line, content }) => ({
      line,
      cells: content.split(',').map((cell) =>
        cell
          .trim()
          .replace(/^"(.*)"$/, '$1')
          .trim(),
      ),
    }))
}

/** A first line whose last cell holds a word. */
function isHeader(cells: readonly string[] | undefined): boolean {
  const last = cells?.at(-1)
  return last !== undefined && !noValue.test(last) && /^[^\d.+-]/.test(last) && !/^infinity$/i.test(last)
}

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:?\d{2})?$/

/** Unix ms of an ISO time (UTC unless it says otherwise) or of a number of milliseconds; null for anything else. */
function timeOf(text: string): number | null {
  if (/^-?\d{11,15}$/.test(text)) return Number(text)
  const match = iso.exec(text)
  if (match === null) return null
  const [, year, month, day, clock = '00:00', zone = 'Z'] = match
  // The 30th of February would be read as the 2nd of March.
  if (new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() !== Number(day)) return null
  const time = Date.parse(`${year}-${month}-${day}T${clock}${zone.replace(/(\d{2})(\d{2})$/, '$1:$2')}`)
  return Number.isNaN(time) ? null : time
}
