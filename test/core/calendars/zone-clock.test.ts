import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { dayMs, dayOf } from '../../../core/calendars/days.ts'
import { zoneClock } from '../../../core/calendars/zone-clock.ts'

const at = (zone: string, date: string, hour: number, minute = 0) =>
  new Date(zoneClock(zone).at(dayOf(date), hour * 60 + minute)).toISOString().slice(0, 16)

describe('the clock of a zone', () => {
  it('is right on the days on which it is moved', () => {
    expect(at('America/New_York', '2023-03-12', 1, 59)).toBe('2023-03-12T06:59')
    expect(at('America/New_York', '2023-03-12', 3)).toBe('2023-03-12T07:00')
    expect(at('America/New_York', '2023-11-05', 0, 59)).toBe('2023-11-05T04:59')
    expect(at('America/New_York', '2023-11-05', 2)).toBe('2023-11-05T07:00')
    expect(at('Europe/London', '2023-03-26', 2)).toBe('2023-03-26T01:00')
    expect(at('Australia/Lord_Howe', '2023-04-02', 3)).toBe('2023-04-01T16:30')
  })

  it('takes the first of two moments with one time, and a time jumped over by the offset before', () => {
    expect(at('America/New_York', '2023-11-05', 1, 30)).toBe('2023-11-05T05:30')
    expect(at('America/New_York', '2023-03-12', 2, 30)).toBe('2023-03-12T07:30')
    expect(at('Europe/Berlin', '2023-10-29', 2, 15)).toBe('2023-10-29T00:15')
  })

  it('counts minutes of the day before and after', () => {
    expect(at('America/Chicago', '2023-03-13', -7)).toBe('2023-03-12T22:00')
    expect(at('Asia/Tokyo', '2023-03-13', 25)).toBe('2023-03-13T16:00')
  })

  it('shows the time that it was asked for, at any time of day of any day outside of a jump', () => {
    const zones = [
      'America/New_York',
      'Europe/London',
      'Europe/Berlin',
      'Asia/Tokyo',
      'Asia/Kolkata',
      'Pacific/Auckland',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: dayOf('1990-01-01'), max: dayOf('2035-12-31') }),
        fc.integer({ min: 240, max: 1439 }),
        (zone, day, minute) => {
          const clock = zoneClock(zone)
          expect(clock.wall(clock.at(day, minute))).toBe(day * dayMs + minute * 60_000)
        },
      ),
    )
  })
})
