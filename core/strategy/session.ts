import { namedCalendar, sessionOf, type TradingCalendar } from '../calendars/calendars.ts'
import { dayMs, weekdayOf } from '../calendars/days.ts'
import { zoneClock } from '../calendars/zone-clock.ts'
import type { ProfileFields } from '../contract/profile.ts'
import { AppError } from '../contract/errors.ts'

export const weekdayNames: readonly string[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** When a strategy may enter, and whether it leaves at the end. Times are minutes of the day in `timezone`, else in the calendar's zone. */
export interface Session {
  readonly calendar: string
  readonly timezone: string | null
  /** From `from` on and before `to`; null for the calendar's own hours. A `to` before `from` is on the next day. */
  readonly from: number | null
  readonly to: number | null
  /** Weekdays of the calendar's sessions, 0 is Sunday; null for all. */
  readonly days: readonly number[] | null
  readonly flatAtClose: boolean
}

/** What a session does to the signals, one entry a bar; `leave` is null where nothing has to be closed. */
export interface SessionColumns {
  readonly enter: Uint8Array
  readonly leave: Uint8Array | null
}

type FillTiming = ProfileFields['fillTiming']

const known = new WeakMap<Float64Array, Map<string, SessionColumns>>()

/**
 * Bars on whose signals an entry may be taken, and those on which a position has to be closed so that nothing is held
 * beyond the end of the session. Both look at the moment of the fill that a signal leads to, which its bar knows: bars are
 * `barMs` long. `leave` comes on the last bar whose fill is still within the session; where bars are missing there, on the
 * first bar after it. Throws `invalid-input` for bars of a day or longer.
 */
export function sessionColumns(
  session: Session,
  ts: Float64Array,
  barMs: number,
  fillTiming: FillTiming,
): SessionColumns {
  if (!(barMs < dayMs))
    throw new AppError('invalid-input', 'A session needs bars that are shorter than a day', {
      hint: 'Run the strategy on bars such as 1m or 1h, or take "session" out of its file.',
    })
  const key = JSON.stringify([session, barMs, fillTiming])
  const columns = known.get(ts) ?? new Map<string, SessionColumns>()
  known.set(ts, columns)
  let found = columns.get(key)
  if (found === undefined) columns.set(key, (found = makeColumns(session, ts, barMs, fillTiming)))
  return found
}

function makeColumns(session: Session, ts: Float64Array, barMs: number, fillTiming: FillTiming): SessionColumns {
  const clock = sessionClock(session)
  const enter = new Uint8Array(ts.length)
  const leave = session.flatAtClose ? new Uint8Array(ts.length) : null
  const atOpen = fillTiming === 'nextOpen'
  for (let bar = 0; bar < ts.length; bar++) {
    const fill = ts[bar]! + (fillTiming === 'nextClose' ? 2 : 1) * barMs
    // A fill at a close is the last moment of its bar, one at an open the first.
    enter[bar] = clock.isInside(atOpen ? fill : fill - 1) ? 1 : 0
    if (leave === null) continue
    // The next chance to close is a bar later.
    const last = atOpen
      ? clock.sessionAt(fill + barMs) !== clock.sessionAt(fill)
      : clock.sessionAt(fill) !== clock.sessionAt(fill - 1)
    const missed = bar > 0 && leave[bar - 1] === 0 && clock.sessionAt(ts[bar]!) !== clock.sessionAt(ts[bar - 1]!)
    if (!clock.isInside(fill) || last || missed) leave[bar] = 1
    if (leave[bar] === 1) enter[bar] = 0
  }
  return { enter, leave }
}

export interface SessionClock {
  /** Whether an entry may be filled at a moment. */
  readonly isInside: (time: number) => boolean
  /** The day of the calendar's session at a moment, null where there is none. */
  readonly sessionAt: (time: number) => number | null
}

export function sessionClock({ calendar: name, timezone, from, to, days }: Session): SessionClock {
  const calendar = namedCalendar(name)
  const find = sessionFinder(calendar)
  const { wall } = zoneClock(timezone ?? calendar.zone)
  return {
    sessionAt: (time) => find(time)?.day ?? null,
    isInside(time) {
      const session = find(time)
      if (session === null || (days !== null && !days.includes(weekdayOf(session.day)))) return false
      if (from === null && to === null) return true
      const minute = (((wall(time) % dayMs) + dayMs) % dayMs) / 60_000
      const [start, end] = [from ?? 0, to ?? 24 * 60]
      return start < end ? minute >= start && minute < end : minute >= start || minute < end
    },
  }
}

interface Found {
  readonly day: number
  readonly open: number
  readonly close: number
}

/** Gives the session that holds a moment, null for none. Moments come in order, so the last one is tried first. */
function sessionFinder(calendar: TradingCalendar): (time: number) => Found | null {
  const { wall } = zoneClock(calendar.zone)
  const days = new Map<number, Found | null>()
  const ofDay = (day: number): Found | null => {
    let found = days.get(day)
    if (found === undefined) {
      const hours = sessionOf(calendar, day)
      days.set(day, (found = hours === null ? null : { day, ...hours }))
    }
    return found
  }
  const holds = (found: Found | null, time: number) => found !== null && time >= found.open && time < found.close
  let last: Found | null = null
  return (time) => {
    if (holds(last, time)) return last
    const day = Math.floor(wall(time) / dayMs)
    // A session may begin on the evening before its day.
    for (const found of [ofDay(day), ofDay(day + 1)]) if (holds(found, time)) return (last = found)
    return null
  }
}

/** A session in words, e.g. `XNYS, 09:45 to 15:45, mon tue, flat at the close`. */
export function sessionText({ calendar, timezone, from, to, days, flatAtClose }: Session): string {
  const time = (minutes: number | null, other: string) =>
    minutes === null
      ? other
      : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return [
    calendar,
    ...(from === null && to === null ? [] : [`${time(from, 'open')} to ${time(to, 'close')}`]),
    ...(timezone === null ? [] : [timezone]),
    ...(days === null ? [] : [days.map((day) => weekdayNames[day]!).join(' ')]),
    ...(flatAtClose ? ['flat at the close'] : []),
  ].join(', ')
}
