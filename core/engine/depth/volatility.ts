/** Volatility of the mid price so far, as a fraction per square root of a second. */
export interface RunningVolatility {
  /** A new mid price at a time in microseconds. */
  readonly add: (ts: number, mid: number) => void
  readonly value: () => number
}

/** Squared log returns over the time they took, both fading with this time constant in seconds. */
export function createVolatility(fadeSeconds = 10): RunningVolatility {
  let lastTs = Number.NaN
  let lastMid = Number.NaN
  let squares = 0
  let seconds = 0
  return {
    add(ts, mid) {
      const step = (ts - lastTs) / 1e6
      if (step > 0) {
        const keep = Math.exp(-step / fadeSeconds)
        const move = mid === lastMid ? 0 : Math.log(mid / lastMid)
        squares = squares * keep + move * move
        seconds = seconds * keep + step
      }
      if (!(step <= 0)) {
        lastTs = ts
        lastMid = mid
      }
    },
    value: () => (seconds > 0 ? Math.sqrt(squares / seconds) : 0),
  }
}
