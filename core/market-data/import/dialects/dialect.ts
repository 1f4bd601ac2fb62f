import type { Format } from '../../../contract/data.ts'
import { mapColumns, type Head } from '../head.ts'
import { plainName } from '../columns.ts'
import type { Column, Shape } from '../shape.ts'

/** One way of writing price files. Adding one: a file here and a line in `table.ts`. */
export interface Dialect {
  readonly format: Format
  readonly title: string
  /** What the file is, or null where it is not of this dialect. Looks at the first rows only. */
  readonly recognise: (head: Head) => Shape | null
}

type Rest = Omit<Shape, 'columns' | 'delimiter' | 'headerLines' | 'kind' | 'format'> & { readonly kind?: Shape['kind'] }

/** A shape whose columns are found by the names in the header. */
export function byName(head: Head, format: Format, rest: Rest): Shape {
  const columns = mapColumns(head.header?.names ?? [], head.options, rest.kind !== undefined && rest.kind !== 'bars')
  return { format, kind: 'bars', delimiter: head.delimiter, headerLines: head.header?.line ?? 0, columns, ...rest }
}

/** A shape without a header: one field, or null, a column. A stated mapping by `column N` wins. */
export function byPlace(head: Head, format: Format, fields: readonly (string | null)[], rest: Rest): Shape {
  const names = fields.map((_, index) => head.header?.names[index] ?? `column ${index + 1}`)
  const stated = Object.entries(head.options.map ?? {})
  const columns = names.map((name, index): Column => {
    const given = stated.find(([, column]) => column === name)?.[0]
    if (given !== undefined) return { name, field: given, reason: 'given' }
    const field = fields[index] ?? null
    const taken = stated.some(([wanted]) => wanted === field)
    return {
      name,
      field: taken ? null : field,
      reason: field === null ? 'not a price column' : `column ${index + 1} of this dialect`,
    }
  })
  return { format, kind: 'bars', delimiter: head.delimiter, headerLines: head.header?.line ?? 0, columns, ...rest }
}

/** Column names as plain words: lower case, no spaces, no signs. */
export function plainNames(head: Head): string[] {
  return (head.header?.names ?? []).map(plainName)
}

/** True where all first rows have this many cells and the tests hold for (almost) all of them. */
export function rowsMatch(head: Head, width: number, tests: Readonly<Record<number, RegExp>>): boolean {
  const rows = head.rows.slice(0, 50)
  const fit = rows.filter(
    (row) =>
      row.length === width && Object.entries(tests).every(([at, test]) => test.test((row[Number(at)] ?? '').trim())),
  )
  return rows.length > 0 && fit.length * 10 >= rows.length * 8
}

export const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
