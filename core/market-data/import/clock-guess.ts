import { AppError } from '../../contract/errors.ts'
import type { ImportOptions } from '../../contract/data.ts'
import { inEpochRange, readIso, readStamp, epochUnits } from './clock.ts'
import { parsePattern } from './pattern.ts'
import type { Clock } from './shape.ts'

type Order = NonNullable<ImportOptions['dateOrder']>

const dates: { format: string; order: Order }[] = [
  { format: '%Y%m%d', order: 'ymd' },
  ...['/', '.', '-'].flatMap((s) => [
    { format: `%Y${s}%m${s}%d`, order: 'ymd' as const },
    { format: `%d${s}%m${s}%Y`, order: 'dmy' as const },
    { format: `%m${s}%d${s}%Y`, order: 'mdy' as const },
    { format: `%d${s}%m${s}%y`, order: 'dmy' as const },
    { format: `%m${s}%d${s}%y`, order: 'mdy' as const },
  ]),
  ...['%d-%b-%Y', '%d %b %Y', '%d-%b-%y', '%d %b %y', '%d/%b/%Y'].map((format) => ({ format, order: 'dmy' as const })),
  ...['%b %d, %Y', '%b %d %Y'].map((format) => ({ format, order: 'mdy' as const })),
]
const times = ['%H:%M:%S', '%H:%M', '%H:%M:%S.%f', '%I:%M:%S %p', '%I:%M %p', '%H%M%S', '%H%M', '%H%M%S%f']
const joiners = [' ', 'T', '', ', ', '_']
const suffixes = ['', ' UTC', ' GMT', 'Z']

export interface ClockGuess {
  readonly clock: Clock
  readonly confidence: 'sure' | 'check' | 'given'
  readonly reason: string
  /** Dates can be read both ways and nothing in the sample settles it. */
  readonly ambiguous: boolean
}

/** Finds the form most stamps have. Throws `rejected-file` where no form fits, or two are mixed. */
export function guessClock(stamps: readonly string[], order: Order | undefined): ClockGuess {
  const filled = stamps.filter((text) => text.trim() !== '')
  const texts = filled.map((text) => text.trim())
  const guess = guessEpoch(texts) ?? guessIso(filled) ?? guessPattern(texts, order)
  if (guess !== null) return guess
  const shown = texts
    .slice(0, 3)
    .map((text) => `"${text}"`)
    .join(', ')
  if (texts.length > 0 && texts.every((text) => /^\d{5}(\.\d+)?$/.test(text))) {
    throw new AppError('rejected-file', `The stamps (${shown}) are serial day numbers of a spreadsheet, not dates.`, {
      hint: 'Format the date column as yyyy-mm-dd in the spreadsheet and save it as CSV again.',
    })
  }
  throw new AppError('rejected-file', `The stamps in the file cannot be read as times: ${shown}.`, {
    hint: 'Write them as ISO 8601 (2024-01-31 or 2024-01-31 09:30:00), or name the right column with --map ts="...".',
    data: { stamps: texts.slice(0, 3) },
  })
}

const enough = (count: number, of: number) => of > 0 && count * 10 >= of * 8

function guessEpoch(texts: readonly string[]): ClockGuess | null {
  const numeric = texts.filter((text) => /^-?\d{9,19}(\.\d+)?$|^0$|^-?\d{1,8}\.0$/.test(text) && !isCompactDate(text))
  if (!enough(numeric.length, texts.length)) return null
  const units = new Map<'s' | 'ms' | 'us' | 'ns', number>()
  for (const text of numeric) {
    const unit = unitOf(Math.abs(Number(text)))
    units.set(unit, (units.get(unit) ?? 0) + 1)
  }
  if (units.size > 1) throw mixedUnits([...units.keys()], numeric)
  const unit = [...units.keys()][0]!
  const names = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' }
  return {
    clock: { kind: 'epoch', unit },
    confidence: 'sure',
    reason: `numbers of ${names[unit]} since 1970`,
    ambiguous: false,
  }
}

/** The unit that puts a number between 1973 and 2286. */
function unitOf(size: number): 's' | 'ms' | 'us' | 'ns' {
  if (size < 1e10) return 's'
  if (size < 1e13) return 'ms'
  return size < 1e16 ? 'us' : 'ns'
}

export function mixedUnits(units: readonly string[], stamps: readonly string[]): AppError {
  return new AppError(
    'rejected-file',
    `The stamps mix units since 1970 (${units.join(' and ')}), so their times cannot be told.`,
    {
      hint: 'Split the file where the unit changes, or convert all stamps to one unit.',
      data: { units: [...units], stamps: stamps.slice(0, 3) },
    },
  )
}

/** An epoch stamp that only makes sense in another unit than the file's. */
export function ofOtherUnit(text: string, unit: keyof typeof epochUnits): boolean {
  if (!/^\s*\d+(\.\d+)?\s*$/.test(text) || readStamp(text, { kind: 'epoch', unit }) !== null) return false
  return Object.values(epochUnits).some((scale) => Number(text) >= 1e8 && inEpochRange(Number(text) * scale))
}

/** 20240131, 202401310930 and 20240131093000 are dates, not counts. */
function isCompactDate(text: string): boolean {
  return /^(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(([01]\d|2[0-4])[0-5]\d([0-5]\d)?)?$/.test(text)
}

function guessIso(texts: readonly string[]): ClockGuess | null {
  const read = texts.flatMap((text) => {
    const stamp = readIso(text, true)
    return stamp === null ? [] : [{ text, utc: stamp.utc, dateOnly: !text.includes(':') }]
  })
  if (!enough(read.length, texts.length)) return null
  const offset = read.filter((stamp) => stamp.utc).length * 2 > read.length
  const dateOnly = read.every((stamp) => stamp.dateOnly)
  const lengths = [...new Set(read.filter((stamp) => stamp.utc === offset).map((stamp) => stamp.text.length))].toSorted(
    (a, b) => a - b,
  )
  const reason = dateOnly ? 'ISO dates' : offset ? 'ISO times with an offset' : 'ISO times without a zone'
  return { clock: { kind: 'iso', offset, dateOnly, lengths }, confidence: 'sure', reason, ambiguous: false }
}

function guessPattern(texts: readonly string[], order: Order | undefined): ClockGuess | null {
  const fits: { format: string; order: Order; count: number; utc: boolean; dateOnly: boolean }[] = []
  for (const date of dates) {
    if (order !== undefined && date.order !== order && !date.format.startsWith('%Y') && !date.format.includes('%b'))
      continue
    for (const time of ['', ...joiners.flatMap((joiner) => times.map((form) => joiner + form))]) {
      if (/^%[HI]/.test(time) && date.format !== '%Y%m%d') continue
      for (const suffix of suffixes) {
        const format = date.format + time + suffix
        if (
          parsePattern(texts[0] ?? '', format, true) === null &&
          parsePattern(texts[texts.length >>> 1] ?? '', format, true) === null
        )
          continue
        const count = texts.filter((text) => parsePattern(text, format, true) !== null).length
        fits.push({ format, order: date.order, count, utc: suffix !== '', dateOnly: time === '' })
      }
    }
  }
  const best = fits.toSorted((a, b) => b.count - a.count)[0]
  if (best === undefined || !enough(best.count, texts.length)) {
    if (best !== undefined && fits.some((fit) => fit !== best && fit.count * 5 > texts.length))
      throw twoForms(fits.map((fit) => fit.format))
    return null
  }
  const rival = fits.find((fit) => fit !== best && fit.count === best.count && fit.order !== best.order)
  const clock: Clock = { kind: 'pattern', format: best.format, utc: best.utc, dateOnly: best.dateOnly }
  if (rival !== undefined)
    return { clock, confidence: 'check', reason: 'days and months can be exchanged', ambiguous: true }
  if (order !== undefined) return { clock, confidence: 'given', reason: 'date order given', ambiguous: false }
  return { clock, confidence: 'sure', reason: `every stamp reads as ${best.format}`, ambiguous: false }
}

export function twoForms(formats: readonly string[]): AppError {
  return new AppError('rejected-file', `The file mixes two forms of dates (${formats.slice(0, 2).join(' and ')}).`, {
    hint: 'Write all dates in one form, best as ISO 8601 (2024-01-31).',
    data: { formats: formats.slice(0, 4) },
  })
}
