import { dayOf, weekdayOf } from './days.ts'
import { holidaysIn, yearOf } from './holidays.ts'
import type { Closure, Dated, Holiday } from './holidays.ts'
import type { TradingCalendar } from './calendars.ts'

/** Regular hours in minutes of the local day; a start below 0 is on the day before. */
export interface Hours {
  readonly open: number
  readonly close: number
}

/** An exchange as data. */
export interface Exchange {
  readonly name: string
  readonly title: string
  readonly zone: string
  /** Regular hours from a date on, in order. */
  readonly hours: readonly (Hours & { readonly from: string })[]
  readonly holidays: readonly Holiday[]
  /** The days on which the holidays of a year are kept, where substitutes follow from them. */
  readonly keep?: (holidays: readonly Dated[], year: number) => ReadonlyMap<number, string>
  /** Closed on one day only, by date. */
  readonly closures: Readonly<Record<string, string>>
  /** Sessions that end early, with the local minute at which they do. */
  readonly early: readonly (Holiday & { readonly close: number })[]
}

const mondayToFriday = new Set([1, 2, 3, 4, 5])

export function exchangeCalendar({
  name,
  title,
  zone,
  hours,
  holidays,
  keep,
  closures,
  early,
}: Exchange): TradingCalendar {
  const once = new Map(Object.entries(closures).map(([date, reason]) => [dayOf(date), reason]))
  const starts = hours.map(({ from }) => dayOf(from))
  const closed = byYear((year) => {
    const found = holidaysIn(holidays, year)
    return keep === undefined ? new Map(found) : keep(found, year)
  })
  const shortened = byYear((year) => {
    const days = new Map<number, number>()
    for (const { close, ...holiday } of early) for (const [day] of holidaysIn([holiday], year)) days.set(day, close)
    return days
  })
  const closure = (day: number): Closure | null => {
    const reason = once.get(day)
    if (reason !== undefined) return { name: reason, kind: 'closure' }
    const holiday = closed(yearOf(day)).get(day)
    return holiday === undefined ? null : { name: holiday, kind: 'holiday' }
  }
  return {
    name,
    title,
    zone,
    weekdays: mondayToFriday,
    published: true,
    closure,
    earlyClose: (day) => (closure(day) === null ? (shortened(yearOf(day)).get(day) ?? null) : null),
    hours(day) {
      const index = starts.findLastIndex((start) => start <= day)
      return hours[Math.max(0, index)]!
    },
  }
}

function byYear<Value>(make: (year: number) => Value): (year: number) => Value {
  const known = new Map<number, Value>()
  return (year) => {
    let value = known.get(year)
    if (value === undefined) known.set(year, (value = make(year)))
    return value
  }
}

/** Holidays on a Sunday, or on another one, are kept on the next day that is none. */
export function withSubstitutes(name: string, taken: readonly Dated[]): Map<number, string> {
  const days = new Map<number, string>()
  for (const [day, own] of taken.toSorted((a, b) => a[0] - b[0]))
    if (weekdayOf(day) !== 0 && !days.has(day)) days.set(day, own)
  for (const [day, own] of taken) {
    if (days.get(day) === own) continue
    let next = day + 1
    while (days.has(next) || weekdayOf(next) === 0) next += 1
    days.set(next, `${own}, ${name}`)
  }
  return days
}
