import { AppError } from '../../contract/errors.ts'

/** A span of wall-clock time, from `from` (µs as if it were UTC) to the next span's start. */
export interface ZoneSpan {
  readonly from: number
  /** Wall clock minus UTC in µs, or why no single one holds. */
  readonly offset: number | 'gap' | 'overlap'
}

const day = 86_400_000
const first = Date.UTC(1900, 0, 1)
const last = Date.UTC(2101, 0, 1)
const tables = new Map<string, readonly ZoneSpan[]>()

/** Wall clock minus UTC in ms at an instant; independent of the zone of this machine. */
export function offsetOf(zone: string): (utcMs: number) => number {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  } catch (cause) {
    throw new AppError('invalid-input', `There is no time zone called "${zone}".`, {
      cause,
      hint: 'Name it as in the IANA database, for example America/New_York, Europe/London, Asia/Tokyo or UTC.',
      data: { zone },
    })
  }
  return (utcMs) => {
    const name = format.format(utcMs)
    const found = /GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name)
    if (found?.[1] === undefined) return 0
    const size = (Number(found[2]) * 3600 + Number(found[3]) * 60 + Number(found[4] ?? 0)) * 1000
    return found[1] === '-' ? -size : size
  }
}

/** Wall-clock spans of a zone, 1900 to 2100, in order; the first starts at minus infinity. */
export function zoneSpans(zone: string): readonly ZoneSpan[] {
  const known = tables.get(zone)
  if (known !== undefined) return known
  const offset = offsetOf(zone)
  const spans: ZoneSpan[] = [{ from: Number.NEGATIVE_INFINITY, offset: offset(first) * 1000 }]
  let before = offset(first)
  for (let time = first; time < last; time += 14 * day) {
    const after = offset(time + 14 * day)
    if (after === before) continue
    const change = firstWith(offset, before, time, time + 14 * day)
    const [low, high] = before < after ? [before, after] : [after, before]
    spans.push({ from: (change + low) * 1000, offset: before < after ? 'gap' : 'overlap' })
    spans.push({ from: (change + high) * 1000, offset: after * 1000 })
    before = after
  }
  tables.set(zone, spans)
  return spans
}

function firstWith(offset: (utcMs: number) => number, before: number, from: number, to: number): number {
  let low = from
  let high = to
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (offset(middle) === before) low = middle
    else high = middle
  }
  return high
}

/** UTC µs of a wall-clock time, or why there is not exactly one. */
export function toUtc(spans: readonly ZoneSpan[], wall: number): number | 'gap' | 'overlap' {
  let low = 0
  let high = spans.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (spans[middle]!.from <= wall) low = middle
    else high = middle - 1
  }
  const offset = spans[low]!.offset
  return typeof offset === 'number' ? wall - offset : offset
}

/** The same as a SQL expression over a TIMESTAMP column: NULL in gaps and overlaps. */
export function toUtcSql(spans: readonly ZoneSpan[], column: string): string {
  if (spans.length === 1 && spans[0]!.offset === 0) return column
  const tree = (from: number, to: number): string => {
    if (from === to) {
      const offset = spans[from]!.offset
      return typeof offset === 'number' ? `${offset}::bigint` : 'null::bigint'
    }
    const middle = (from + to + 1) >>> 1
    return `case when epoch_us(${column}) < ${spans[middle]!.from} then ${tree(from, middle - 1)} else ${tree(middle, to)} end`
  }
  return `make_timestamp(epoch_us(${column}) - (${tree(0, spans.length - 1)}))`
}
