import { column } from './series.ts'

/** Highest of the last `n` values, first at `from + n - 1`. */
export function rollingMax(x: Float64Array, n: number, from = 0): Float64Array {
  return extreme(x, n, from, 1)
}

/** Lowest of the last `n` values, first at `from + n - 1`. */
export function rollingMin(x: Float64Array, n: number, from = 0): Float64Array {
  return extreme(x, n, from, -1)
}

/** Queue of candidates in falling order (Lemire 2006): each value enters and leaves once, whatever `n` is. */
function extreme(x: Float64Array, n: number, from: number, sign: 1 | -1): Float64Array {
  const rows = x.length
  const out = column(rows, from + n - 1)
  const queue = new Int32Array(Math.max(0, rows - from))
  let head = 0
  let tail = 0
  for (let i = from; i < rows; i++) {
    const value = sign * x[i]!
    while (tail > head && sign * x[queue[tail - 1]!]! <= value) tail--
    queue[tail++] = i
    if (queue[head]! <= i - n) head++
    if (i >= from + n - 1) out[i] = x[queue[head]!]!
  }
  return out
}
