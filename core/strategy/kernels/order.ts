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
function lowerBound(sorted: Float64Array, size: number, x: number): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}

/** Quantile with linear interpolation between the neighbours, as pandas and numpy by default. */
function quantileOf(sorted: Float64Array, n: number, q: number): number {
  const position = q * (n - 1)
  const low = Math.floor(position)
  const high = Math.min(low + 1, n - 1)
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (position - low)
}

function sortedWindow(out: Float64Array, x: Float64Array, n: number, q: number): void {
  const sorted = new Float64Array(n + 1)
  let size = 0
  let start = 0
  for (let i = 0; i < out.length; i++) {
    const value = x[i]!
    if (value !== value) {
      size = 0
      start = i + 1
      out[i] = Number.NaN
      continue
    }
    const place = lowerBound(sorted, size, value)
    sorted.copyWithin(place + 1, place, size)
    sorted[place] = value
    size++
    if (size > n) {
      const gone = lowerBound(sorted, size, x[start]!)
      sorted.copyWithin(gone, gone + 1, size)
      size--
      start++
    }
    out[i] = size < n ? Number.NaN : quantileOf(sorted, n, q)
  }
}

export const median = numberKernel((out, [x], [n]) => sortedWindow(out, x!, n!, 0.5))
export const quantile = numberKernel((out, [x], [n, q]) => sortedWindow(out, x!, n!, q!))
