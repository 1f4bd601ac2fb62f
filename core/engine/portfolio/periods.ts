import { dayMs } from '../calendar.ts'

/** How often weights are brought about: on the first bar of a calendar period (UTC), or every so many times of the run. */
export interface Period {
  readonly count: number
  readonly unit: 'd' | 'w' | 'M' | 'q' | 'y' | 'bars'
}

/** Days before the Thursday of 1970-01-01 on which its week began. */
const toMonday = 3

/** For each time the number of its period; weeks begin on Monday, periods of several units are counted from 1970. */
export function periodNumbers(ts: Float64Array, { count, unit }: Period): Int32Array {
  const numbers = new Int32Array(ts.length)
  let day = Number.NaN
  let number = 0
  for (let i = 0; i < ts.length; i++) {
    if (unit === 'bars') {
      numbers[i] = Math.floor(i / count)
      continue
    }
    const present = Math.floor(ts[i]! / dayMs)
    if (present !== day) number = Math.floor(numberOf(present, unit) / count)
    day = present
    numbers[i] = number
  }
  return numbers
}

function numberOf(day: number, unit: Exclude<Period['unit'], 'bars'>): number {
  if (unit === 'd') return day
  if (unit === 'w') return Math.floor((day + toMonday) / 7)
  const date = new Date(day * dayMs)
  const years = date.getUTCFullYear() - 1970
  if (unit === 'y') return years
  const months = 12 * years + date.getUTCMonth()
  return unit === 'q' ? Math.floor(months / 3) : months
}
