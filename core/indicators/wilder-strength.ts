import { column, inBlocks } from './series.ts'

/**
 * Wilder's averages of gains and of losses over `n` bars, first at bar `n`: the gain where `signed` is false, gain minus
 * loss where it is true, in per cent of their sum; 0 where both are zero.
 */
function strength(x: Float64Array, n: number, signed: boolean): Float64Array {
  const rows = x.length
  const out = column(rows, n)
  const weight = 1 / n
  let gain = 0
  let loss = 0
  for (let i = 1; i <= n; i++) {
    const change = x[i]! - x[i - 1]!
    gain += change > 0 ? change : 0
    loss += change < 0 ? -change : 0
  }
  gain /= n
  loss /= n
  out[n] = share(gain, loss, signed)
  const state = { gain, loss }
  inBlocks(n + 1, rows, (begin, end) => {
    let { gain, loss } = state
    let before = x[begin - 1]!
    for (let i = begin; i < end; i++) {
      const now = x[i]!
      const change = now - before
      before = now
      // The size of the change and the change itself make gain and loss without a branch.
      const size = Math.abs(change)
      gain += ((size + change) * 0.5 - gain) * weight
      loss += ((size - change) * 0.5 - loss) * weight
      out[i] = share(gain, loss, signed)
    }
    state.gain = gain
    state.loss = loss
  })
  return out
}

function share(gain: number, loss: number, signed: boolean): number {
  const way = gain + loss
  return way === 0 ? 0 : 100 * ((signed ? gain - loss : gain) / way)
}

/** Relative strength index, 0 to 100 (Wilder 1978). */
export function rsi(x: Float64Array, n: number): Float64Array {
  return strength(x, n, false)
}

/** Chande momentum oscillator with Wilder's averages, -100 to 100. */
export function cmo(x: Float64Array, n: number): Float64Array {
  return strength(x, n, true)
}
