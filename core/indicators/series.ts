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

// Arithmetic of whole columns. Each writes into `out`, which may be one of its inputs where that is the caller's own.
// Every operation has a loop of its own: one loop that calls any of them would box every number.

export function difference(a: Float64Array, b: Float64Array, out = unwritten(a.length)): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = a[i]! - b[i]!
  return out
}

export function product(a: Float64Array, b: Float64Array, out = unwritten(a.length)): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!
  return out
}

/** Middle of two columns. */
export function middle(a: Float64Array, b: Float64Array, out = unwritten(a.length)): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = (a[i]! + b[i]!) / 2
  return out
}

/** `times` `a` over `b`, `none` where `b` is 0. */
export function share(
  a: Float64Array,
  b: Float64Array,
  times: number,
  out = unwritten(a.length),
  none = 0,
): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = b[i] === 0 ? none : (times * a[i]!) / b[i]!
  return out
}

/** `a` plus `times` `b`. */
export function offset(a: Float64Array, b: Float64Array, times: number, out = unwritten(a.length)): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = a[i]! + times * b[i]!
  return out
}

export function scaled(a: Float64Array, times: number, out = unwritten(a.length)): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = a[i]! * times
  return out
}
