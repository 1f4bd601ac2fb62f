/** A label on the time axis at bucket `at`. */
export interface CalendarTick {
  readonly at: number
  readonly text: string
}

interface Moment {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Days since 1970-01-01, wall time. */
  readonly number: number
  readonly minute: number
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const byYears = (years: number) => (m: Moment) => Math.floor(m.year / years)
const byMonths = (count: number) => (m: Moment) => m.year * 12 + Math.floor(m.month / count)
const byMinutes = (count: number) => (m: Moment) => m.number * 1440 + Math.floor(m.minute / count) * count

/** Coarse to fine. A label stands where the value changes from one bucket to the next. */
const levels: ReadonlyArray<(m: Moment) => number> = [
  byYears(10),
  byYears(5),
  byYears(2),
  byYears(1),
  byMonths(6),
  byMonths(3),
  byMonths(1),
  (m) => Math.floor((m.number + 3) / 7),
  (m) => m.number,
  byMinutes(720),
  byMinutes(360),
  byMinutes(180),
  byMinutes(60),
  byMinutes(30),
  byMinutes(15),
  byMinutes(5),
  byMinutes(1),
]

/**
 * Labels at real year, month, day and hour starts. Levels are added from coarse to fine as long as a level's own
 * labels stay `minGap` pixels apart, so that spacing stays regular; one too near a coarser label is left out.
 */
export function calendarTicks(options: {
  readonly ts: Float64Array
  readonly from: number
  readonly to: number
  readonly pixelsPerBucket: number
  readonly offset: (ts: number) => number
  readonly minGap?: number
}): CalendarTick[] {
  const { ts, from, to, pixelsPerBucket, offset } = options
  const gap = (options.minGap ?? 76) / pixelsPerBucket
  const moments: Moment[] = []
  // One bucket before the first, so that a year that starts on the left edge is seen to start.
  const first = Math.max(0, from - 1)
  for (let at = first; at < to; at++) moments.push(momentOf(ts[at]!, offset))
  const placed = new Set<number>()
  for (const level of levels) {
    const found: number[] = []
    for (let n = 1; n < moments.length; n++) {
      if (level(moments[n]!) !== level(moments[n - 1]!) && !placed.has(n)) found.push(n)
    }
    const free = found.filter((n) => !isNear(placed, n, gap))
    // A level of which most labels find no room is no level to show: its few would stand at odd places.
    if (free.length * 2 < found.length) break
    if (free.some((n, i) => i > 0 && n - free[i - 1]! < gap)) break
    for (const n of free) placed.add(n)
  }
  return [...placed]
    .toSorted((a, b) => a - b)
    .map((n) => ({ at: first + n, text: labelOf(moments[n]!, moments[n - 1]!) }))
}

function isNear(placed: ReadonlySet<number>, n: number, gap: number): boolean {
  for (const other of placed) if (Math.abs(other - n) < gap) return true
  return false
}

function momentOf(ts: number, offset: (ts: number) => number): Moment {
  const wall = ts + offset(ts)
  const at = new Date(wall)
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth(),
    day: at.getUTCDate(),
    number: Math.floor(wall / 86_400_000),
    minute: Math.floor((wall % 86_400_000) / 60_000),
  }
}

function labelOf(m: Moment, before: Moment): string {
  if (m.year !== before.year) return String(m.year)
  if (m.month !== before.month) return months[m.month]!
  if (m.number !== before.number) return `${m.day} ${months[m.month]}`
  return `${String(Math.floor(m.minute / 60)).padStart(2, '0')}:${String(m.minute % 60).padStart(2, '0')}`
}
