import { numberKernel, type Kernel } from './column.ts'

/**
 * Rolling extreme by a queue of candidates, each better than all after it: every value enters and leaves once.
 * Of equal values the latest counts. A window with a missing value is missing.
 */
function extreme(
  better: (a: number, b: number) => boolean,
  result: (x: Float64Array, at: number, now: number) => number,
): Kernel {
  return numberKernel((out, [x], [n]) => {
    const width = n!
    const queue = new Int32Array(out.length)
    let head = 0
    let tail = 0
    let missing = -1
    for (let i = 0; i < out.length; i++) {
      const value = x![i]!
      const from = i - width + 1
      if (value !== value) {
        missing = i
        head = tail
      } else {
        while (tail > head && !better(x![queue[tail - 1]!]!, value)) tail--
        queue[tail++] = i
        if (queue[head]! < from) head++
      }
      out[i] = from < 0 || missing >= from ? Number.NaN : result(x!, queue[head]!, i)
    }
  })
}

const above = (a: number, b: number): boolean => a > b
const below = (a: number, b: number): boolean => a < b
const valueAt = (x: Float64Array, at: number): number => x[at]!
const barsAgo = (_x: Float64Array, at: number, now: number): number => now - at

export const highest = extreme(above, valueAt)
export const lowest = extreme(below, valueAt)
export const argmax = extreme(above, barsAgo)
export const argmin = extreme(below, barsAgo)

/** First position in the sorted part [0, size) whose value is not below x. */
function lowerBound(values: Float64Array, size: number, x: number): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}

/** Quantile with linear interpolation between the neighbours, as pandas and numpy by default. */
function quantileOf(values: Float64Array, n: number, q: number): number {
  const position = q * (n - 1)
  const low = Math.floor(position)
  const high = Math.min(low + 1, n - 1)
  return values[low]! + (values[high]! - values[low]!) * (position - low)
}

/** Keeps the window sorted; `result` sees its n values in order, and the latest of them. */
function sorted(
  result: (values: Float64Array, n: number, latest: number, scalars: readonly number[]) => number,
): Kernel {
  return numberKernel((out, [x], scalars) => {
    const n = scalars[0]!
    const values = new Float64Array(Math.min(n, out.length) + 1)
    let size = 0
    let start = 0
    for (let i = 0; i < out.length; i++) {
      const value = x![i]!
      if (value !== value) {
        size = 0
        start = i + 1
        out[i] = Number.NaN
        continue
      }
      const place = lowerBound(values, size, value)
      values.copyWithin(place + 1, place, size)
      values[place] = value
      size++
      if (size > n) {
        const gone = lowerBound(values, size, x![start]!)
        values.copyWithin(gone, gone + 1, size)
        size--
        start++
      }
      out[i] = size < n ? Number.NaN : result(values, n, value, scalars)
    }
  })
}

export const median = sorted((values, n) => quantileOf(values, n, 0.5))
export const quantile = sorted((values, n, _latest, scalars) => quantileOf(values, n, scalars[1]!))

/** Share of the window at or below the last value, ties counted by their average rank: within (0, 1]. */
export const rank = sorted((values, n, latest) => {
  const below = lowerBound(values, n, latest)
  let through = below
  while (through < n && values[through] === latest) through++
  return (below + 1 + through) / 2 / n
})
