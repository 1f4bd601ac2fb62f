import { column } from './series.ts'

/**
 * Highest of the last `n` values, first at `from + n - 1`. Blocks of `n` values (van Herk 1992): the window that ends on
 * a bar is the tail of one block and the head of the next, whose maxima are carried on; a missing value spoils just the
 * windows it is in.
 */
export function rollingMax(x: Float64Array, n: number, from = 0): Float64Array {
  const rows = x.length
  const first = from + n - 1
  const out = column(rows, first)
  const tails = new Float64Array(n)
  for (let end = first; end < rows; end += n) maxima(x, n, end, Math.min(n, rows - end), tails, out)
  return out
}

/** The windows that end on `end` and the `count` - 1 bars after it. */
function maxima(x: Float64Array, n: number, end: number, count: number, tails: Float64Array, out: Float64Array): void {
  // Entry k is the extreme of the block's values from the k-th on.
  let tail = x[end]!
  for (let k = n - 1; k >= 0; k--) {
    tail = Math.max(tail, x[end - n + 1 + k]!)
    tails[k] = tail
  }
  out[end] = tail
  if (count === 1) return
  let head = x[end + 1]!
  for (let k = 1; k < count; k++) {
    head = Math.max(head, x[end + k]!)
    out[end + k] = Math.max(tails[k]!, head)
  }
}

/** Lowest of the last `n` values, first at `from + n - 1`, found as in `rollingMax`. */
export function rollingMin(x: Float64Array, n: number, from = 0): Float64Array {
  const rows = x.length
  const first = from + n - 1
  const out = column(rows, first)
  const tails = new Float64Array(n)
  for (let end = first; end < rows; end += n) minima(x, n, end, Math.min(n, rows - end), tails, out)
  return out
}

/** The windows that end on `end` and the `count` - 1 bars after it. */
function minima(x: Float64Array, n: number, end: number, count: number, tails: Float64Array, out: Float64Array): void {
  // Entry k is the extreme of the block's values from the k-th on.
  let tail = x[end]!
  for (let k = n - 1; k >= 0; k--) {
    tail = Math.min(tail, x[end - n + 1 + k]!)
    tails[k] = tail
  }
  out[end] = tail
  if (count === 1) return
  let head = x[end + 1]!
  for (let k = 1; k < count; k++) {
    head = Math.min(head, x[end + k]!)
    out[end + k] = Math.min(tails[k]!, head)
  }
}
