/** Holidays as data: when they fall in a year, and what is done with one on a weekend. */
import { dayMs, dayOf, easterSunday, lastWeekday, nthWeekday, weekdayOf } from './days.ts'

/** Why a day has no session: `holiday` is known years ahead, `closure` was decided for that one day. */
export interface Closure {
  readonly name: string
  readonly kind: 'holiday' | 'closure'
}

export interface Holiday {
  readonly name: string
  /** Years in which it is kept, both inclusive. */
  readonly from?: number
  readonly to?: number
  /** The day (since 1970-01-01) in a year, null where there is none. */
  readonly on: (year: number) => number | null
}

export type Years = Pick<Holiday, 'from' | 'to'>

/** Days by which a date moves that falls on a Saturday and on a Sunday; 0 for one that is then lost. */
export interface Moved {
  readonly saturday: number
  readonly sunday: number
}
export const lost: Moved = { saturday: 0, sunday: 0 }
export const toMonday: Moved = { saturday: 2, sunday: 1 }
export const sundayToMonday: Moved = { saturday: 0, sunday: 1 }
export const toNearest: Moved = { saturday: -1, sunday: 1 }

const dateOf = (year: number, month: number, date: number) => Math.round(Date.UTC(year, month - 1, date) / dayMs)

/** A date of every year; months and dates count from 1. */
export function fixed(name: string, month: number, date: number, moved: Moved = lost, years: Years = {}): Holiday {
  return {
    name,
    ...years,
    on(year) {
      const day = dateOf(year, month, date)
      return day + (weekdayOf(day) === 6 ? moved.saturday : weekdayOf(day) === 0 ? moved.sunday : 0)
    },
  }
}

export function nth(name: string, count: number, weekday: number, month: number, years: Years = {}): Holiday {
  return { name, ...years, on: (year) => nthWeekday(year, month - 1, weekday, count) }
}

export function lastOf(name: string, weekday: number, month: number, years: Years = {}): Holiday {
  return { name, ...years, on: (year) => lastWeekday(year, month - 1, weekday) }
}

/** Days from Western Easter Sunday. */
export function easter(name: string, days: number, years: Years = {}): Holiday {
  return { name, ...years, on: (year) => easterSunday(year) + days }
}

/** Single dates, at most one a year. */
export function dates(name: string, ...list: readonly string[]): Holiday {
  const byYear = new Map(list.map((date) => [Number(date.slice(0, 4)), dayOf(date)]))
  return { name, on: (year) => byYear.get(year) ?? null }
}

/** The same holiday with other dates in some years. */
export function except(holiday: Holiday, ...list: readonly string[]): Holiday {
  const moved = dates(holiday.name, ...list)
  return { ...holiday, on: (year) => moved.on(year) ?? holiday.on(year) }
}

/** The last weekday on or before a date. */
export function lastWeekdayBy(name: string, month: number, date: number, years: Years = {}): Holiday {
  return {
    name,
    ...years,
    on(year) {
      const day = dateOf(year, month, date)
      return day - (weekdayOf(day) === 6 ? 1 : weekdayOf(day) === 0 ? 2 : 0)
    },
  }
}

/** A day and the holiday that falls on it. */
export type Dated = readonly [day: number, name: string]

/** The holidays of a year, in the order of the list; several may fall on one day. */
export function holidaysIn(holidays: readonly Holiday[], year: number): Dated[] {
  return holidays.flatMap(({ name, from = year, to = year, on }) => {
    const day = year >= from && year <= to ? on(year) : null
    return day === null ? [] : [[day, name] as const]
  })
}

export function yearOf(day: number): number {
  return new Date(day * dayMs).getUTCFullYear()
}
