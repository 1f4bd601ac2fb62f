import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { isSession, namedCalendar, sessionOf } from '../../../core/calendars/calendars.ts'
import { dayOf, isoDay, weekdayOf } from '../../../core/calendars/days.ts'

interface Expected {
  sessions: number
  closed: string[]
  times: [from: string, open: number, close: number][]
  sha256: string
}
const peer = JSON.parse(readFileSync('test/fixtures/calendars.json', 'utf8')) as {
  calendars: Record<string, Expected>
}

/** Sessions that the other calendar has although the exchange was closed: its own announcements of that day. */
const openThere: Record<string, readonly string[]> = { XHKG: ['2023-09-01', '2023-09-08'] }
const [first, last] = [dayOf('2000-01-01'), dayOf('2025-12-31')]
const minutesAt = ({ times }: Expected, date: string) => times.findLast(([from]) => from <= date)!

describe('sessions from 2000 to 2025, beside exchange_calendars', () => {
  describe.each(Object.entries(peer.calendars))('%s', (name, expected) => {
    const calendar = namedCalendar(name)
    const extra = openThere[name] ?? []
    const days = Array.from({ length: last - first + 1 }, (_, i) => first + i)
    const weekdays = name === '24/7' ? days : days.filter((day) => weekdayOf(day) % 6 !== 0)

    it('has the same closed weekdays', () => {
      const closed = weekdays.filter((day) => !isSession(calendar, day)).map(isoDay)
      expect(closed.filter((date) => !extra.includes(date))).toEqual(expected.closed)
    })

    it('has the same local hours on every day, half days included', () => {
      const differing = weekdays
        .filter((day) => isSession(calendar, day))
        .flatMap((day) => {
          const [, open, close] = minutesAt(expected, isoDay(day))
          const hours = calendar.hours(day)
          const found = [hours.open, calendar.earlyClose(day) ?? hours.close]
          return found[0] === open && found[1] === close ? [] : [`${isoDay(day)} ${found.join('-')} ${open}-${close}`]
        })
      expect(differing).toEqual([])
    })

    it('opens and closes at the same moments in UTC, every session', () => {
      const lines = days.flatMap((day) => {
        const session = sessionOf(calendar, day)
        if (session !== null) return [`${isoDay(day)} ${session.open / 1000} ${session.close / 1000}`]
        if (!extra.includes(isoDay(day))) return []
        // A closed day that is open there, at the hours of the season in Hong Kong: UTC+8 all year.
        const midnight = day * 86_400 - 8 * 3600
        return [`${isoDay(day)} ${midnight + 9.5 * 3600} ${midnight + 16 * 3600}`]
      })
      expect(lines).toHaveLength(expected.sessions)
      expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(expected.sha256)
    })
  })
})
