/** Calendar arithmetic on whole days, counted from 1970-01-01. Weekdays: 0 is Sunday. Months: 0 is January. */
export const dayMs = 86_400_000

export function dayOf(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs)
}

export function isoDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

export function addDays(day: number, days: number): number {
  return day + days
}

/** The `nth` (from 1) given weekday of a month. */
export function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  const first = Math.round(Date.UTC(year, month, 1) / dayMs)
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1)
}

export function lastWeekday(year: number, month: number, weekday: number): number {
  const last = Math.round(Date.UTC(year, month + 1, 0) / dayMs)
  return last - ((weekdayOf(last) - weekday + 7) % 7)
}

/** Western Easter by the anonymous Gregorian rule (Meeus, Astronomical Algorithms, chapter 8). */
export function easterSunday(year: number): number {
  const a = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const leapCorrection = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25)
  const moon = (19 * a + leapCorrection + 15) % 30
  const epact = moon - Math.floor((a + 11 * moon) / 319)
  const weekday = (2 * (century % 4) + 2 * Math.floor(inCentury / 4) - (inCentury % 4) - epact + 32) % 7
  const month = Math.floor((epact + weekday + 90) / 25)
  const date = (epact + weekday + month + 19) % 32
  return Math.round(Date.UTC(year, month - 1, date) / dayMs)
}

const offsets = new Map<string, Map<number, number>>()
const formats = new Map<string, Intl.DateTimeFormat>()

/** Milliseconds that `zone` is ahead of UTC at noon UTC of a day: good for whole days, an hour off before a change at night. */
export function zoneOffset(zone: string, day: number): number {
  if (zone === 'UTC') return 0
  let ofZone = offsets.get(zone)
  if (!ofZone) offsets.set(zone, (ofZone = new Map()))
  const known = ofZone.get(day)
  if (known !== undefined) return known
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', day: 'numeric', hour: 'numeric' })
    formats.set(zone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(day * dayMs + dayMs / 2).map((part) => [part.type, part.value]))
  const sameDay = Number(parts['day']) === new Date(day * dayMs).getUTCDate()
  const offset = (Number(parts['hour']) - 12 + (sameDay ? 0 : Number(parts['hour']) < 12 ? 24 : -24)) * 3_600_000
  ofZone.set(day, offset)
  return offset
}
