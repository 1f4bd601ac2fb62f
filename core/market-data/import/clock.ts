import type { Clock } from './shape.ts'
import { parsePattern, wallClock } from './pattern.ts'

const iso =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/

export interface Stamp {
  /** µs since 1970; wall clock unless `utc`. */
  readonly micros: number
  readonly utc: boolean
}

/** Years outside these are taken as a misread stamp. */
export const earliest = Date.UTC(1800, 0, 1) * 1000
export const epochUnits = { s: 1_000_000, ms: 1000, us: 1, ns: 1 / 1000 } as const

/** The time in a stamp, or null where it is not of this clock's form. `extended` lets 24:00 and second 60 pass. */
export function readStamp(text: string, clock: Clock, extended = false): Stamp | null {
  if (clock.kind === 'epoch') return readEpoch(text, clock.unit)
  if (clock.kind === 'pattern') {
    const micros = parsePattern(text.trim(), clock.format, extended)
    return micros === null ? null : { micros, utc: clock.utc }
  }
  const stamp = readIso(text, extended)
  return stamp === null || stamp.utc !== clock.offset ? null : stamp
}

export function readIso(text: string, extended = false): Stamp | null {
  const found = iso.exec(text.trim())
  if (found === null) return null
  const [, year, month, day, hour, minute, second, fraction, zone] = found
  const micros = Math.floor(Number((fraction ?? '').padEnd(9, '0')) / 1000)
  const wall = wallClock(
    Number(year),
    Number(month),
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    micros,
    extended,
  )
  if (wall === null) return null
  return { micros: wall - offsetMicros(zone), utc: zone !== undefined }
}

function offsetMicros(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'UTC') return 0
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  const size = (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * 60_000_000
  return zone.startsWith('-') ? -size : size
}

function readEpoch(text: string, unit: keyof typeof epochUnits): Stamp | null {
  if (!/^\s*-?\d+(\.\d+)?\s*$/.test(text)) return null
  const value = Number(text)
  // Beyond 2^53 a double is too coarse, so nanoseconds go through a bigint.
  const micros =
    unit === 'ns' && !text.includes('.') ? Number(BigInt(text.trim()) / 1000n) : Math.round(value * epochUnits[unit])
  return inEpochRange(micros) ? { micros, utc: true } : null
}

/** Epoch stamps outside 1902 to 2099 are of another unit. */
const epochRange = [Date.UTC(1902, 0, 1) * 1000, Date.UTC(2100, 0, 1) * 1000 - 1] as const

export function inEpochRange(micros: number): boolean {
  return micros >= epochRange[0] && micros <= epochRange[1]
}

/** TIMESTAMP of a stamp in SQL, wall clock unless the clock's stamps carry their zone; NULL where it is not of this form. */
export function stampSql(text: string, clock: Clock): string {
  if (clock.kind === 'pattern') return `try_strptime(trim(${text}), '${clock.format.replaceAll("'", "''")}')`
  if (clock.kind === 'iso') {
    const cast = clock.offset
      ? `make_timestamp(epoch_us(try_cast(${text} as timestamptz)))`
      : `try_cast(${text} as timestamp)`
    // A cast to TIMESTAMP would drop an offset without a word; stamps of another length are looked at one by one.
    const late = clock.dateOnly ? '' : ` and substr(${text}, 12, 2) <> '24'`
    const length = clock.lengths.map((size) => `strlen(${text}) = ${size}`).join(' or ')
    return `case when (${length})${late} then ${cast} end`
  }
  const micros =
    clock.unit === 'ns'
      ? `try_cast(${text} as bigint) // 1000`
      : `try_cast(round(try_cast(${text} as double) * ${epochUnits[clock.unit]}) as bigint)`
  return `make_timestamp(case when ${micros} between ${epochRange[0]} and ${epochRange[1]} then ${micros} end)`
}
