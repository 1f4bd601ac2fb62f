import { AppError } from '../contract/errors.ts'
import { chicago } from './chicago.ts'
import { dayMs, weekdayOf } from './days.ts'
import { exchangeCalendar } from './exchange.ts'
import type { Hours } from './exchange.ts'
import { frankfurt } from './frankfurt.ts'
import type { Closure } from './holidays.ts'
import { hongKong } from './hong-kong.ts'
import { london } from './london.ts'
import { nyseClosure, nyseEarlyClose } from './new-york.ts'
import { tokyo } from './tokyo.ts'
import { zoneClock } from './zone-clock.ts'

/** On which days a market has a session, and when. Days are counted from 1970-01-01 in `zone`. */
export interface TradingCalendar {
  readonly name: string
  readonly title: string
  /** IANA zone in which a session's day is counted. */
  readonly zone: string
  /** Weekdays on which a session is usual; 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>
  /** Whether its closed days are published, so that a bar on one is a fault. */
  readonly published: boolean
  /** Why a day of those weekdays has no session; null where it has one. */
  closure(day: number): Closure | null
  /** Minute of the local day at which a shortened session ends; null for a whole one. */
  earlyClose(day: number): number | null
  /** Regular hours of a day, in minutes of the local day. */
  hours(day: number): Hours
}

const everyDay = new Set([0, 1, 2, 3, 4, 5, 6])
const mondayToFriday = new Set([1, 2, 3, 4, 5])
const never = () => null
const allDay: Hours = { open: 0, close: 24 * 60 }

const newYork = (name: string, title: string): TradingCalendar => ({
  name,
  title,
  zone: 'America/New_York',
  weekdays: mondayToFriday,
  published: true,
  closure: nyseClosure,
  earlyClose: nyseEarlyClose,
  hours: () => ({ open: 9 * 60 + 30, close: 16 * 60 }),
})

/** A market that opens on the given weekdays. Only the two days on which nearly all of them rest count as holidays. */
export function weekdayCalendar(name: string, weekdays: ReadonlySet<number>, zone: string): TradingCalendar {
  return {
    name,
    title: 'Weekdays without Christmas and New Year',
    zone,
    weekdays,
    published: false,
    closure: worldHoliday,
    earlyClose: never,
    hours: () => allDay,
  }
}

const calendars: readonly TradingCalendar[] = [
  {
    name: '24/7',
    title: 'Round the clock, a session a UTC day',
    zone: 'UTC',
    weekdays: everyDay,
    published: false,
    closure: never,
    earlyClose: never,
    hours: () => allDay,
  },
  weekdayCalendar('weekdays', mondayToFriday, 'UTC'),
  {
    name: 'FX',
    title: 'Currencies: Sunday 17:00 to Friday 17:00 in New York',
    zone: 'America/New_York',
    weekdays: mondayToFriday,
    published: false,
    closure: never,
    earlyClose: never,
    hours: () => ({ open: -7 * 60, close: 17 * 60 }),
  },
  newYork('XNYS', 'New York Stock Exchange'),
  newYork('XNAS', 'Nasdaq'),
  exchangeCalendar(london),
  exchangeCalendar(frankfurt),
  exchangeCalendar(tokyo),
  exchangeCalendar(hongKong),
  exchangeCalendar(chicago),
]
export const calendarNames: readonly string[] = calendars.map(({ name }) => name)
/** Those with published closed days, which a series can be recognised by. */
export const exchangeCalendars = calendars.filter(({ name, published }) => published && name !== 'XNAS')

/** Throws `invalid-input` for a name that is not in `calendarNames`. */
export function namedCalendar(name: string): TradingCalendar {
  const found = calendars.find((calendar) => calendar.name === name)
  if (found !== undefined) return found
  throw new AppError('invalid-input', `There is no trading calendar "${name}".`, {
    hint: `Use one of ${calendarNames.join(', ')}, or leave it out to have it read from the data.`,
  })
}

/** Whether a session is due on a day. */
export function isSession(calendar: TradingCalendar, day: number): boolean {
  return calendar.weekdays.has(weekdayOf(day)) && calendar.closure(day) === null
}

/** Start and end of the session of a local day, Unix ms; null where there is none. */
export function sessionOf(calendar: TradingCalendar, day: number): { open: number; close: number } | null {
  if (!isSession(calendar, day)) return null
  const { open, close } = calendar.hours(day)
  const clock = zoneClock(calendar.zone)
  return { open: clock.at(day, open), close: clock.at(day, calendar.earlyClose(day) ?? close) }
}

function worldHoliday(day: number): Closure | null {
  const date = new Date(day * dayMs)
  if (date.getUTCMonth() === 11 && date.getUTCDate() === 25) return { name: 'Christmas Day', kind: 'holiday' }
  if (date.getUTCMonth() === 0 && date.getUTCDate() === 1) return { name: "New Year's Day", kind: 'holiday' }
  return null
}
