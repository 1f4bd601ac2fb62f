import { lagStep } from './step-averages.ts'

type RangeStep = (high: number, low: number, close: number) => number

interface DirectionalBar {
  plus: number
  minus: number
  range: number
}

/** `directionalSums`, bar by bar; the answer is written anew on each bar. */
export function directionalStep(n: number): (high: number, low: number, close: number) => DirectionalBar {
  const now = { plus: 0, minus: 0, range: 0 }
  let count = -1
  let highBefore = 0
  let lowBefore = 0
  let previous = 0
  return (high, low, close) => {
    count++
    if (count > 0) {
      const up = high - highBefore
      const down = lowBefore - low
      if (count >= n) {
        now.plus -= now.plus / n
        now.minus -= now.minus / n
        now.range -= now.range / n
      }
      if (down > 0 && up < down) now.minus += down
      else if (up > 0 && up > down) now.plus += up
      now.range += Math.max(high, previous) - Math.min(low, previous)
    }
    highBefore = high
    lowBefore = low
    previous = close
    return now
  }
}

/** `directionalIndex`, bar by bar. */
export function directionalIndexStep(n: number): RangeStep {
  const sums = directionalStep(n)
  let count = -1
  let last = 0
  return (high, low, close) => {
    const { plus, minus, range } = sums(high, low, close)
    if (++count < n) return Number.NaN
    const up = 100 * (plus / range)
    const down = 100 * (minus / range)
    if (range !== 0 && up + down !== 0) last = 100 * (Math.abs(down - up) / (up + down))
    return last
  }
}

/** `averageDirectionalIndex`, bar by bar. */
export function adxStep(n: number): RangeStep {
  const index = directionalIndexStep(n)
  const first = 2 * n - 1
  let count = -1
  let value = 0
  return (high, low, close) => {
    const now = index(high, low, close)
    count++
    if (count < n) return Number.NaN
    if (count > first) value = (value * (n - 1) + now) / n
    else {
      value += now
      if (count === first) value /= n
    }
    return value
  }
}

/** Mean of the directional movement average now and `n` - 1 bars before. */
export function adxrStep(n: number): RangeStep {
  const adx = adxStep(n)
  const before = lagStep(n - 1)
  return (high, low, close) => {
    const now = adx(high, low, close)
    return (now + before(now)) / 2
  }
}
