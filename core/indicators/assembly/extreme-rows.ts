// Rows of the highest and lowest of the last n values.
import { endOf, in0, out0, out1, row } from './block'

// Which of equals: see `rolling-index.ts`. What is carried on is where an extreme lies, in bytes from the next block's
// first row, and how far out it is.
let highRow: isize = 0
let high: f64 = 0
let lowRow: isize = 0
let low: f64 = 0
/** Number of the block's first row. */
let number: f64 = 0

/** Writes the number of the row of the extreme of each window: the highest where `sign` is 1, the lowest where -1. */
// @ts-ignore: decorator
@inline
function writeRows(rows: i32, n: i32, sign: f64, to: usize, last: isize, lastBest: f64): void {
  const end = endOf(rows)
  const reach = <isize>(n - 1) << 3
  let at = last
  let best = lastBest
  for (let i: isize = 0; i < end; i += row) {
    const value = load<f64>(in0 + i) * sign
    if (at < i - reach) {
      at = i - reach
      best = load<f64>(in0 + at) * sign
      for (let j = at + row; j <= i; j += row) {
        const other = load<f64>(in0 + j) * sign
        const isFurther = other > best
        best = select<f64>(other, best, isFurther)
        at = select<isize>(j, at, isFurther)
      }
    } else if (value >= best) {
      best = value
      at = i
    }
    store<f64>(to + i, number + <f64>(at >> 3))
  }
  if (sign > 0) {
    highRow = at - end
    high = best
  } else {
    lowRow = at - end
    low = best
  }
}

// @ts-ignore: decorator
@inline
function start(first: i32, from: f64): void {
  if (!first) return
  number = from
  highRow = isize.MIN_VALUE
  lowRow = isize.MIN_VALUE
}

/** `from` is the number of the first row to write. */
export function highestRow(rows: i32, first: i32, n: i32, from: f64): void {
  start(first, from)
  writeRows(rows, n, 1, out0, highRow, high)
  number += <f64>rows
}

export function lowestRow(rows: i32, first: i32, n: i32, from: f64): void {
  start(first, from)
  writeRows(rows, n, -1, out0, lowRow, low)
  number += <f64>rows
}

export function extremeRows(rows: i32, first: i32, n: i32, from: f64): void {
  start(first, from)
  writeRows(rows, n, -1, out0, lowRow, low)
  writeRows(rows, n, 1, out1, highRow, high)
  number += <f64>rows
}
