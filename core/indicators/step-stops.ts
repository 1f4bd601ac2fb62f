import { capped, type Acceleration } from './parabolic.ts'
import { averageRangeStep } from './step-bars.ts'

/** `supertrend`, bar by bar. */
export function supertrendStep(n: number, multiplier: number): (...bar: number[]) => readonly number[] {
  const rangeOf = averageRangeStep(n)
  let count = -1
  let upper = Infinity
  let lower = -Infinity
  let up = true
  let previous = 0
  return (high = 0, low = 0, close = 0) => {
    const width = multiplier * rangeOf(high, low, close)
    const before = previous
    previous = close
    if (++count < n) return [Number.NaN, Number.NaN]
    const middle = (high + low) / 2
    if (count === n || middle + width < upper || before > upper) upper = middle + width
    if (count === n || middle - width > lower || before < lower) lower = middle - width
    if (count > n) up = up ? close >= lower : close > upper
    return [up ? lower : upper, up ? 1 : -1]
  }
}

/** `parabolic`, bar by bar. */
export function parabolicStep(
  long: Acceleration,
  short: Acceleration,
  start = 0,
  offset = 0,
  signed = false,
): (high: number, low: number) => number {
  const longSpeed = capped(long)
  const shortSpeed = capped(short)
  let count = -1
  let up = true
  let extreme = 0
  let stop = 0
  let speed = 0
  let highBefore = 0
  let lowBefore = 0

  function begin(high: number, low: number): void {
    const down = lowBefore - low
    up = start === 0 ? !(down > 0 && high - highBefore < down) : start > 0
    extreme = up ? high : low
    stop = start === 0 ? (up ? lowBefore : highBefore) : Math.abs(start)
    speed = up ? longSpeed.initial : shortSpeed.initial
    highBefore = high
    lowBefore = low
  }

  return (high, low) => {
    if (++count === 1) begin(high, low)
    let answer = Number.NaN
    if (count > 0) {
      if (up ? low <= stop : high >= stop) {
        up = !up
        stop = up ? Math.min(extreme, lowBefore, low) : Math.max(extreme, highBefore, high)
        if (offset !== 0) stop += (up ? -stop : stop) * offset
        answer = signed && !up ? -stop : stop
        speed = up ? longSpeed.initial : shortSpeed.initial
        extreme = up ? high : low
      } else {
        answer = signed && !up ? -stop : stop
        const side = up ? longSpeed : shortSpeed
        if (up ? high > extreme : low < extreme) {
          extreme = up ? high : low
          speed = Math.min(side.most, speed + side.step)
        }
      }
      stop += speed * (extreme - stop)
      stop = up ? Math.min(stop, lowBefore, low) : Math.max(stop, highBefore, high)
    }
    highBefore = high
    lowBefore = low
    return answer
  }
}
