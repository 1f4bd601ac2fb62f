import { pipelined } from './pipeline.ts'

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
): Float64Array[] {
  const longSpeed = capped(long)
  const shortSpeed = capped(short)
  const down = low[0]! - low[1]!
  const up = start === 0 ? !(down > 0 && high[1]! - high[0]! < down) : start > 0
  const stop = start === 0 ? (up ? low[0]! : high[0]!) : Math.abs(start)
  const extreme = up ? high[1]! : low[1]!
  return pipelined(
    [high, low],
    [
      [
        'parabolic',
        ['in0', 'in1', 'out0'],
        up ? 1 : 0,
        stop,
        extreme,
        offset,
        signed ? 1 : 0,
        longSpeed.initial,
        longSpeed.step,
        longSpeed.most,
        shortSpeed.initial,
        shortSpeed.step,
        shortSpeed.most,
      ],
    ],
    1,
  )
}

export function capped({ initial, step, most }: Acceleration): Acceleration {
  return { initial: Math.min(initial, most), step: Math.min(step, most), most }
}
