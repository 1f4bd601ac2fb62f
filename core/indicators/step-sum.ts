import { slidingWindow } from './step-window.ts'
import { createTickFinder } from './ticks.ts'

/** Takes the next value of a series, the one of bar 0 first, and answers what the batch form has on that bar. */
export type Step = (x: number) => number

/** `rollingSum` over `divisor`, bar by bar, with the same order of additions. */
export function sumStep(n: number, from = 0, divisor = 1): Step {
  const { values, push } = slidingWindow(n)
  const ticks = createTickFinder(n)
  const first = from + n - 1
  let count = -1
  let exact = true
  let fresh = true
  let sum = 0
  let lost = 0

  function restart(i: number): number {
    sum = 0
    lost = 0
    fresh = false
    for (let j = i - n + 1; j <= i; j++) {
      const value = values[j]!
      const total = sum + value
      const seen = total - sum
      lost += sum - (total - seen) + (value - seen)
      sum = total
    }
    return (sum + lost) / divisor
  }

  function slide(i: number): number {
    const incoming = values[i]!
    const grown = sum + incoming
    const added = grown - sum
    lost += sum - (grown - added) + (incoming - added)
    const outgoing = -values[i - n]!
    sum = grown + outgoing
    const taken = sum - grown
    lost += grown - (sum - taken) + (outgoing - taken)
    const value = sum + lost
    return value - value === 0 ? value / divisor : restart(i)
  }

  return (x) => {
    const i = push(x)
    count++
    if (exact) {
      const before = ticks.scale()
      exact = ticks.take(x)
      if (exact) {
        const scale = ticks.scale()
        if (scale !== before) sum = Math.round(sum * (scale / before))
        if (count < from) return Number.NaN
        sum += Math.round(x * scale)
        if (count < first) return Number.NaN
        const answer = sum / (divisor * scale)
        sum -= Math.round(values[i - n + 1]! * scale)
        return answer
      }
    }
    if (count < first) return Number.NaN
    return fresh || (count - from) % n === 0 ? restart(i) : slide(i)
  }
}

/** `rollingMean`, bar by bar. */
export function meanStep(n: number, from = 0): Step {
  return sumStep(n, from, n)
}

/** Above this window the divisor times 8 decimals is no longer a whole double. */
const exactWindow = 13_000

/** Up to this many values a weighted average of values that are not decimal is taken of all of them each time. */
export const shortWindow = 32

/** `wma`, bar by bar. */
export function wmaStep(n: number, from = 0): Step {
  const { values, push } = slidingWindow(n)
  const weight = (n * (n + 1)) / 2
  const ticks = createTickFinder(weight)
  const first = from + n - 1
  let count = -1
  let exact = n <= exactWindow
  let fresh = true
  let reference = 0
  let sum = 0
  let weighted = 0

  function fromOldest(i: number): number {
    const oldest = values[i - n + 1]!
    let total = 0
    for (let j = 2; j <= n; j++) total += j * (values[i - n + j]! - oldest)
    return oldest + total / weight
  }

  function fromReference(i: number): number {
    if (n <= shortWindow) return fromOldest(i)
    if (fresh || (count - from) % n === 0 || !Number.isFinite(weighted)) {
      fresh = false
      reference = values[i - n + 1]!
      sum = 0
      weighted = 0
      for (let j = 1; j <= n; j++) {
        const distance = values[i - n + j]! - reference
        sum += distance
        weighted += distance * j
      }
    } else {
      const distance = values[i]! - reference
      weighted += distance * n - sum
      sum += distance - (values[i - n]! - reference)
    }
    return reference + weighted / weight
  }

  return (x) => {
    const i = push(x)
    count++
    if (exact) {
      const before = ticks.scale()
      exact = ticks.take(x)
      if (exact) {
        const scale = ticks.scale()
        if (scale !== before) {
          sum = Math.round(sum * (scale / before))
          weighted = Math.round(weighted * (scale / before))
        }
        if (count < from) return Number.NaN
        const tick = Math.round(x * scale)
        sum += tick
        weighted += tick * Math.min(n, count - from + 1)
        if (count < first) return Number.NaN
        const answer = weighted / (weight * scale)
        weighted -= sum
        sum -= Math.round(values[i - n + 1]! * scale)
        return answer
      }
    }
    return count < first ? Number.NaN : fromReference(i)
  }
}
