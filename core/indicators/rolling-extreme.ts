import { column } from './series.ts'

/** Highest of the last `n` values, first at `from + n - 1`. */
export function rollingMax(x: Float64Array, n: number, from = 0): Float64Array {
  return extreme(x, n, from, 1)
}

/** Lowest of the last `n` values, first at `from + n - 1`. */
export function rollingMin(x: Float64Array, n: number, from = 0): Float64Array {
  return extreme(x, n, from, -1)
}

/** Up to this window a second look through it, when the extreme has left, costs less than keeping a queue. */
const scanned = 64

function extreme(x: Float64Array, n: number, from: number, sign: 1 | -1): Float64Array {
  return n <= scanned ? scan(x, n, from, sign) : queued(x, n, from, sign)
}

/** Remembers where the extreme is and looks through the window again once that has left it. */
function scan(x: Float64Array, n: number, from: number, sign: 1 | -1): Float64Array {
  const rows = x.length
  const out = column(rows, from + n - 1)
  let missing = -n
  let at = -1
  let best = 0
  for (let i = from + n - 1; i < rows; i++) {
    const value = sign * x[i]!
    if (at > i - n && value >= best) {
      best = value
      at = i
    } else if (at <= i - n || value !== value) {
      best = -Infinity
      for (let j = i - n + 1; j <= i; j++) {
        const candidate = sign * x[j]!
        if (candidate !== candidate) missing = j
        else if (candidate >= best) {
          best = candidate
          at = j
        }
      }
    }
    // A window that holds a missing value has no extreme.
    if (missing > i - n) {
      out[i] = Number.NaN
      at = -1
    } else out[i] = x[at]!
  }
  return out
}

/** Queue of candidates in falling order (Lemire 2006): each value enters and leaves once, whatever `n` is. */
function queued(x: Float64Array, n: number, from: number, sign: 1 | -1): Float64Array {
  const rows = x.length
  const out = column(rows, from + n - 1)
  const queue = new Int32Array(Math.max(0, rows - from))
  let head = 0
  let tail = 0
  let missing = -n
  for (let i = from; i < rows; i++) {
    const value = sign * x[i]!
    if (value !== value) {
      missing = i
      head = tail
    } else {
      while (tail > head && sign * x[queue[tail - 1]!]! <= value) tail--
      queue[tail++] = i
      if (queue[head]! <= i - n) head++
    }
    if (i >= from + n - 1) out[i] = missing > i - n ? Number.NaN : x[queue[head]!]!
  }
  return out
}
