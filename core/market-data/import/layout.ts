import type { Guess, ImportOptions } from '../../contract/data.ts'
import { AppError } from '../../contract/errors.ts'
import { guessClock, type ClockGuess } from './clock-guess.ts'
import { readFileName } from './file-name.ts'
import { listNames, modeOf, twinColumns } from './head.ts'
import { guess } from './guess.ts'
import { decimalsOf, isMissing, parseNumber } from './numbers.ts'
import { guessSymbol } from './symbol.ts'
import { fieldPlaces, stampText } from './places.ts'
import { guessStamp, guessZone, wallTimes } from './time-guess.ts'
import { isDaily, timeframeOfSteps } from './timeframe.ts'
import { fitWidth, type Recognised } from './recognise.ts'
import type { Hint, Layout, Question, Resolution, Row } from './shape.ts'

/**
 * Settles everything a file leaves open: clock, zone, stamp, bar length, symbol, decimals. What cannot be settled
 * becomes a question. Throws `rejected-file` where no answer could help.
 */
export function resolveLayout(found: Recognised, options: ImportOptions): Resolution {
  const { shape, head } = found
  const columns = shape.columns
  const places = fieldPlaces({ columns, options })
  const warnings: string[] = [...(shape.warnings ?? [])]
  const guesses: Guess[] = [
    guess('format', shape.format, options.format === shape.format ? 'given' : 'sure', shape.reason),
  ]
  if (head.sample.kind === 'text') {
    guesses.push(
      guess(
        'delimiter',
        shape.delimiter,
        options.delimiter === undefined ? 'sure' : 'given',
        'gives the same number of cells in each line',
      ),
    )
  }
  const unfinished = (questions: Question[]): Resolution => ({
    format: shape.format,
    columns,
    layout: null,
    guesses,
    questions,
    warnings,
  })
  const missing = missingFields(found, places, options)
  if (missing.length > 0) return unfinished(missing)
  const decimal = guessDecimal(found, places, options)
  if ('question' in decimal) return unfinished([decimal])
  guesses.push(decimal)

  const width = columns.length
  const usable = (rows: readonly Row[]) =>
    rows.map((row) => fitWidth(row, width)).filter((row) => row.malformed === undefined && row.cells.length === width)
  const rows = usable(found.rows)
  const tail = usable(found.tail)
  if (rows.length * 2 < found.rows.length) throw wrongWidth(found)
  const stamps = [...rows.slice(0, 2000), ...tail.slice(-500)].map((row) => stampText(row.cells, places))
  const clockGuess = guessClock(stamps, options.dateOrder)
  const questions: Question[] = clockGuess.ambiguous ? [dateQuestion(stamps)] : []
  const { clock } = clockGuess
  guesses.push(clockOf(clockGuess))

  const times = [wallTimes(rows, places, clock), wallTimes(tail, places, clock)]
  const named = readFileName(head.sample.name)
  const timeframe = guessTimeframe(found, options, times, named.timeframe)
  if (timeframe === null)
    questions.push({
      field: 'timeframe',
      question: 'How long is one bar? The file has too few rows to tell.',
      choices: ['1m', '5m', '15m', '1h', '1d', '1w'],
    })
  else guesses.push({ field: 'timeframe', ...timeframe })
  const daily =
    timeframe !== null &&
    isDaily(timeframe.value) &&
    clock.kind !== 'epoch' &&
    !(clock.kind === 'iso' ? clock.offset : clock.utc)
  const zone = guessZone(shape, options, clock, daily)
  guesses.push(zone.guess)
  warnings.push(...zone.warnings)
  const stamp = guessStamp(shape, options, clock, daily)
  guesses.push(stamp.guess)
  warnings.push(...stamp.warnings)
  const symbol = guessSymbol(found, rows, tail, places, options, named.symbol)
  if ('question' in symbol) questions.push(symbol)
  else guesses.push(symbol.guess)

  const priceScale = options.priceScale ?? shape.priceScale ?? 1
  if (priceScale !== 1)
    guesses.push(
      guess(
        'priceScale',
        String(priceScale),
        options.priceScale === undefined ? 'sure' : 'given',
        `prices in the file are divided by ${priceScale}`,
      ),
    )
  const style = { decimal: decimal.value as '.' | ',', locale: options.decimal !== undefined }
  const decimals = finest(rows, tail, places, style, priceScale)
  guesses.push(guess('decimals', String(decimals), 'sure', `the finest price in the sample has ${decimals} decimals`))
  if (questions.length > 0) return unfinished(questions)
  const picked = 'guess' in symbol ? symbol : { guess: null, pick: null }
  const layout: Layout = {
    format: shape.format,
    kind: shape.kind,
    delimiter: shape.delimiter,
    headerLines: shape.headerLines,
    columns,
    clock,
    timezone: zone.guess.value,
    stamp: stamp.guess.value as 'open' | 'close',
    timeframe: timeframe!.value,
    daily,
    symbol: picked.guess?.value ?? null,
    pick: picked.pick,
    priceScale,
    ...style,
    allowNegative: options.allowNegative ?? false,
    decimals,
    options,
  }
  return { format: shape.format, columns, layout, guesses, questions, warnings }
}

function missingFields(found: Recognised, places: ReadonlyMap<string, number>, options: ImportOptions): Question[] {
  const names = found.shape.columns.map((column) => column.name)
  const twin = twinColumns(names, options)
  if (twin !== null) {
    throw new AppError(
      'rejected-file',
      `Two columns are called "${twin}", so nothing tells which one to read. The columns are: ${listNames(names)}.`,
      {
        hint: 'Rename one of them in the file.',
        data: { column: twin },
      },
    )
  }
  const wanted = { bars: ['open', 'high', 'low', 'close'], quotes: ['bid', 'ask'], trades: ['price'] }[found.shape.kind]
  const missing = [
    ...(places.has('ts') || places.has('date') ? [] : ['ts']),
    ...wanted.filter((field) => !places.has(field)),
  ]
  return missing.map((field) => ({
    field: `map.${field}`,
    question: `Which column is ${field === 'ts' ? 'the time' : field}? The columns are: ${listNames(names)}.`,
    choices: names.filter((name) => name !== ''),
  }))
}

function guessDecimal(
  found: Recognised,
  places: ReadonlyMap<string, number>,
  options: ImportOptions,
): Guess | Question {
  if (options.decimal !== undefined) return guess('decimal', options.decimal, 'given', 'given')
  const prices = found.rows
    .slice(0, 200)
    .flatMap((row) =>
      [places.get('close') ?? places.get('bid') ?? places.get('price')!].map((at) => (row.cells[at] ?? '').trim()),
    )
  const commas = prices.filter((cell) => /^[$€£¥]?\s*[\d.,'\s\u00a0\u202f]*\d,\d+/.test(cell) || /^[$€£¥]/.test(cell))
  if (commas.length * 2 <= prices.length || prices.length === 0)
    return guess('decimal', '.', 'sure', 'prices are written with a point')
  return {
    field: 'decimal',
    question: `Prices look like "${commas[0]}". Which sign stands before the decimals?`,
    choices: /,\d{1,2}$|,\d{4,}$/.test(commas[0]!) ? [',', '.'] : ['.', ','],
  }
}

function dateQuestion(stamps: readonly string[]): Question {
  return {
    field: 'dateOrder',
    question: `Dates such as "${stamps[0]}" can be read as day/month or month/day, and no row settles it. Which one is it?`,
    choices: ['dmy', 'mdy'],
  }
}

function clockOf({ clock, confidence, reason }: ClockGuess): Guess {
  const value = clock.kind === 'pattern' ? clock.format : clock.kind === 'epoch' ? `epoch ${clock.unit}` : 'ISO 8601'
  return guess('time', value, confidence, reason)
}

function guessTimeframe(
  found: Recognised,
  options: ImportOptions,
  times: readonly (readonly number[])[],
  named: string | null,
): Omit<Guess, 'field'> | null {
  if (options.timeframe !== undefined) return { value: options.timeframe, confidence: 'given', reason: 'given' }
  const steps: Hint | null = found.shape.kind === 'bars' ? timeframeOfSteps(times[0]!) : null
  const hint =
    found.shape.timeframe ??
    steps ??
    (named === null
      ? null
      : { value: named, confidence: 'check' as const, reason: `from the file name ${found.head.sample.name}` })
  if (hint === null) return null
  const { value, confidence, reason } = hint
  const other = found.shape.kind === 'bars' && named !== null && named !== value ? [named] : []
  const alternatives = [...(hint.alternatives ?? []), ...other]
  return {
    value,
    confidence: other.length > 0 && confidence === 'sure' ? 'check' : confidence,
    reason: other.length > 0 ? `${reason}; the file name says ${named}` : reason,
    ...(alternatives.length > 0 ? { alternatives } : {}),
  }
}

function finest(
  rows: readonly Row[],
  tail: readonly Row[],
  places: ReadonlyMap<string, number>,
  style: { decimal: '.' | ','; locale: boolean },
  scale: number,
): number {
  let most = 0
  for (const row of [...rows, ...tail]) {
    for (const field of ['open', 'high', 'low', 'close', 'bid', 'ask', 'price']) {
      const at = places.get(field)
      const cell = at === undefined ? '' : (row.cells[at] ?? '')
      if (isMissing(cell)) continue
      const value = parseNumber(cell, style) / scale
      if (Number.isFinite(value) && most < 10) most = Math.max(most, decimalsOf(value))
    }
  }
  return most
}

function wrongWidth(found: Recognised): AppError {
  const most = modeOf(found.rows.slice(0, 1000).map((row) => row.cells.length))
  const names = found.shape.columns.length
  return new AppError(
    'rejected-file',
    `Most lines have ${most} cells where ${names} columns are named (delimiter "${found.shape.delimiter}").`,
    {
      hint: 'Check the delimiter (--delimiter) and that a decimal comma is not the delimiter too.',
      data: { columns: names, cells: most, example: found.rows[0]?.text.slice(0, 200) ?? '' },
    },
  )
}
