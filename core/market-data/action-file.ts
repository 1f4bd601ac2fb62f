import { readFileSync, statSync } from 'node:fs'
import { DatedAction } from '../contract/actions.ts'
import { AppError } from '../contract/errors.ts'
import { splitCells } from './import/cells.ts'
import { readIso } from './import/clock.ts'
import { fieldOf, plainName } from './import/columns.ts'

const maxBytes = 16 * 2 ** 20
const kinds: Readonly<Record<string, DatedAction['kind']>> = {
  split: 'split',
  splits: 'split',
  stocksplit: 'split',
  dividend: 'dividend',
  dividends: 'dividend',
  div: 'dividend',
  cash: 'dividend',
}
const hint =
  'It needs a header: either date, kind (split or dividend) and value, or date with dividend and split columns.'

/**
 * Splits and dividends of a CSV file: `date,kind,value`, or a column each for dividend and split as price files have them
 * (an empty cell or 0 is none). A split is a number, `7:1` or `7/1`: new shares for old. Times without a zone are UTC.
 * Throws `invalid-input` with the line of the first row that cannot be read.
 */
export function readActionFile(path: string, name: string): DatedAction[] {
  if (statSync(path).size > maxBytes)
    throw new AppError('too-large', `${name} is larger than a list of splits and dividends can be`, { hint })
  const lines = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
  const delimiter = [';', '\t'].find((mark) => lines[0]!.includes(mark)) ?? ','
  const cellsOf = (text: string) => splitCells(text, delimiter)?.map((cell) => cell.trim()) ?? []
  const header = cellsOf(lines[0]!)
  const at = (test: (cell: string) => boolean) => header.findIndex(test)
  const columns = {
    ts: at((cell) => fieldOf(cell) === 'ts' || plainName(cell) === 'exdate'),
    kind: at((cell) => ['kind', 'type', 'action', 'event'].includes(plainName(cell))),
    value: at((cell) => ['value', 'amount', 'ratio'].includes(plainName(cell))),
    dividend: at((cell) => fieldOf(cell) === 'dividend'),
    split: at((cell) => fieldOf(cell) === 'split'),
  }
  const long = columns.kind >= 0 && columns.value >= 0
  if (columns.ts < 0 || !(long || columns.dividend >= 0 || columns.split >= 0))
    throw new AppError(
      'invalid-input',
      `${name} is no list of splits and dividends: its header is ${header.join(', ')}`,
      {
        hint,
      },
    )
  return lines.slice(1).flatMap((text, index) => {
    if (text.trim() === '') return []
    const cells = cellsOf(text)
    const refuse = (message: string): never => {
      throw new AppError('invalid-input', `${name}, line ${index + 2}: ${message}`, {
        hint: 'Nothing was stored. Mend the line and import the file again.',
        data: { line: index + 2, text },
      })
    }
    const when = cells[columns.ts] ?? ''
    const stamp = readIso(when)
    const ts =
      stamp === null ? refuse(`"${when}" is no ISO date such as 2020-08-31`) : startOf(when, stamp.micros / 1000)
    const action = (kind: DatedAction['kind'], cell: string): DatedAction => {
      const value = kind === 'split' ? ratioOf(cell) : Number(cell === '' ? Number.NaN : cell)
      const found = DatedAction.safeParse({ ts, kind, value })
      return found.success ? found.data : refuse(`"${cell}" is no ${kind}: a number above 0 is expected`)
    }
    if (long) {
      const word = cells[columns.kind] ?? ''
      const kind = kinds[plainName(word)] ?? refuse(`"${word}" is neither split nor dividend`)
      return [action(kind, cells[columns.value] ?? '')]
    }
    const wide = (kind: DatedAction['kind'], none: readonly number[]) => {
      const cell = columns[kind] < 0 ? '' : (cells[columns[kind]] ?? '')
      return cell === '' || none.includes(Number(cell)) ? [] : [action(kind, cell)]
    }
    return [...wide('split', [0, 1]), ...wide('dividend', [0])]
  })
}

/** Midnight of a zone stands for its day, whose bar may be stored at midnight there or in UTC: the earlier of the two. */
function startOf(stamp: string, ts: number): number {
  const [, day] = /^(\S{8,10})[T ]00:00(?::00(?:\.0*)?)?\s?\S+$/.exec(stamp.trim()) ?? []
  const midnight = day === undefined ? null : readIso(day)
  return midnight === null ? ts : Math.min(ts, midnight.micros / 1000)
}

function ratioOf(cell: string): number {
  const parts = cell.split(/\s*(?::|\/|-?for-?)\s*/i)
  const [to, from = '1'] = parts
  return parts.length > 2 || to === '' ? Number.NaN : Number(to) / Number(from)
}
