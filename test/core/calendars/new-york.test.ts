import { describe, expect, test } from 'vitest'
import { isSession, namedCalendar } from '../../../core/calendars/calendars.ts'
import { dayOf, easterSunday, isoDay, weekdayOf, zoneOffset } from '../../../core/calendars/days.ts'
import { nyseClosure, nyseEarlyClose } from '../../../core/calendars/new-york.ts'

const closedIn = (year: number) => {
  const days: string[] = []
  for (let day = dayOf(`${year}-01-01`); day < dayOf(`${year + 1}-01-01`); day++)
    if (weekdayOf(day) % 6 !== 0 && nyseClosure(day) !== null) days.push(isoDay(day).slice(5))
  return days.join(' ')
}
const earlyIn = (year: number) => {
  const days: string[] = []
  for (let day = dayOf(`${year}-01-01`); day < dayOf(`${year + 1}-01-01`); day++)
    if (weekdayOf(day) % 6 !== 0 && nyseEarlyClose(day) !== null) days.push(isoDay(day).slice(5))
  return days.join(' ')
}

// Dates from the exchange's yearly notices, cross-checked with exchange_calendars 4.13.2 (XNYS) over 1971 to 2030.
describe('New York Stock Exchange', () => {
  test.each([
    [1971, '01-01 02-15 04-09 05-31 07-05 09-06 11-25 12-24'],
    [1972, '02-21 03-31 05-29 07-04 09-04 11-07 11-23 12-25 12-28'],
    [1977, '02-21 04-08 05-30 07-04 07-14 09-05 11-24 12-26'],
    [1980, '01-01 02-18 04-04 05-26 07-04 09-01 11-04 11-27 12-25'],
    [1984, '01-02 02-20 04-20 05-28 07-04 09-03 11-22 12-25'],
    [1994, '02-21 04-01 04-27 05-30 07-04 09-05 11-24 12-26'],
    [1998, '01-01 01-19 02-16 04-10 05-25 07-03 09-07 11-26 12-25'],
    [2000, '01-17 02-21 04-21 05-29 07-04 09-04 11-23 12-25'],
    [2001, '01-01 01-15 02-19 04-13 05-28 07-04 09-03 09-11 09-12 09-13 09-14 11-22 12-25'],
    [2007, '01-01 01-02 01-15 02-19 04-06 05-28 07-04 09-03 11-22 12-25'],
    [2012, '01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25'],
    [2018, '01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25'],
    [2021, '01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24'],
    [2022, '01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26'],
    [2025, '01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25'],
    [2026, '01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25'],
    [2027, '01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24'],
  ])('weekdays without a session in %d', (year, days) => {
    expect(closedIn(year)).toBe(days)
  })

  test.each([
    [1996, '07-05 11-29 12-24'],
    [1999, '11-26 12-31'],
    [2002, '07-05 11-29 12-24'],
    [2003, '07-03 11-28 12-24 12-26'],
    [2013, '07-03 11-29 12-24'],
    [2019, '07-03 11-29 12-24'],
    [2020, '11-27 12-24'],
    [2024, '07-03 11-29 12-24'],
    [2026, '11-27 12-24'],
  ])('sessions that end at 13:00 in %d', (year, days) => {
    expect(earlyIn(year)).toBe(days)
  })

  test('tells holidays from closures decided for one day', () => {
    expect(nyseClosure(dayOf('2007-01-02'))).toEqual({ name: 'Funeral of Gerald R. Ford', kind: 'closure' })
    expect(nyseClosure(dayOf('2024-12-25'))).toEqual({ name: 'Christmas Day', kind: 'holiday' })
    expect(nyseClosure(dayOf('2021-06-18'))).toBeNull()
    expect(isSession(namedCalendar('XNYS'), dayOf('2024-07-06'))).toBe(false)
  })
})

describe('days', () => {
  test.each([['1961-04-02'], ['2000-04-23'], ['2008-03-23'], ['2011-04-24'], ['2024-03-31'], ['2038-04-25']])(
    'Easter Sunday falls on %s',
    (date) => {
      expect(isoDay(easterSunday(Number(date.slice(0, 4))))).toBe(date)
    },
  )

  test('zone offsets follow summer time', () => {
    const hours = (zone: string, date: string) => zoneOffset(zone, dayOf(date)) / 3_600_000
    expect([
      hours('America/New_York', '2024-01-15'),
      hours('America/New_York', '2024-07-15'),
      hours('Europe/London', '2024-07-15'),
      hours('Asia/Tokyo', '2024-07-15'),
      hours('Pacific/Auckland', '2024-01-15'),
      hours('UTC', '2024-07-15'),
    ]).toEqual([-5, -4, 1, 9, 13, 0])
    expect(weekdayOf(dayOf('1969-12-31'))).toBe(3)
  })
})
