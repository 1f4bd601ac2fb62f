import type { ProfileFields } from '../contract/profile.ts'
import type { Bars } from '../market-data/bars.ts'

export const dayMs = 86_400_000

/** Median distance of the last 100 bars in ms, 0 for fewer than two bars. */
export function barLength(ts: Float64Array): number {
  const tail = ts.subarray(Math.max(0, ts.length - 100))
  if (tail.length < 2) return 0
  const steps = Float64Array.from({ length: tail.length - 1 }, (_, i) => tail[i + 1]! - tail[i]!).sort()
  const middle = steps.length >> 1
  return steps.length % 2 === 1 ? steps[middle]! : (steps[middle - 1]! + steps[middle]!) / 2
}

/**
 * Trading days a year: the profile's figure, or inferred from the bars: 52 for weekly bars, 12 for monthly, 1 for yearly,
 * 365 where weekends carry more than 60 % of their share of bars, else 252.
 */
export function annualDays(ts: Float64Array, fields: ProfileFields): number {
  if (fields.annualDays !== 'inferred') return fields.annualDays
  const days = Math.floor(barLength(ts) / dayMs)
  if (days === 7) return 52
  if (days >= 28 && days <= 31) return 12
  if (days === 365 || days === 366) return 1
  let weekend = 0
  for (let i = 0; i < ts.length; i++) {
    const weekday = (Math.floor(ts[i]! / dayMs) + 4) % 7
    if (weekday === 0 || weekday === 6) weekend += 1
  }
  return weekend > ts.length * (2 / 7) * 0.6 ? 365 : 252
}

/** Bars a year, for annualising a figure of single bars. */
export function barsPerYear(bars: Pick<Bars, 'ts'>, fields: ProfileFields): number {
  const { ts } = bars
  const days = annualDays(ts, fields)
  const length = barLength(ts)
  if (length === 0) return days
  if (days < 252) return days
  if (length >= dayMs) return (days * dayMs) / length
  if (days === 365) return (365 * dayMs) / length
  return days * (ts.length / countEnds(periodEnds(ts, 'daily')))
}

/**
 * One entry a bar: 1 where the bar is the last of its period (bar, UTC day or year), which is where returns are taken.
 * The last bar always ends a period.
 */
export function periodEnds(ts: Float64Array, period: ProfileFields['sharpeReturns']): Uint8Array {
  const ends = new Uint8Array(ts.length)
  if (period === 'bar') return ends.fill(1)
  const key =
    period !== 'yearly' ? (time: number) => Math.floor(time / dayMs) : keyOfDay((date) => date.getUTCFullYear())
  for (let i = 0; i < ts.length; i++) ends[i] = i === ts.length - 1 || key(ts[i]!) !== key(ts[i + 1]!) ? 1 : 0
  return ends
}

/** A key that depends on the UTC day only, worked out once for neighbouring times of one day. */
export function keyOfDay(keyOf: (date: Date) => number): (time: number) => number {
  let day = Number.NaN
  let key = 0
  return (time) => {
    const now = Math.floor(time / dayMs)
    if (now !== day) {
      day = now
      key = keyOf(new Date(time))
    }
    return key
  }
}

export function countEnds(ends: Uint8Array): number {
  let count = 0
  for (let i = 0; i < ends.length; i++) count += ends[i]!
  return count
}

/** Return periods a year: what the Sharpe ratio and the volatility are annualised with. */
export function periodsPerYear(bars: Pick<Bars, 'ts'>, fields: ProfileFields): number {
  if (fields.sharpeReturns === 'yearly') return 1
  return fields.sharpeReturns !== 'bar' ? annualDays(bars.ts, fields) : barsPerYear(bars, fields)
}
