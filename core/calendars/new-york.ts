/**
 * Days on which the New York Stock Exchange has no session, 1970 onwards.
 * Rules: NYSE Rule 7.2 and the exchange's yearly "Holidays & Trading Hours" notices. One-off closures: the exchange's
 * list "NYSE special closings" and its notices of 2018 and 2024.
 */
import { addDays, dayOf, easterSunday, lastWeekday, nthWeekday, weekdayOf } from './days.ts'
import type { Closure } from './holidays.ts'

const oneOff: Readonly<Record<string, string>> = {
  '1972-12-28': 'Funeral of Harry S. Truman',
  '1973-01-25': 'Funeral of Lyndon B. Johnson',
  '1977-07-14': 'New York City blackout',
  '1985-09-27': 'Hurricane Gloria',
  '1994-04-27': 'Funeral of Richard M. Nixon',
  '2001-09-11': 'Attacks of 11 September',
  '2001-09-12': 'Attacks of 11 September',
  '2001-09-13': 'Attacks of 11 September',
  '2001-09-14': 'Attacks of 11 September',
  '2004-06-11': 'Funeral of Ronald W. Reagan',
  '2007-01-02': 'Funeral of Gerald R. Ford',
  '2012-10-29': 'Hurricane Sandy',
  '2012-10-30': 'Hurricane Sandy',
  '2018-12-05': 'Funeral of George H. W. Bush',
  '2025-01-09': 'Funeral of Jimmy Carter',
}

const closuresByDay = new Map(Object.entries(oneOff).map(([date, name]) => [dayOf(date), name]))
const specialEarly = new Set(['1996-07-05', '1997-12-26', '1999-12-31', '2002-07-05', '2003-12-26'].map(dayOf))
const earlyEnd = 13 * 60
const yearCache = new Map<number, ReadonlyMap<number, string>>()

/** The reason why day `day` (days since 1970-01-01) has no session although it is a weekday; null where it has one. */
export function nyseClosure(day: number): Closure | null {
  const once = closuresByDay.get(day)
  if (once !== undefined) return { name: once, kind: 'closure' }
  const year = new Date(day * 86_400_000).getUTCFullYear()
  const name = holidaysOf(year).get(day)
  return name === undefined ? null : { name, kind: 'holiday' }
}

/** Minute of the New York day at which a shortened session ends (13:00), else null; known from 1993 on. */
export function nyseEarlyClose(day: number): number | null {
  const date = new Date(day * 86_400_000)
  const [year, month, dayOfMonth, weekday] = [
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    weekdayOf(day),
  ]
  if (year < 1993 || nyseClosure(day) !== null) return null
  if (day === nthWeekday(year, 10, 4, 4) + 1 || specialEarly.has(day)) return earlyEnd
  if (month === 11 && dayOfMonth === 24) return year >= 1996 && weekday <= 4 ? earlyEnd : null
  // Until 2012 a 3 July on a Wednesday was a whole session, and the Friday after the holiday was shortened twice instead.
  if (month === 6 && dayOfMonth === 3)
    return year >= 1995 && weekday <= 4 && (weekday !== 3 || year >= 2013) ? earlyEnd : null
  return null
}

function holidaysOf(year: number): ReadonlyMap<number, string> {
  const known = yearCache.get(year)
  if (known) return known
  const days = new Map<number, string>()
  const fixed = (month: number, date: number, name: string) => days.set(observed(year, month, date), name)
  const newYear = dayOf(`${year}-01-01`)
  // A New Year's Day on a Saturday is not moved back to the Friday: that is the last day of an accounting year.
  if (weekdayOf(newYear) !== 6) days.set(weekdayOf(newYear) === 0 ? newYear + 1 : newYear, "New Year's Day")
  if (year >= 1998) days.set(nthWeekday(year, 0, 1, 3), 'Martin Luther King Jr. Day')
  if (year >= 1971) days.set(nthWeekday(year, 1, 1, 3), "Presidents' Day")
  else fixed(1, 22, "Washington's Birthday")
  days.set(addDays(easterSunday(year), -2), 'Good Friday')
  if (year >= 1971) days.set(lastWeekday(year, 4, 1), 'Memorial Day')
  if (year >= 2022) fixed(5, 19, 'Juneteenth')
  fixed(6, 4, 'Independence Day')
  days.set(nthWeekday(year, 8, 1, 1), 'Labor Day')
  if (year <= 1980 && year % 4 === 0) days.set(nthWeekday(year, 10, 1, 1) + 1, 'Election Day')
  days.set(nthWeekday(year, 10, 4, 4), 'Thanksgiving Day')
  fixed(11, 25, 'Christmas Day')
  yearCache.set(year, days)
  return days
}

/** A holiday on a Saturday is kept on the Friday before, one on a Sunday on the Monday after. */
function observed(year: number, month: number, date: number): number {
  const day = Math.round(Date.UTC(year, month, date) / 86_400_000)
  const weekday = weekdayOf(day)
  return weekday === 6 ? day - 1 : weekday === 0 ? day + 1 : day
}
