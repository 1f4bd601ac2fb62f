import type { Format, Guess } from '../../../../core/contract/data.ts'
import type { Option } from '../../../ui/select.tsx'

const formats: readonly Format[] = [
  'csv',
  'yahoo',
  'yfinance',
  'lean',
  'binance',
  'kraken',
  'stooq',
  'brackets',
  'histdata',
  'metatrader',
  'alpaca',
  'ccxt',
  'freqtrade',
  'csvdir',
  'ticks',
  'parquet',
  'arrow',
]

const titles: Record<string, string> = {
  format: 'Dialect',
  delimiter: 'Delimiter',
  decimal: 'Decimal sign',
  time: 'Time',
  dateOrder: 'Date order',
  timeframe: 'Timeframe',
  timezone: 'Timezone',
  stamp: 'Bar stamp',
  symbol: 'Symbol',
  priceScale: 'Price scale',
  decimals: 'Decimals',
  range: 'Range',
}

/** Guesses that an option of the import stands for; the others only tell. */
export const optionKeys: ReadonlySet<string> = new Set([
  'format',
  'delimiter',
  'decimal',
  'dateOrder',
  'timeframe',
  'timezone',
  'stamp',
  'symbol',
  'priceScale',
])

export function titleOf(field: string): string {
  return field.startsWith('map.') ? `Column for ${field.slice(4)}` : (titles[field] ?? field)
}

export type Editor =
  | { kind: 'choice'; options: readonly Option<string>[] }
  | { kind: 'text'; suggestions?: readonly string[] }
  | { kind: 'fixed' }

const choices: Record<string, readonly Option<string>[]> = {
  format: formats.map((format) => ({ value: format, label: format })),
  delimiter: [
    { value: ',', label: 'Comma' },
    { value: ';', label: 'Semicolon' },
    { value: '\t', label: 'Tab' },
    { value: '|', label: 'Bar' },
  ],
  decimal: [
    { value: '.', label: 'Point' },
    { value: ',', label: 'Comma' },
  ],
  stamp: [
    { value: 'open', label: 'Start of the bar' },
    { value: 'close', label: 'End of the bar' },
  ],
  timeframe: ['1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w', '1mo'].map((value) => ({ value, label: value })),
}

/** How a guess is changed. */
export function editorOf({ field, value, alternatives = [] }: Guess): Editor {
  if (!optionKeys.has(field)) return { kind: 'fixed' }
  if (field === 'timezone')
    return { kind: 'text', suggestions: [...new Set([...alternatives, 'UTC', ...Intl.supportedValuesOf('timeZone')])] }
  const known = choices[field]
  if (known === undefined)
    return alternatives.length > 0 ? { kind: 'text', suggestions: alternatives } : { kind: 'text' }
  const extra = [value, ...alternatives].filter((other) => !known.some((option) => option.value === other))
  return { kind: 'choice', options: [...extra.map((other) => ({ value: other, label: other })), ...known] }
}

const order = [
  'format',
  'symbol',
  'timeframe',
  'timezone',
  'stamp',
  'time',
  'dateOrder',
  'priceScale',
  'decimal',
  'delimiter',
  'decimals',
]

/** What decides the meaning of the bars first, what only tells last. */
export function inOrder(guesses: readonly Guess[]): Guess[] {
  const place = (guess: Guess): number => (order.includes(guess.field) ? order.indexOf(guess.field) : order.length)
  return guesses.toSorted((a, b) => place(a) - place(b))
}

/** The command as it would be typed: one option a line, and the file by its own name instead of where it was received. */
export function commandText(command: string): string {
  return command.replace(/(['"]?)\S*[\\/]staging[\\/]\w+[\\/]/, '$1').replaceAll(' --', ' \\\n  --')
}
