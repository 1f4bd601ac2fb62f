import { AppError } from '../../contract/errors.ts'

/** A statement that DuckDB could not run: its message, its own suggestion as the hint, line and column counted from 1. */
export function sqlFailed(message: string, sql: string, position?: number, cause?: unknown): AppError {
  const place = position === undefined ? placeOfCaret(message, sql) : placeOfPosition(sql, position)
  const [text = '', ...rest] = message.split(/\n\nLINE \d+:/)[0]!.split('\n')
  const details = rest.map((line) => line.trim()).filter((line) => line !== '')
  const hint = details.find((line) => /^(did you mean|candidate)/i.test(line))
  const said = [text, ...details.filter((line) => line !== hint)].join(' ')
  return new AppError(
    'sql-failed',
    place === undefined ? said : `${said} (line ${place.line}, column ${place.column})`,
    {
      cause,
      ...(hint === undefined ? {} : { hint }),
      data: { ...place, ...suggestionIn(hint) },
    },
  )
}

interface Place {
  line: number
  column: number
}

function placeOfPosition(sql: string, position: number): Place {
  const before = sql.slice(0, position).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

/** DuckDB quotes the line at fault, cut to a window around the fault, and marks it with a caret on the next line. */
function placeOfCaret(message: string, sql: string): Place | undefined {
  const found = /\n(LINE (\d+): )(.*)\n( *)\^/.exec(message)
  if (found === null) return undefined
  const [, prefix = '', number = '1', quoted = '', spaces = ''] = found
  const line = Number(number)
  const source = sql.split('\n')[line - 1] ?? ''
  const within = spaces.length - prefix.length
  const cut = quoted.startsWith('...') ? 3 : 0
  const shown = quoted.slice(cut).replace(/\.\.\.$/, '')
  const start = cut === 0 ? 0 : Math.max(0, source.indexOf(shown))
  return { line, column: start + within - cut + 1 }
}

function suggestionIn(hint: string | undefined): { suggestion?: string } {
  const suggestion = hint === undefined ? undefined : /"([^"]+)"/.exec(hint)?.[1]
  return suggestion === undefined ? {} : { suggestion }
}
