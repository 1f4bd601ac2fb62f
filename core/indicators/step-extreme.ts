import type { Step } from './step-sum.ts'
import { slidingWindow } from './step-window.ts'

/**
 * Bar number of the latest highest (`sign` 1) or lowest (-1) of the last `n` values, from a queue of candidates in
 * falling order (Lemire 2006); -1 while the window is not full.
 */
function candidates(n: number, sign: 1 | -1, from: number): { take: Step; value: () => number; gap: () => boolean } {
  const values = new Float64Array(n)
  const bars = new Float64Array(n)
  let head = 0
  let size = 0
  let count = -1
  let missing = -Infinity
  const at = (k: number) => (head + k) % n
  return {
    take: (x) => {
      count++
      if (count < from) return -1
      if (size > 0 && bars[head]! <= count - n) {
        head = at(1)
        size--
      }
      const value = sign * x
      if (value !== value) {
        missing = count
        size = 0
      } else {
        while (size > 0 && sign * values[at(size - 1)]! <= value) size--
        values[at(size)] = x
        bars[at(size)] = count
        size++
      }
      return count < from + n - 1 || size === 0 ? -1 : bars[head]!
    },
    value: () => values[head]!,
    gap: () => missing > count - n,
  }
}

function extremeStep(n: number, from: number, sign: 1 | -1): Step {
  const queue = candidates(n, sign, from)
  return (x) => (queue.take(x) < 0 || queue.gap() ? Number.NaN : queue.value())
}

/** `rollingMax`, bar by bar. */
export function maxStep(n: number, from = 0): Step {
  return extremeStep(n, from, 1)
}

/** `rollingMin`, bar by bar. */
export function minStep(n: number, from = 0): Step {
  return extremeStep(n, from, -1)
}

/** `highestLatest` (1) or `lowestLatest` (-1), bar by bar. */
export function latestStep(n: number, sign: 1 | -1): Step {
  const queue = candidates(n, sign, 0)
  return (x) => queue.take(x)
}

/** `highestIndex` (1) or `lowestIndex` (-1), bar by bar, with TA-Lib's choice among equals. */
export function indexStep(n: number, sign: 1 | -1): Step {
  const { values, push } = slidingWindow(n)
  let count = -1
  let index = -1
  let best = 0
  return (x) => {
    const i = push(x)
    count++
    if (count < n - 1) return Number.NaN
    const oldest = count - n + 1
    if (index < oldest) {
      index = oldest
      best = sign * values[i - n + 1]!
      for (let j = 1; j < n; j++) {
        const value = sign * values[i - n + 1 + j]!
        if (value > best) {
          best = value
          index = oldest + j
        }
      }
    } else if (sign * x >= best) {
      best = sign * x
      index = count
    }
    return index
  }
}
