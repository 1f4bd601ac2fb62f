import type { Format, Guess, ImportOptions } from '../../contract/data.ts'

/** One line or record of a file. Lines count from 1; of a table without lines it is the row number. */
export interface Row {
  readonly line: number
  /** The row as it stands in the file. */
  readonly text: string
  readonly cells: readonly string[]
  /** Why the row cannot even be split into cells. */
  readonly malformed?: string
}

/** What was read of a file to recognise it. */
export interface Sample {
  /** The most telling name: that of the file inside an archive, else that of the file. */
  readonly name: string
  readonly kind: 'text' | 'json' | 'table'
  /** First lines of a text file, without blank ones. */
  readonly head: readonly { readonly line: number; readonly text: string }[]
  readonly tail: readonly { readonly line: number; readonly text: string }[]
  /** Of JSON and of binary tables: column names and rows. */
  readonly table?: { readonly names: readonly string[]; readonly rows: readonly Row[]; readonly tail: readonly Row[] }
  /** Names that lead to the records of a JSON file, and a symbol stated next to them. */
  readonly stated?: { readonly symbol?: string; readonly format?: Format }
  /** True where head holds the whole file. */
  readonly complete: boolean
  readonly bytes: number
  /** Bytes the head covers. */
  readonly headBytes: number
}

export interface Hint {
  readonly value: string
  readonly confidence: 'sure' | 'check'
  readonly reason: string
  readonly alternatives?: readonly string[]
}

export interface Column {
  readonly name: string
  /** ts, date, time, open, high, low, close, volume, bid, ask, price, size, symbol, or an extra column to keep. */
  readonly field: string | null
  readonly reason: string
}

/** What a dialect says of a file. */
export interface Shape {
  readonly format: Format
  readonly reason: string
  readonly kind: 'bars' | 'quotes' | 'trades'
  readonly delimiter: string
  /** Physical lines before the first row. */
  readonly headerLines: number
  readonly columns: readonly Column[]
  readonly zone?: Hint
  readonly stamp?: Hint
  readonly timeframe?: Hint
  readonly symbol?: Hint
  readonly priceScale?: number
  readonly warnings?: readonly string[]
}

/** How the text of a stamp becomes a time. */
export type Clock =
  /** ISO 8601 as DuckDB casts it; `lengths` guard against stamps of another form. */
  | { readonly kind: 'iso'; readonly offset: boolean; readonly dateOnly: boolean; readonly lengths: readonly number[] }
  | { readonly kind: 'epoch'; readonly unit: 's' | 'ms' | 'us' | 'ns' }
  /** A strptime format; `utc` where a literal suffix says so. */
  | { readonly kind: 'pattern'; readonly format: string; readonly utc: boolean; readonly dateOnly: boolean }

/** Everything needed to turn cells into bars. */
export interface Layout {
  readonly format: Format
  readonly kind: Shape['kind']
  readonly delimiter: string
  readonly headerLines: number
  readonly columns: readonly Column[]
  readonly clock: Clock
  /** IANA zone of naive stamps. */
  readonly timezone: string
  readonly stamp: 'open' | 'close'
  readonly timeframe: string
  /** Stamps are dates: a time of day in a daily file is cut off. */
  readonly daily: boolean
  readonly symbol: string | null
  /** The value of the ticker column whose rows are read; null reads all. */
  readonly pick: string | null
  readonly priceScale: number
  readonly decimal: '.' | ','
  /** The analyst stated the decimal sign, so thousands separators and currency signs may go. */
  readonly locale: boolean
  readonly allowNegative: boolean
  readonly decimals: number
  readonly options: ImportOptions
}

export interface Question {
  field: string
  question: string
  choices: string[]
}

/** A layout with the account of how it was found. `layout` is null while questions are open. */
export interface Resolution {
  readonly format: Format
  readonly columns: readonly Column[]
  readonly layout: Layout | null
  readonly guesses: readonly Guess[]
  readonly questions: readonly Question[]
  readonly warnings: readonly string[]
}

export const priceFields = ['open', 'high', 'low', 'close'] as const
