import { rmaStep } from './averages.ts'
import { lagStep } from './step-lag.ts'

type RangeStep = (high: number, low: number, close: number) => number

interface DirectionalBar {
  plus: number
  minus: number
  range: number
}

/** Wilder's running sum, bar by bar, with the additions of `assembly/smoothing.ts`. */
function wilderSumStep(n: number): (x: number) => number {
  const keep = 1 - 1 / n
  const square = keep * keep
  const cube = square * keep
  const fourth = cube * keep
  const grouped = (n + 3) & ~3
  let row = -1
  let base = 0
  let [first, second, third] = [0, 0, 0]
  return (x) => {
    row++
    if (row < grouped) {
      if (row > 0) base = (row < n ? base : keep * base) + x
      return base
    }
    switch (row & 3) {
      case 0:
        first = x
        return keep * base + first
      case 1:
        second = x + keep * first
        return square * base + second
      case 2:
        third = x
        return cube * base + (third + keep * second)
      default:
        base = fourth * base + (x + keep * third + square * second)
        return base
    }
  }
}

/** The sums of `directional-movement.ts`, bar by bar; the answer is written anew on each bar. */
export function directionalStep(n: number): (high: number, low: number, close: number) => DirectionalBar {
  const now = { plus: 0, minus: 0, range: 0 }
  const [plus, minus, ranges] = [wilderSumStep(n), wilderSumStep(n), wilderSumStep(n)]
  let highBefore = Number.NaN
  let lowBefore = Number.NaN
  let previous = Number.NaN
  return (high, low, close) => {
    const up = high - highBefore
    const down = lowBefore - low
    now.plus = plus(up > 0 && up > down ? up : 0)
    now.minus = minus(down > 0 && up < down ? down : 0)
    now.range = ranges(Math.max(high, previous) - Math.min(low, previous))
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
    if (range !== 0 && plus + minus !== 0) last = 100 * (Math.abs(minus - plus) / (plus + minus))
    return last
  }
}

/** `averageDirectionalIndex`, bar by bar. */
export function adxStep(n: number): RangeStep {
  const [index, average] = [directionalIndexStep(n), rmaStep(n, n)]
  return (high, low, close) => average(index(high, low, close))
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
