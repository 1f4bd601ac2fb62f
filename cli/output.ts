import { CommanderError } from 'commander'
import { AppError, fromWireError, toErrorBody } from '../core/contract/errors.ts'

/** Prints one value: JSON for a program, the given text for a person. */
export function print(json: boolean, value: unknown, text: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text().trimEnd()}\n`)
}

/** 0 done, 1 failed, 2 wrong usage, 130 cancelled. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return 2
  const { code } = fromWireError(error)
  if (code === 'cancelled') return 130
  return code === 'invalid-input' ? 2 : 1
}

export function printError(error: unknown, json: boolean): void {
  if (error instanceof CommanderError) {
    // Commander has told a person already.
    if (json)
      process.stderr.write(
        `${JSON.stringify({ error: { code: 'invalid-input', message: error.message.replace(/^error: /, ''), hint: 'sextant --help lists every call.' } })}\n`,
      )
    return
  }
  const known = fromWireError(error)
  if (json) process.stderr.write(`${JSON.stringify({ error: toErrorBody(known) })}\n`)
  else {
    process.stderr.write(`sextant: ${known.message}\n`)
    if (known.hint !== undefined) process.stderr.write(`  ${known.hint}\n`)
    if (known.code === 'internal' && process.env['SEXTANT_DEBUG'] !== undefined)
      process.stderr.write(`${(known.cause as Error | undefined)?.stack ?? known.stack}\n`)
  }
}

/** A table for a terminal: numbers to the right, everything else to the left. */
export function table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = [head, ...rows].map((row) =>
    row.map((value) =>
      value === null ? '—' : typeof value === 'number' ? String(Number(value.toPrecision(12))) : value,
    ),
  )
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)))
  const numeric = head.map(
    (_, column) =>
      rows.length > 0 && rows.every((row) => row[column] === null || /^[+−-]?[\d,.]+%?$/.test(String(row[column]))),
  )
  return cells
    .map((row) =>
      row
        .map((value, column) => (numeric[column] ? value.padStart(widths[column]!) : value.padEnd(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function day(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString().slice(0, 10)
}

export function percent(value: number | null, signed = false): string | null {
  if (value === null) return null
  const text = `${Math.abs(value * 100).toFixed(2)}%`
  if (value < 0) return `−${text}`
  return signed && value > 0 ? `+${text}` : text
}

export function ratio(value: number | null, decimals = 2): string | null {
  if (value === null) return null
  return value < 0 ? `−${Math.abs(value).toFixed(decimals)}` : value.toFixed(decimals)
}

export function count(value: number): string {
  return value.toLocaleString('en-US')
}

/** `2010-01-01` or an ISO time; a bare day as `--to` means its end. */
export function parseTime(text: string, side: 'from' | 'to'): number {
  const bare = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const time = Date.parse(bare ? `${text}T00:00:00Z` : /(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`)
  if (Number.isNaN(time))
    throw new AppError('invalid-input', `--${side} ${text} is not a date`, {
      hint: 'Write 2010-01-31 or 2010-01-31T14:30:00Z.',
    })
  return bare && side === 'to' ? time + 86_400_000 - 1 : time
}

/** `name=value` pairs of a repeatable option. */
export function parsePairs(pairs: readonly string[], flag: string): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at <= 0)
        throw new AppError('invalid-input', `${flag} ${pair} is not name=value`, { hint: `Write ${flag} name=value.` })
      return [pair.slice(0, at), pair.slice(at + 1)] as const
    }),
  )
}

/** A number where the text is one. */
export function numeric(text: string): number | string {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

export function number(flag: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isFinite(value))
      throw new AppError('invalid-input', `${flag} ${text} is not a number`)
    return value
  }
}

export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value]
}
