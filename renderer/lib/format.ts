/** Shown where a value does not exist; never 0. */
export const none = '—'
const minus = '−'

type Maybe = number | null | undefined

const formatters = new Map<number, Intl.NumberFormat>()

function fixed(value: number, digits: number): string {
  let format = formatters.get(digits)
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    formatters.set(digits, format)
  }
  return format.format(value)
}

function isMissing(value: Maybe): value is null | undefined {
  return value === null || value === undefined || !Number.isFinite(value)
}

/** Thousands comma, true minus, `digits` decimals. Minus zero and what rounds to it lose the sign. */
export function number(value: Maybe, digits = 2): string {
  if (isMissing(value)) return none
  const text = fixed(Math.abs(value), digits)
  return value < 0 && /[1-9]/.test(text) ? `${minus}${text}` : text
}

/** As `number`, with an explicit plus: for returns and P&L. */
export function signed(value: Maybe, digits = 2): string {
  if (isMissing(value)) return none
  const text = number(value, digits)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

export function integer(value: Maybe): string {
  return number(value, 0)
}

/** A fraction as percent: 0.1234 is `12.34%`. */
export function percent(value: Maybe, digits = 2): string {
  return isMissing(value) ? none : `${number(value * 100, digits)}%`
}

export function signedPercent(value: Maybe, digits = 2): string {
  return isMissing(value) ? none : `${signed(value * 100, digits)}%`
}

/** A fraction at a tick of an axis: whole percents bare, parts of them with the decimals they need. */
export function tickPercent(value: number): string {
  const digits = [0, 1, 2].find((count) => Math.abs(value * 100 - Number((value * 100).toFixed(count))) < 1e-9) ?? 3
  return percent(value, digits)
}

/** Class of a signed number: colour repeats the sign, it never stands alone. */
export function signClass(value: Maybe): string {
  if (isMissing(value) || value === 0) return ''
  return value > 0 ? 'pos' : 'neg'
}

/** Money in tiles: 1.24M. */
export function compact(value: Maybe): string {
  if (isMissing(value)) return none
  const size = Math.abs(value)
  if (size >= 1e12) return `${number(value / 1e12)}T`
  if (size >= 1e9) return `${number(value / 1e9)}B`
  if (size >= 1e6) return `${number(value / 1e6)}M`
  if (size >= 1e5) return `${number(value / 1e3, 1)}K`
  return number(value, size >= 1000 ? 0 : 2)
}

/** Enough decimals to tell values apart, for columns whose tick is not known. */
export function general(value: Maybe): string {
  if (isMissing(value)) return none
  const size = Math.abs(value)
  if (Number.isInteger(value)) return number(value, 0)
  if (size >= 100_000) return number(value, 0)
  if (size >= 10) return number(value, 2)
  if (size >= 0.01) return number(value, 4)
  return number(value, 6)
}

export function bytes(value: Maybe): string {
  if (isMissing(value)) return none
  if (value < 1000) return `${fixed(value, 0)} B`
  if (value < 1e6) return `${fixed(value / 1e3, 1)} KB`
  if (value < 1e9) return `${fixed(value / 1e6, 1)} MB`
  return `${fixed(value / 1e9, 1)} GB`
}

/** Memory, in binary units as its limits are set: 4096 MiB is `4.0 GB`. */
export function memory(value: Maybe): string {
  if (isMissing(value)) return none
  return value < 2 ** 30 ? `${fixed(value / 2 ** 20, 0)} MB` : `${fixed(value / 2 ** 30, 1)} GB`
}

/** Decimals worth showing of a price: those of its tick, fewer where the price is large. */
export function priceDecimals(value: number, tick: number): number {
  const size = Math.abs(value)
  return Math.min(tick, size >= 1000 ? 2 : size >= 10 ? 4 : 6)
}

/** Milliseconds as ms, s, min or h. */
export function duration(ms: Maybe): string {
  if (isMissing(ms)) return none
  if (ms < 10) return `${fixed(ms, ms < 1 ? 2 : 1)} ms`
  if (ms < 1000) return `${fixed(ms, 0)} ms`
  if (ms < 60_000) return `${fixed(ms / 1000, 1)} s`
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
  return `${Math.floor(ms / 3_600_000)} h ${Math.round((ms % 3_600_000) / 60_000)} min`
}

/** A bar's date, UTC, ISO. */
export function date(ms: Maybe): string {
  return isMissing(ms) ? none : new Date(ms).toISOString().slice(0, 10)
}

/** A bar's date and time, UTC; the time is left out at midnight unless asked for. */
export function dateTime(ms: Maybe, always = false): string {
  if (isMissing(ms)) return none
  const text = new Date(ms).toISOString()
  const time = text.slice(11, 16)
  return time === '00:00' && !always ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`
}

/** When something happened on this machine, local time: `Today 14:31`, `Yesterday 09:10`, else the date. */
export function when(ms: Maybe, now = Date.now()): string {
  if (isMissing(ms)) return none
  const at = new Date(ms)
  const time = `${pad(at.getHours())}:${pad(at.getMinutes())}`
  const days = Math.round((startOfDay(now) - startOfDay(ms)) / 86_400_000)
  if (days === 0) return `Today ${time}`
  if (days === 1) return `Yesterday ${time}`
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${time}`
}

/** `1 row`, `2,148 rows`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${integer(value)} ${value === 1 ? one : many}`
}

function startOfDay(ms: number): number {
  const at = new Date(ms)
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
