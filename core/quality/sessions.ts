/** Which bars a series should have: inferred from the bars it has, or from a named calendar. */
import { exchangeCalendars, isSession, namedCalendar, weekdayCalendar } from '../calendars/calendars.ts'
import type { TradingCalendar } from '../calendars/calendars.ts'
import { dayMs, weekdayOf, zoneOffset } from '../calendars/days.ts'
import type { Totals } from './scan.ts'
import type { BarGrid } from './timeframe.ts'

const hourMs = 3_600_000
/** Zones whose summer time moves the sessions of most markets that have one; a market without one fits UTC. */
const candidateZones: readonly string[] = ['UTC', 'America/New_York', 'Europe/London']
/** Zones that change to summer time with another one of these. */
const summerTimeOf: Readonly<Record<string, string>> = {
  'Europe/Berlin': 'Europe/London',
  'America/Chicago': 'America/New_York',
}

export interface Expectation {
  readonly calendar: TradingCalendar
  /** As shown to the analyst, e.g. `XNYS, inferred`. */
  readonly title: string
  /** Bars that a slot should hold. */
  readonly expected: (slot: number) => number
  /** The local day that a slot belongs to. */
  readonly dayOfSlot: (slot: number) => number
  /** Bars on each local day that has any, in order. */
  readonly days: ReadonlyMap<number, number>
}

/** Series without slots (ticks, bars of several days) have no expectation. */
export function expectBars(totals: Totals, grid: BarGrid, named?: string): Expectation | null {
  const given = named === undefined ? null : namedCalendar(named)
  if (totals.from === null || grid.slot === 'none' || grid.slot === 'week' || grid.slot === 'month') return null
  return grid.slot === 'day' ? expectDays(totals, given) : expectHours(totals, grid, given)
}

function expectDays(totals: Totals, given: TradingCalendar | null): Expectation {
  const calendar = given ?? inferCalendar(new Set(totals.slots.keys()), 'UTC')
  return {
    calendar,
    title: given ? calendar.name : `${calendar.name}, inferred`,
    expected: (slot) => (isSession(calendar, slot) ? 1 : tradedThrough(totals, calendar, slot, slot)),
    dayOfSlot: (slot) => slot,
    days: totals.slots,
  }
}

function expectHours(totals: Totals, grid: BarGrid, given: TradingCalendar | null): Expectation {
  const zones = given !== null && given.name !== 'weekdays' ? [given.zone] : candidateZones
  let best = fitHours(totals, grid, zones[0]!, given)
  for (const zone of zones.slice(1)) {
    // Round the clock there is no session for summer time to move.
    if (best.calendar.name === '24/7' || isScattered(totals)) break
    const fit = fitHours(totals, grid, zone, given)
    if (fit.misfit() < best.misfit()) best = fit
  }
  const calendar = { ...best.calendar, zone: best.zone }
  return {
    calendar,
    title: given ? calendar.name : `${calendar.name}, inferred`,
    expected: best.expected,
    dayOfSlot: best.dayOf,
    days: best.bars,
  }
}

function fitHours(totals: Totals, grid: BarGrid, zone: string, given: TradingCalendar | null) {
  const days = new Map<number, number[]>()
  // A session that begins on the evening before belongs to the day on which it ends.
  const early = given === null ? 0 : Math.max(0, -given.hours(0).open)
  const dayOf = (slot: number) => localDay(slot, zone, early)
  const hourOf = (slot: number) => localHour(slot, zone, early)
  for (const [slot, count] of totals.slots) {
    const day = dayOf(slot)
    let hours = days.get(day)
    if (!hours) days.set(day, (hours = Array.from({ length: 24 }, () => 0)))
    hours[hourOf(slot)]! += count
  }
  const inferred = given ?? inferCalendar(new Set(days.keys()), zone)
  // A market that is open for part of Saturday or Sunday has bars on all seven days and is still not open round the clock.
  const partWeekend =
    !given && inferred.name === '24/7' && meanBars(days, 6) + meanBars(days, 0) < 1.2 * meanBars(days, 3)
  const calendar = partWeekend ? weekdayCalendar('weekdays', inferred.weekdays, zone) : inferred
  const roundTheClock = calendar.name === '24/7'
  const capacity = Math.ceil(hourMs / grid.step)
  const profile = roundTheClock ? null : profileOf(days, calendar, capacity)
  const dense = (slot: number) => (grid.step <= hourMs ? capacity : (slot * hourMs) % grid.step < hourMs ? 1 : 0)
  const expected = (slot: number): number => {
    const day = dayOf(slot)
    if (!isSession(calendar, day)) return tradedThrough(totals, calendar, slot, day)
    const hour = hourOf(slot)
    const end = zone === calendar.zone ? calendar.earlyClose(day) : null
    if (end !== null && hour * 60 >= end + early) return 0
    return profile ? profile[groupOf(day)]![hour]! : dense(slot)
  }
  const misfit = (): number => {
    let sum = 0
    const [first, last] = [Math.floor(totals.from! / hourMs), Math.floor(totals.to! / hourMs)]
    for (let slot = first; slot <= last; slot++) sum += Math.abs(expected(slot) - (totals.slots.get(slot) ?? 0))
    return sum
  }
  const bars = new Map([...days].map(([day, hours]) => [day, hours.reduce((sum, count) => sum + count, 0)]))
  const name = given ? calendar.name : profile && calendar.name === 'weekdays' ? nameOf(profile, grid) : calendar.name
  return { zone, calendar: { ...calendar, name }, expected, misfit, bars, dayOf }
}

/**
 * Bars usual in each hour of the day, for Sunday, Monday, Tuesday to Thursday, Friday and Saturday: where at least half
 * of the days have the hour at all, its 9th decile, which a few thin days do not lower.
 */
function profileOf(days: ReadonlyMap<number, number[]>, calendar: TradingCalendar, capacity: number): number[][] {
  return Array.from({ length: 5 }, (_, group) => {
    const members = [...days].filter(
      ([day]) => groupOf(day) === group && isSession(calendar, day) && calendar.earlyClose(day) === null,
    )
    const usual = Array.from({ length: 24 }, (_hour, hour) => {
      const counts = members.map(([, hours]) => hours[hour]!).toSorted((a, b) => a - b)
      if (counts.filter((count) => count > 0).length * 2 < counts.length || counts.length === 0) return 0
      return Math.min(capacity, counts[Math.ceil(counts.length * 0.9) - 1]!)
    })
    // With so few days a hole would pass as usual, so an hour between two full ones counts as full.
    const between = (hour: number) => usual[hour]! > 0 && usual[hour - 1] === capacity && usual[hour + 1] === capacity
    return members.length < 3 ? usual.map((count, hour) => (between(hour) ? capacity : count)) : usual
  })
}

/** A market without a published calendar may trade on part of a world holiday: nothing is missing then. */
function tradedThrough(totals: Totals, calendar: TradingCalendar, slot: number, day: number): number {
  return !calendar.published && calendar.weekdays.has(weekdayOf(day)) ? (totals.slots.get(slot) ?? 0) : 0
}

/** Weekdays on which at least half of the weeks have a bar; an exchange where the missing days are its holidays. */
export function inferCalendar(days: ReadonlySet<number>, zone: string): TradingCalendar {
  const present = Array.from({ length: 7 }, () => 0)
  const possible = Array.from({ length: 7 }, () => 0)
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const day of days) [first, last] = [Math.min(first, day), Math.max(last, day)]
  for (let day = first; day <= last; day++) {
    possible[weekdayOf(day)]!++
    if (days.has(day)) present[weekdayOf(day)]!++
  }
  const most = Math.max(...present.map((count, weekday) => (possible[weekday] ? count / possible[weekday]! : 0)))
  const usual = new Set(
    present.flatMap((count, weekday) => (count > 0 && count * 2 >= possible[weekday]! * most ? [weekday] : [])),
  )
  if (usual.size === 7) return namedCalendar('24/7')
  const mondayToFriday = !usual.has(0) && !usual.has(6)
  const exchange = mondayToFriday ? inferExchange(days, zone, first, last) : null
  if (exchange !== null) return exchange
  // A short series may lack a weekday by chance: five are assumed where all that there are lie between Monday and Friday.
  return weekdayCalendar('weekdays', mondayToFriday ? new Set([1, 2, 3, 4, 5]) : usual, zone)
}

/** The exchange whose closed days are missing, and fewest others; the first of those that fit alike. */
function inferExchange(days: ReadonlySet<number>, zone: string, first: number, last: number): TradingCalendar | null {
  let best: { calendar: TradingCalendar; missing: number } | null = null
  for (const calendar of exchangeCalendars) {
    if (zone !== 'UTC' && zone !== calendar.zone && summerTimeOf[calendar.zone] !== zone) continue
    let [holidays, kept, sessions, missing] = [0, 0, 0, 0]
    for (let day = first; day <= last; day++) {
      const weekday = weekdayOf(day)
      if (weekday === 0 || weekday === 6) continue
      if (calendar.closure(day) === null) {
        sessions++
        if (!days.has(day)) missing++
        continue
      }
      holidays++
      if (!days.has(day)) kept++
    }
    // In a series that lacks most days, a missing holiday says nothing.
    const fits = holidays > 0 && kept >= holidays * 0.9 && days.size >= sessions * 0.5
    if (fits && (best === null || missing < best.missing)) best = { calendar, missing }
  }
  return best?.calendar ?? null
}

/** A few bars over a very long time have no sessions to fit. */
function isScattered({ slots, from, to }: Totals): boolean {
  return (to! - from!) / hourMs > 100 * slots.size
}

function meanBars(days: ReadonlyMap<number, number[]>, weekday: number): number {
  const totals = [...days]
    .filter(([day]) => weekdayOf(day) === weekday)
    .map(([, hours]) => hours.reduce((sum, count) => sum + count, 0))
  return totals.reduce((sum, total) => sum + total, 0) / Math.max(1, totals.length)
}

function nameOf(profile: readonly number[][], { step }: BarGrid): string {
  const hours = profile[2]!.filter((count) => count > 0).length
  return hours >= Math.floor(23 / Math.max(1, step / hourMs)) ? '24/5' : 'sessions'
}

function groupOf(day: number): number {
  const weekday = weekdayOf(day)
  return weekday === 0 ? 0 : weekday === 1 ? 1 : weekday === 5 ? 3 : weekday === 6 ? 4 : 2
}

/** `early`: minutes before midnight at which a day begins. */
function localTime(slot: number, zone: string, early: number): number {
  return slot * hourMs + zoneOffset(zone, Math.floor((slot * hourMs) / dayMs)) + early * 60_000
}

function localDay(slot: number, zone: string, early: number): number {
  return Math.floor(localTime(slot, zone, early) / dayMs)
}

function localHour(slot: number, zone: string, early: number): number {
  return Math.floor((localTime(slot, zone, early) - localDay(slot, zone, early) * dayMs) / hourMs)
}
