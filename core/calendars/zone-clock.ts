import { dayMs } from './days.ts'

const zones = new Map<string, ZoneClock>()

/** Wall clock of a zone, right on days on which it is moved. Minutes may lie outside of 0 to 1439: -60 is 23:00 the day before. */
export interface ZoneClock {
  /** Unix ms of a minute of a local day (since 1970-01-01); the first of two such moments, and one jumped over as if not. */
  readonly at: (day: number, minute: number) => number
  /** Milliseconds from 1970-01-01 to the wall clock of a moment. */
  readonly wall: (time: number) => number
}

export function zoneClock(zone: string): ZoneClock {
  const known = zones.get(zone)
  if (known !== undefined) return known
  const offset = offsets(zone)
  const clock: ZoneClock = {
    wall: (time) => time + offset(time),
    at(day, minute) {
      const wall = day * dayMs + minute * 60_000
      // The offset before a change counts until it is made.
      const early = wall - offset(wall - offset(wall) - dayMs / 4)
      const late = wall - offset(early)
      return early + offset(early) === wall || late + offset(late) !== wall ? early : late
    },
  }
  zones.set(zone, clock)
  return clock
}

/** Milliseconds by which a zone is ahead of UTC at a moment. Worked out twice a UTC day, and by the half-hour where it changes. */
function offsets(zone: string): (time: number) => number {
  if (zone === 'UTC') return () => 0
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const measure = (time: number): number => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]))
    const wall = Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute'])
    return wall - Math.floor(time / 60_000) * 60_000
  }
  const days = new Map<number, number | null>()
  const halves = new Map<number, number>()
  const remembered = <K>(map: Map<K, number>, key: K, time: number): number => {
    const found = map.get(key)
    if (found !== undefined) return found
    const value = measure(time)
    map.set(key, value)
    return value
  }
  return (time) => {
    const day = Math.floor(time / dayMs)
    let constant = days.get(day)
    if (constant === undefined) {
      const start = measure(day * dayMs)
      constant = start === measure((day + 1) * dayMs - 60_000) ? start : null
      days.set(day, constant)
    }
    if (constant !== null) return constant
    const half = Math.floor(time / 1_800_000)
    return remembered(halves, half, half * 1_800_000)
  }
}
