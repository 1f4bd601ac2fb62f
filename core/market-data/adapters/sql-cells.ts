import type { DuckDBTimestampTZValue, DuckDBTimestampValue, DuckDBType, DuckDBValue, Json } from '@duckdb/node-api'

export type Cell = string | number | boolean | null

type DuckDbLibrary = typeof import('@duckdb/node-api')

/**
 * Makes JSON cells of DuckDB values: whole numbers beyond 2^53, decimals a double cannot hold, NaN and the infinities
 * as text; times as ISO text in UTC; lists, structs and maps as JSON text.
 */
export function createCellReader(library: DuckDbLibrary): (value: DuckDBValue, type: DuckDBType) => Cell {
  return (value, type) => {
    if (value === null || value === undefined) return null
    if (typeof value === 'boolean' || typeof value === 'string') return value
    if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
    if (typeof value === 'bigint') return fits(value) ? Number(value) : String(value)
    if (value instanceof library.DuckDBTimestampValue || value instanceof library.DuckDBTimestampTZValue)
      return isoTime(value)
    if (value instanceof library.DuckDBTimestampSecondsValue)
      return isoMicros(value.seconds * 1_000_000n, String(value))
    if (value instanceof library.DuckDBTimestampMillisecondsValue)
      return isoMicros(value.millis * 1_000n, String(value))
    if (value instanceof library.DuckDBIntervalValue) return String(value)
    if (value instanceof library.DuckDBDecimalValue) return decimal(String(value))
    const json: Json = library.JsonDuckDBValueConverter(value, type, library.JsonDuckDBValueConverter)
    return typeof json === 'object' ? JSON.stringify(json) : json
  }
}

function fits(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
}

/** A decimal as a number where the number's text is the same decimal, trailing zeros aside. */
function decimal(text: string): Cell {
  const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  const number = Number(text)
  return String(number) === plain ? number : text
}

function isoTime(value: DuckDBTimestampValue | DuckDBTimestampTZValue): string {
  return isoMicros(value.micros, String(value))
}

/** `2024-01-02T03:04:05.678Z`, with six decimals where there are microseconds; DuckDB's own text beyond JavaScript's calendar. */
function isoMicros(micros: bigint, text: string): string {
  const rest = ((micros % 1000n) + 1000n) % 1000n
  const date = new Date(Number((micros - rest) / 1000n))
  if (Number.isNaN(date.getTime())) return text
  const iso = date.toISOString()
  return rest === 0n ? iso : `${iso.slice(0, -1)}${String(rest).padStart(3, '0')}Z`
}
