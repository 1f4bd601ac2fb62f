import type { ImportOptions } from '../../contract/data.ts'
import { AppError } from '../../contract/errors.ts'
import { splitCells } from './cells.ts'
import { fieldOf, keptExtras, plainName, rankOf } from './columns.ts'
import { isMissing, parseNumber } from './numbers.ts'
import type { Column, Sample } from './shape.ts'

export interface Header {
  readonly delimiter: string
  /** Position in `Sample.head`, and the names in it. */
  readonly index: number
  readonly line: number
  readonly names: readonly string[]
}

/** The top of a file, cut into cells, as dialects look at it. */
export interface Head {
  readonly sample: Sample
  readonly options: ImportOptions
  /** The line of column names; null where the file starts with data. */
  readonly header: Header | null
  /** Delimiter of the rows, and the first rows without the header. */
  readonly delimiter: string
  readonly rows: readonly (readonly string[])[]
}

const delimiters = [',', ';', '\t', '|']

export function readHead(sample: Sample, options: ImportOptions): Head {
  if (sample.table !== undefined) {
    const header = { delimiter: ',', index: -1, line: 0, names: sample.table.names }
    return { sample, options, header, delimiter: ',', rows: sample.table.rows.map((row) => row.cells) }
  }
  const header = findHeader(sample, options)
  const body = sample.head.slice(header === null ? 0 : header.index + 1, 400)
  const delimiter = header?.delimiter ?? options.delimiter ?? commonDelimiter(body.map((line) => line.text))
  return { sample, options, header, delimiter, rows: body.flatMap((line) => [splitCells(line.text, delimiter) ?? []]) }
}

function findHeader(sample: Sample, options: ImportOptions): Header | null {
  const mapped = new Set(Object.values(options.map ?? {}))
  let best: { header: Header; score: number } | null = null
  for (const [index, line] of sample.head.slice(0, 20).entries()) {
    for (const delimiter of options.delimiter === undefined ? delimiters : [options.delimiter]) {
      const names = (splitCells(line.text, delimiter) ?? []).map((name) => name.trim())
      if (names.length < 2 || names.some((name) => name !== '' && Number.isFinite(Number(name)) && !mapped.has(name)))
        continue
      const known = new Set(
        names.map((name) => (mapped.has(name) ? name : fieldOf(name))).filter((field) => field !== null),
      )
      const score = known.size
      const enough = score >= 2 || (mapped.size > 0 && names.some((name) => mapped.has(name)))
      if (enough && (best === null || score > best.score))
        best = { header: { delimiter, index, line: line.line, names }, score }
    }
    if (best !== null && best.score >= 4) break
  }
  return best?.header ?? lettersFirst(sample, options)
}

/** A first line of words above rows of numbers is a header too, though it names nothing known. */
function lettersFirst(sample: Sample, options: ImportOptions): Header | null {
  const [first, second] = sample.head
  if (first === undefined || second === undefined) return null
  for (const delimiter of options.delimiter === undefined ? delimiters : [options.delimiter]) {
    const names = (splitCells(first.text, delimiter) ?? []).map((name) => name.trim())
    const values = splitCells(second.text, delimiter) ?? []
    if (names.length < 4 || names.length !== values.length) continue
    const words = names.every((name) => /\p{L}/u.test(name) || name === '')
    const numbers = values.filter((cell) => /^[\d.,+-]+$/.test(cell.trim())).length
    if (words && numbers >= 2) return { delimiter, index: 0, line: first.line, names }
  }
  return null
}

function commonDelimiter(lines: readonly string[]): string {
  const scored = delimiters.map((delimiter) => {
    const counts = lines.slice(0, 50).map((line) => splitCells(line, delimiter)?.length ?? 0)
    const most = modeOf(counts)
    return { delimiter, score: most < 2 ? 0 : counts.filter((count) => count === most).length * 100 + most }
  })
  return scored.toSorted((a, b) => b.score - a.score)[0]!.delimiter
}

export function modeOf(counts: readonly number[]): number {
  const seen = new Map<number, number>()
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1)
  return [...seen].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/** Canonical fields for named columns: what the analyst mapped, then known names, the better name first. */
export function mapColumns(names: readonly string[], options: ImportOptions, ticks = false): Column[] {
  const given = Object.entries(options.map ?? {})
  for (const [field, column] of given) {
    if (names.some((name) => name.trim() === column.trim())) continue
    throw new AppError(
      'rejected-file',
      `The file has no column "${column}" for ${field}. Its columns are: ${listNames(names)}.`,
      {
        hint: `Name one of them: --map ${field}="${names.find((name) => name !== '') ?? '...'}".`,
        data: { columns: [...names], field },
      },
    )
  }
  const plain = names.map(plainName)
  const split = plain.includes('date') && plain.includes('time')
  const wanted = new Set<string>([
    'open',
    'high',
    'low',
    'close',
    'volume',
    'symbol',
    ...(ticks ? ['bid', 'ask', 'price', 'size'] : []),
    ...keptExtras,
  ])
  const winner = new Map<string, number>()
  const candidates = names.map((name, index) => {
    if (split && plain[index] === 'date') return 'date'
    if (split && plain[index] === 'time') return 'time'
    const field = index === 0 && plain[index] === '' ? 'ts' : fieldOf(name)
    return field === 'ts' ? (split ? null : 'ts') : field !== null && wanted.has(field) ? field : null
  })
  for (const [index, field] of candidates.entries()) {
    if (
      field === null ||
      given.some(([name]) => name === field || (name === 'ts' && (field === 'date' || field === 'time')))
    )
      continue
    const before = winner.get(field)
    if (before === undefined || rank(names, index) < rank(names, before)) winner.set(field, index)
  }
  return names.flatMap((name, index): Column[] => {
    const stated = given
      .filter(([, column]) => column.trim() === name.trim())
      .map(([field]) => ({ name, field, reason: 'given' }))
    if (stated.length > 0) return stated.slice(0, 1)
    const field = candidates[index] ?? null
    if (field !== null && winner.get(field) === index)
      return [{ name, field, reason: plain[index] === '' ? 'first column without a name' : `named "${name}"` }]
    return [{ name, field: null, reason: field === null ? 'not a price column' : `another column feeds ${field}` }]
  })
}

const rank = (names: readonly string[], index: number) => rankOf(names[index]!)

/** Columns that claim one field under one and the same name, so that nothing tells them apart. */
export function twinColumns(names: readonly string[], options: ImportOptions): string | null {
  const given = new Set(Object.keys(options.map ?? {}))
  const seen = new Set<string>()
  for (const name of names) {
    const field = fieldOf(name)
    if (field === null || given.has(field)) continue
    if (seen.has(plainName(name))) return name
    seen.add(plainName(name))
  }
  return null
}

export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 30).map((name, index) => (name === '' ? `(column ${index + 1}, unnamed)` : name))
  return shown.join(', ') + (names.length > 30 ? ` and ${names.length - 30} more` : '')
}

/** True where cells of a row look like open, high, low, close in these places. */
export function looksLikeBar(cells: readonly string[], at: readonly [number, number, number, number]): boolean {
  const [open, high, low, close] = at.map((index) =>
    parseNumber(cells[index] ?? '', { decimal: '.', locale: false }),
  ) as [number, number, number, number]
  return (
    [open, high, low, close].every(Number.isFinite) &&
    high >= Math.max(open, close) &&
    low <= Math.min(open, close) &&
    !isMissing(cells[at[0]] ?? '')
  )
}
