import { column, inBlocks, unwritten } from './series.ts'

export interface DirectionalSums {
  /** Wilder-summed +DM, -DM and true range; each entry i >= n - 1 covers the bars up to i. */
  plus: Float64Array
  minus: Float64Array
  range: Float64Array
}

/** Wilder's running sums of directional movement and true range (Wilder 1978): the first n - 1 moves are added up. */
export function directionalSums(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n: number,
): DirectionalSums {
  const rows = high.length
  const sums = { plus: column(rows, n - 1), minus: column(rows, n - 1), range: column(rows, n - 1) }
  const state = { plus: 0, minus: 0, range: 0 }
  inBlocks(1, rows, (begin, end) => {
    let { plus, minus, range } = state
    let highBefore = high[begin - 1]!
    let lowBefore = low[begin - 1]!
    for (let i = begin; i < end; i++) {
      const top = high[i]!
      const bottom = low[i]!
      const previous = close[i - 1]!
      const up = top - highBefore
      const down = lowBefore - bottom
      highBefore = top
      lowBefore = bottom
      // From bar n on a 1/n part of each sum is forgotten.
      if (i >= n) {
        plus -= plus / n
        minus -= minus / n
        range -= range / n
      }
      if (down > 0 && up < down) minus += down
      else if (up > 0 && up > down) plus += up
      range += Math.max(top, previous) - Math.min(bottom, previous)
      if (i >= n - 1) {
        sums.plus[i] = plus
        sums.minus[i] = minus
        sums.range[i] = range
      }
    }
    Object.assign(state, { plus, minus, range })
  })
  return sums
}

/** `scale` * part / range, 0 where there was no range. */
export function directionalIndicator(part: Float64Array, range: Float64Array, scale = 100): Float64Array {
  const out = unwritten(part.length)
  for (let i = 0; i < part.length; i++) out[i] = range[i]! === 0 ? 0 : scale * (part[i]! / range[i]!)
  return out
}

/** Directional index, first at bar `n`; a bar without movement repeats the last value. */
export function directionalIndex(sums: DirectionalSums, n: number): Float64Array {
  const { plus, minus, range } = sums
  const out = column(plus.length, n)
  let last = 0
  for (let i = n; i < plus.length; i++) {
    const up = 100 * (plus[i]! / range[i]!)
    const down = 100 * (minus[i]! / range[i]!)
    if (range[i] !== 0 && up + down !== 0) last = 100 * (Math.abs(down - up) / (up + down))
    out[i] = last
  }
  return out
}

/** Wilder's average of the directional index, first at bar 2n - 1. */
export function averageDirectionalIndex(sums: DirectionalSums, n: number): Float64Array {
  const index = directionalIndex(sums, n)
  const first = 2 * n - 1
  const out = column(index.length, first)
  let value = 0
  for (let i = n; i < index.length; i++) {
    if (i <= first) {
      value += index[i]!
      if (i === first) value /= n
    } else value = (value * (n - 1) + index[i]!) / n
    if (i >= first) out[i] = value
  }
  return out
}
