import type { Format } from '../../../contract/data.ts'
import { byName, plainNames, type Dialect } from './dialect.ts'
import type { Head } from '../head.ts'
import type { Hint, Shape } from '../shape.ts'

/** Stooq's bulk files: `<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,...,<VOL>,<OPENINT>`. */
export const stooq: Dialect = {
  format: 'stooq',
  title: 'Stooq bulk file',
  recognise: (head) =>
    isBracketed(head) && plainNames(head).includes('openint')
      ? bracketed(head, 'stooq', 'Stooq’s column names in brackets')
      : null,
}

/** The same style as Finam, TSLab and Metastock exports write it. */
export const brackets: Dialect = {
  format: 'brackets',
  title: 'Column names in brackets (Finam, TSLab, Metastock)',
  recognise: (head) =>
    isBracketed(head) && plainNames(head)[0] !== 'date'
      ? bracketed(head, 'brackets', 'column names in brackets')
      : null,
}

function isBracketed(head: Head): boolean {
  const names = head.header?.names ?? []
  return names.length >= 5 && names.every((name) => /^<.*>$/.test(name)) && plainNames(head).includes('close')
}

function bracketed(head: Head, format: Format, reason: string): Shape {
  const period = head.rows[0]?.[plainNames(head).indexOf('per')]?.trim()
  const timeframe = period === undefined ? null : frameOf(period)
  const stated: Hint | null =
    timeframe === null ? null : { value: timeframe, confidence: 'sure', reason: `the column <PER> says ${period}` }
  return byName(head, format, { reason, ...(stated === null ? {} : { timeframe: stated }) })
}

/** `D`, `W`, `M`, or a count of minutes. */
function frameOf(period: string): string | null {
  const letters: Record<string, string> = { D: '1d', W: '1w', M: '1mo', DAILY: '1d', H: '1h' }
  const letter = letters[period.toUpperCase()]
  if (letter !== undefined) return letter
  const count = Number(period)
  if (!Number.isInteger(count) || count < 1) return null
  return count % 60 === 0 ? `${count / 60}h` : `${count}m`
}
