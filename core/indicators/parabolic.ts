import { column } from './series.ts'

/** Speed of the stop on one side: where it starts, what each new extreme adds, and where it ends. */
export interface Acceleration {
  initial: number
  step: number
  most: number
}

/**
 * Wilder's parabolic stop (Wilder 1978), first on bar 1. `start` 0 lets the first directional movement choose the
 * side, above 0 it is a long stop's level, below 0 a short one's. A new stop lies `offset` (a fraction) further away.
 * `signed` writes a short stop as a negative number.
 */
export function parabolic(
  high: Float64Array,
  low: Float64Array,
  long: Acceleration,
  short: Acceleration,
  start = 0,
  offset = 0,
  signed = false,
): Float64Array {
  const rows = high.length
  const out = column(rows, 1)
  const longSpeed = capped(long)
  const shortSpeed = capped(short)
  const down = low[0]! - low[1]!
  let up = start === 0 ? !(down > 0 && high[1]! - high[0]! < down) : start > 0
  let extreme = up ? high[1]! : low[1]!
  let stop = start === 0 ? (up ? low[0]! : high[0]!) : Math.abs(start)
  let speed = up ? longSpeed.initial : shortSpeed.initial
  let highBefore = high[1]!
  let lowBefore = low[1]!
  for (let i = 1; i < rows; i++) {
    const top = high[i]!
    const bottom = low[i]!
    const turned = up ? bottom <= stop : top >= stop
    if (turned) {
      up = !up
      stop = up ? Math.min(extreme, lowBefore, bottom) : Math.max(extreme, highBefore, top)
      if (offset !== 0) stop += (up ? -stop : stop) * offset
      out[i] = signed && !up ? -stop : stop
      speed = up ? longSpeed.initial : shortSpeed.initial
      extreme = up ? top : bottom
    } else {
      out[i] = signed && !up ? -stop : stop
      const side = up ? longSpeed : shortSpeed
      if (up ? top > extreme : bottom < extreme) {
        extreme = up ? top : bottom
        speed = Math.min(side.most, speed + side.step)
      }
    }
    stop += speed * (extreme - stop)
    stop = up ? Math.min(stop, lowBefore, bottom) : Math.max(stop, highBefore, top)
    highBefore = top
    lowBefore = bottom
  }
  return out
}

export function capped({ initial, step, most }: Acceleration): Acceleration {
  return { initial: Math.min(initial, most), step: Math.min(step, most), most }
}
