const hour = 3_600_000
const limit = 20_000

/** Milliseconds to add to a UTC stamp to read it as wall time in `zone`. Offsets change on the hour at the earliest. */
export function zoneOffset(zone: string): (ts: number) => number {
  if (zone === 'UTC') return () => 0
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const known = new Map<number, number>()
  return (ts) => {
    const block = Math.floor(ts / hour)
    const cached = known.get(block)
    if (cached !== undefined) return cached
    const offset = wallTime(format, block * hour) - block * hour
    if (known.size >= limit) known.clear()
    known.set(block, offset)
    return offset
  }
}

function wallTime(format: Intl.DateTimeFormat, ts: number): number {
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(ts)) part[type] = Number(value)
  return Date.UTC(
    part.year ?? 1970,
    (part.month ?? 1) - 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  )
}

const two = (value: number) => String(value).padStart(2, '0')

/** `2012-09-12`, with the time where bars are shorter than a day. */
export function stampText(ts: number, offset: (ts: number) => number, intraday: boolean): string {
  if (!Number.isFinite(ts)) return ''
  const at = new Date(ts + offset(ts))
  const date = `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`
  return intraday ? `${date} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}` : date
}

/** Bars of a day or longer carry a date only, and a date has no zone to shift it into. */
export const isIntraday = (timeframe: string) => /^(tick|\d+[smh])$/.test(timeframe)
