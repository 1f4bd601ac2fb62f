import { AppError } from '../contract/errors.ts'
import { weekdayOf } from './days.ts'
import { nyseClosure, nyseEarlyClose } from './nyse.ts'
import type { Closure } from './nyse.ts'

/** On which days a market has a session. Days are counted from 1970-01-01 in `zone`. */
export interface TradingCalendar {
  readonly name: string
  /** IANA zone in which a session's day is counted. */
  readonly zone: string
  /** Weekdays on which a session is usual; 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>
  /** Why a day of those weekdays has no session; null where it has one. */
  closure(day: number): Closure | null
  /** Minute of the local day at which a shortened session ends; null for a whole one. */
  earlyClose(day: number): number | null
}

export const calendarNames = ['24/7', 'weekdays', 'XNYS'] as const

const everyDay = new Set([0, 1, 2, 3, 4, 5, 6])
const mondayToFriday = new Set([1, 2, 3, 4, 5])
const noClosure = () => null

/** A market that opens on the given weekdays. Only the two days on which nearly all of them rest count as holidays. */
export function weekdayCalendar(name: string, weekdays: ReadonlySet<number>, zone: string): TradingCalendar {
  return { name, zone, weekdays, closure: worldHoliday, earlyClose: noClosure }
}

/** Throws `invalid-input` for a name that is not in `calendarNames`. */
export function namedCalendar(name: string): TradingCalendar {
  switch (name) {
    case '24/7':
      return { name, zone: 'UTC', weekdays: everyDay, closure: noClosure, earlyClose: noClosure }
    case 'weekdays':
      return weekdayCalendar(name, mondayToFriday, 'UTC')
    case 'XNYS':
      return {
        name,
        zone: 'America/New_York',
        weekdays: mondayToFriday,
        closure: nyseClosure,
        earlyClose: nyseEarlyClose,
      }
    default:
      throw new AppError('invalid-input', `There is no trading calendar "${name}".`, {
        hint: `Use one of ${calendarNames.join(', ')}, or leave it out to have it read from the data.`,
      })
  }
}

/** Whether a session is due on a day. */
export function isSession(calendar: TradingCalendar, day: number): boolean {
  return calendar.weekdays.has(weekdayOf(day)) && calendar.closure(day) === null
}

function worldHoliday(day: number): Closure | null {
  const date = new Date(day * 86_400_000)
  if (date.getUTCMonth() === 11 && date.getUTCDate() === 25) return { name: 'Christmas Day', kind: 'holiday' }
  if (date.getUTCMonth() === 0 && date.getUTCDate() === 1) return { name: "New Year's Day", kind: 'holiday' }
  return null
}
