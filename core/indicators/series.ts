import { Buffer } from 'node:buffer'

/** Below this a zeroed array costs nothing. */
const large = 4096

/**
 * A column whose every entry is for the caller to write: it may hold anything. Fresh zeroed pages cost more than most
 * indicators take to fill them, so a large column is memory that was in use before.
 */
export function unwritten(rows: number): Float64Array {
  return rows < large ? new Float64Array(rows) : new Float64Array(Buffer.allocUnsafeSlow(rows * 8).buffer)
}

/** A column of NaN. */
export function missing(rows: number): Float64Array {
  return unwritten(rows).fill(Number.NaN)
}

/** A column whose first `lookback` entries are NaN; the rest is for the caller to write. */
export function column(rows: number, lookback = 0): Float64Array {
  return unwritten(rows).fill(Number.NaN, 0, Math.max(0, lookback))
}

/** Bars before the first one on which every column has a value; the row count where there is none. */
export function leadingMissing(columns: readonly Float64Array[]): number {
  let begin = 0
  for (const values of columns) {
    while (begin < values.length && Number.isNaN(values[begin]!)) begin++
  }
  for (const values of columns) {
    // A later column may have moved the start onto a gap of an earlier one.
    if (begin < values.length && Number.isNaN(values[begin]!)) return firstComplete(columns, begin + 1)
  }
  return begin
}

function firstComplete(columns: readonly Float64Array[], from: number): number {
  const rows = columns[0]?.length ?? 0
  for (let i = from; i < rows; i++) {
    if (columns.every((values) => !Number.isNaN(values[i]!))) return i
  }
  return rows
}

/** `f` of each value. */
export function mapSeries(x: Float64Array, f: (value: number) => number): Float64Array {
  const out = unwritten(x.length)
  for (let i = 0; i < x.length; i++) out[i] = f(x[i]!)
  return out
}

/** `f` of each pair of values. */
export function zipSeries(a: Float64Array, b: Float64Array, f: (a: number, b: number) => number): Float64Array {
  const out = unwritten(a.length)
  for (let i = 0; i < a.length; i++) out[i] = f(a[i]!, b[i]!)
  return out
}
