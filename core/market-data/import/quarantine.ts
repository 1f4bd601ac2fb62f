import type { ImportOptions } from '../../contract/data.ts'
import { AppError } from '../../contract/errors.ts'
import type { QuarantinedLine } from './types.ts'

/** A quarantined row; `run` is false where a known cause comes in runs, as the hour that clocks repeat does. */
export interface Held extends QuarantinedLine {
  readonly run: boolean
}

/** A quarantined line as it is kept: beyond 64 Ki characters cut, with a mark. */
export function keptText(text: string): string {
  return text.length > 65_536 ? `${text.slice(0, 65_536)}…` : text
}

const share = 0.001
const few = 20
const inARow = 10
/** More cannot be held with their text. */
export const quarantineCap = 1_000_000

/** Throws `rejected-file` where so many rows are bad that the file itself must be misread or damaged. */
export function checkQuarantine(held: readonly Held[], rows: number, options: ImportOptions, name: string): void {
  const bad = held.length
  const accepted = rows - bad
  if (bad === 0) return
  const percent = `${((bad / rows) * 100).toFixed(bad / rows < 0.01 ? 2 : 1)} %`
  if (accepted <= 0) throw refuse(`No row of ${name} can be stored`, held, rows, name)
  if (options.maxQuarantine !== undefined) {
    if (bad / rows > options.maxQuarantine)
      throw refuse(
        `${bad} of ${rows} rows (${percent}) are bad, more than the ${options.maxQuarantine * 100} % allowed`,
        held,
        rows,
        name,
      )
    return
  }
  const longest = longestRun(held)
  if (longest > inARow) throw refuse(`${longest} rows in a row are bad (${bad} of ${rows} in all)`, held, rows, name)
  if (bad > Math.max(few, rows * share) || bad * 2 > rows)
    throw refuse(`${bad} of ${rows} rows (${percent}) are bad`, held, rows, name)
}

function longestRun(held: readonly Held[]): number {
  let longest = 0
  let run = 0
  let before = -1
  for (const { line, run: counts } of held.toSorted((a, b) => a.line - b.line)) {
    run = counts ? (line === before + 1 ? run + 1 : 1) : 0
    before = line
    longest = Math.max(longest, run)
  }
  return longest
}

export function refuse(what: string, held: readonly QuarantinedLine[], rows: number, name: string): AppError {
  const first = held[0]
  const example = first === undefined ? '' : ` The first is line ${first.line}: ${first.reason}.`
  return new AppError('rejected-file', `${what}.${example}`, {
    hint: 'Check the mapping of columns, the date order and the decimal sign in the preview. If the rows are bad in the source, allow more with --max-quarantine.',
    data: {
      name,
      rows,
      quarantined: held.length,
      examples: held.slice(0, 20).map(({ line, text, reason }) => ({ line, text: text.slice(0, 500), reason })),
    },
  })
}
