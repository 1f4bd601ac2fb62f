import { Symbol } from '../contract/common.ts'
import type { Spell } from '../contract/universe.ts'
import { AppError } from '../contract/errors.ts'
import { splitCells } from './import/cells.ts'
import { readIso } from './import/clock.ts'
import { plainName } from './import/columns.ts'

export interface Member {
  readonly symbol: string
  /** In time order, apart from each other or touching. */
  readonly spells: readonly Spell[]
}

const titles = {
  symbol: ['symbol', 'ticker', 'code'],
  from: ['from', 'start', 'startdate', 'added'],
  to: ['to', 'end', 'enddate', 'removed'],
}
const hint =
  'It needs a header symbol,from,to; `to` is the first day on which the symbol is no longer a member, empty where it still is.'

/**
 * Memberships of a CSV text, by symbol in alphabetical order. Throws `invalid-input` with the line of the first row that
 * cannot be read, that ends before it begins, or that overlaps another of its symbol.
 */
export function readUniverse(text: string, name: string): Member[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const delimiter = [';', '\t'].find((mark) => lines[0]!.includes(mark)) ?? ','
  const cellsOf = (line: string) => splitCells(line, delimiter)?.map((cell) => cell.trim()) ?? []
  const header = cellsOf(lines[0]!).map(plainName)
  const at = (field: keyof typeof titles) => header.findIndex((cell) => titles[field].includes(cell))
  const columns = { symbol: at('symbol'), from: at('from'), to: at('to') }
  if (Object.values(columns).includes(-1))
    throw new AppError('invalid-input', `${name} is no universe: its header is ${lines[0]!.slice(0, 100)}`, { hint })
  const found = new Map<string, (Spell & { line: number })[]>()
  lines.slice(1).forEach((row, index) => {
    if (row.trim() === '') return
    const line = index + 2
    const refuse = (message: string): never => {
      throw new AppError('invalid-input', `${name}, line ${line}: ${message}`, {
        hint: 'Nothing was stored. Mend the line and import the file again.',
        data: { line, text: row },
      })
    }
    const cells = cellsOf(row)
    const cell = (field: keyof typeof columns) => cells[columns[field]] ?? ''
    const dayOf = (field: 'from' | 'to') => {
      const stamp = readIso(cell(field))
      return stamp === null ? refuse(`"${cell(field)}" is no ISO date such as 2020-08-31`) : stamp.micros / 1000
    }
    const symbol = Symbol.safeParse(cell('symbol'))
    if (!symbol.success) return refuse('the symbol is missing or longer than 64 letters')
    const from = dayOf('from')
    const to = cell('to') === '' ? null : dayOf('to')
    if (to !== null && to <= from) return refuse(`${symbol.data} leaves on ${cell('to')}, not after ${cell('from')}`)
    const spells = found.get(symbol.data) ?? []
    const other = spells.find((one) => from < (one.to ?? Infinity) && one.from < (to ?? Infinity))
    if (other !== undefined) return refuse(`${symbol.data} is a member already, by line ${other.line}`)
    found.set(symbol.data, [...spells, { from, to, line }])
  })
  if (found.size === 0) throw new AppError('invalid-input', `${name} has no member`, { hint })
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([symbol, spells]) => ({
      symbol,
      spells: spells.sort((a, b) => a.from - b.from).map(({ from, to }) => ({ from, to })),
    }))
}

/** The same memberships as a CSV text that reads back. */
export function writeUniverse(members: readonly Member[]): string {
  const day = (time: number | null) => (time === null ? '' : new Date(time).toISOString().replace('T00:00:00.000Z', ''))
  const quoted = (symbol: string) => (/[",;\t]/.test(symbol) ? `"${symbol.replaceAll('"', '""')}"` : symbol)
  const rows = members.flatMap(({ symbol, spells }) =>
    spells.map(({ from, to }) => `${quoted(symbol)},${day(from)},${day(to)}`),
  )
  return `${['symbol,from,to', ...rows].join('\n')}\n`
}
