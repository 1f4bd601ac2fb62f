import { column } from './series.ts'

/** Row number of the highest of the last `n` values, first at `from + n - 1`; of equals, see `extremeIndex`. */
export function highestIndex(x: Float64Array, n: number, from = 0): Float64Array {
  return extremeIndex(x, n, from, 1)
}

/** Row number of the lowest of the last `n` values, first at `from + n - 1`. */
export function lowestIndex(x: Float64Array, n: number, from = 0): Float64Array {
  return extremeIndex(x, n, from, -1)
}

/**
 * TA-Lib's choice among equals: a new value takes over from an equal one, and when the extreme leaves the window
 * the oldest of the equals left is taken.
 */
function extremeIndex(x: Float64Array, n: number, from: number, sign: 1 | -1): Float64Array {
  const out = column(x.length, from + n - 1)
  let index = -1
  let best = 0
  for (let i = from + n - 1; i < x.length; i++) {
    const oldest = i - n + 1
    if (index < oldest) {
      index = oldest
      best = sign * x[oldest]!
      for (let j = oldest + 1; j <= i; j++) {
        const value = sign * x[j]!
        if (value > best) {
          best = value
          index = j
        }
      }
    } else if (sign * x[i]! >= best) {
      best = sign * x[i]!
      index = i
    }
    out[i] = index
  }
  return out
}

/** Row number of the latest highest of the last `n` values, first at bar `n` - 1. */
export function highestLatest(x: Float64Array, n: number): Float64Array {
  return latestIndex(x, n, 1)
}

/** Row number of the latest lowest of the last `n` values, first at bar `n` - 1. */
export function lowestLatest(x: Float64Array, n: number): Float64Array {
  return latestIndex(x, n, -1)
}

function latestIndex(x: Float64Array, n: number, sign: 1 | -1): Float64Array {
  const out = column(x.length, n - 1)
  const queue = new Int32Array(x.length)
  let head = 0
  let tail = 0
  for (let i = 0; i < x.length; i++) {
    const value = sign * x[i]!
    while (tail > head && sign * x[queue[tail - 1]!]! <= value) tail--
    queue[tail++] = i
    if (queue[head]! <= i - n) head++
    if (i >= n - 1) out[i] = queue[head]!
  }
  return out
}
