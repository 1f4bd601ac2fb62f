/** Numbers and dates as text: true minus, explicit plus where a sign means gain or loss, em dash for null, UTC dates. */
export const noValue = '\u2014'
const minus = '\u2212'

type Maybe = number | null | undefined

function isMissing(value: Maybe): value is null | undefined {
  return value === null || value === undefined || Number.isNaN(value)
}

/** Groups thousands with a comma; infinite values are written with the infinity sign. */
export function formatNumber(value: Maybe, decimals = 2): string {
  if (isMissing(value)) return noValue
  if (!Number.isFinite(value)) return value > 0 ? '\u221E' : `${minus}\u221E`
  const text = Math.abs(value).toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
  return value < 0 && /[1-9]/.test(text) ? `${minus}${text}` : text
}

/** With a plus in front of gains; a real zero is `0.0`, a value that only rounds to zero keeps its sign. */
export function formatSigned(value: Maybe, decimals = 2): string {
  if (isMissing(value)) return noValue
  if (value === 0) return '0.0'
  return `${value < 0 ? minus : '+'}${formatNumber(Math.abs(value), decimals)}`
}

/** A fraction as percent without a plus: win rate, volatility, exposure. */
export function formatPercent(fraction: Maybe, decimals = 2): string {
  return isMissing(fraction) ? noValue : `${formatNumber(fraction * 100, decimals)}%`
}

/** A fraction as percent with its sign: returns, drawdowns, excursions. */
export function formatReturn(fraction: Maybe, decimals = 2): string {
  return isMissing(fraction) ? noValue : `${formatSigned(fraction * 100, decimals)}%`
}

export function formatCount(value: Maybe): string {
  return formatNumber(value, 0)
}

/** Decimals that show the price in full, from 2 to 8: 1.07219 keeps 5. */
export function priceDecimals(prices: readonly number[]): number {
  let decimals = 2
  for (const price of prices.slice(0, 200)) {
    if (!Number.isFinite(price)) continue
    const fraction = Number(price.toPrecision(10)).toString().split('.')[1] ?? ''
    decimals = Math.max(decimals, Math.min(fraction.length, Math.abs(price) >= 100 ? 2 : Math.abs(price) >= 1 ? 5 : 8))
  }
  return decimals
}

export function formatDate(ms: Maybe): string {
  return isMissing(ms) || !Number.isFinite(new Date(ms).getTime()) ? noValue : new Date(ms).toISOString().slice(0, 10)
}

/** Date, and the time of day for bars shorter than a day. */
export function formatTime(ms: Maybe, timeframe: string): string {
  if (isMissing(ms) || !Number.isFinite(new Date(ms).getTime())) return noValue
  const iso = new Date(ms).toISOString()
  if (!isIntraday(timeframe)) return iso.slice(0, 10)
  return `${iso.slice(0, 10)} ${/^\d+s$|tick/.test(timeframe) ? iso.slice(11, 19) : iso.slice(11, 16)}`
}

export function isIntraday(timeframe: string): boolean {
  return /^(\d+(s|m|h)|tick)$/.test(timeframe)
}

/** `1d` as `Daily bars`, `15m` as `15-minute bars`. */
export function describeTimeframe(timeframe: string): string {
  const [, count = '', unit = ''] = /^(\d+)(s|m|h|d|w|mo)$/.exec(timeframe) ?? []
  const words: Record<string, readonly [string, string]> = {
    s: ['Second', 'second'],
    m: ['Minute', 'minute'],
    h: ['Hourly', 'hour'],
    d: ['Daily', 'day'],
    w: ['Weekly', 'week'],
    mo: ['Monthly', 'month'],
  }
  const word = words[unit]
  if (!word) return timeframe === 'tick' ? 'Ticks' : `${timeframe} bars`
  return count === '1' ? `${word[0]} bars` : `${count}-${word[1]} bars`
}

/** 1,250,000 as 1.25M: for axis labels only. */
export function formatShort(value: number): string {
  const size = Math.abs(value)
  const [divisor, suffix] = size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e3 ? [1e3, 'K'] : [1, '']
  const scaled = Number((size / divisor).toPrecision(4))
  return `${value < 0 ? minus : ''}${scaled.toLocaleString('en-US', { maximumFractionDigits: 3 })}${suffix}`
}
