import { column } from './series.ts'

/**
 * Wilder's averages of gains and of losses over `n` bars turned into one number a bar, first at bar `n`.
 * `combine` gets the two averages and is not asked where both are zero: the answer is then 0.
 */
function strength(x: Float64Array, n: number, combine: (gain: number, loss: number) => number): Float64Array {
  const rows = x.length
  const out = column(rows, n)
  let gain = 0
  let loss = 0
  for (let i = 1; i < rows; i++) {
    const change = x[i]! - x[i - 1]!
    const up = change > 0 ? change : 0
    const down = change < 0 ? -change : 0
    if (i <= n) {
      gain += up
      loss += down
      if (i === n) {
        gain /= n
        loss /= n
      }
    } else {
      gain = (gain * (n - 1) + up) / n
      loss = (loss * (n - 1) + down) / n
    }
    if (i >= n) out[i] = gain + loss === 0 ? 0 : combine(gain, loss)
  }
  return out
}

/** Relative strength index, 0 to 100 (Wilder 1978). */
export function rsi(x: Float64Array, n: number): Float64Array {
  return strength(x, n, (gain, loss) => 100 * (gain / (gain + loss)))
}

/** Chande momentum oscillator with Wilder's averages, -100 to 100. */
export function cmo(x: Float64Array, n: number): Float64Array {
  return strength(x, n, (gain, loss) => 100 * ((gain - loss) / (gain + loss)))
}
