/** Lowest equity over its running maximum, minus one; the maximum starts with the cash put in. 0 or negative. */
export function maxDrawdown(equity: Float64Array, cash: number): number {
  let peak = cash
  let worst = 0
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i]!
    if (value > peak) peak = value
    else {
      const depth = value / peak - 1
      if (depth < worst) worst = depth
    }
  }
  return worst
}

/**
 * Returns of the periods whose ends are marked, written to `into`; the first one is against the cash put in.
 * Gives their number. A period that starts with nothing left has a return of 0.
 */
export function periodReturns(equity: Float64Array, ends: Uint8Array, cash: number, into: Float64Array): number {
  let count = 0
  let before = cash
  for (let i = 0; i < equity.length; i++) {
    if (ends[i] === 0) continue
    const value = equity[i]!
    into[count++] = value === before || !(before > 0) ? 0 : value / before - 1
    before = value
  }
  return count
}

/** Arithmetic mean of the first `count` entries. */
export function meanOf(values: Float64Array, count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += values[i]!
  return sum / count
}

/** Standard deviation of the first `count` entries around `mean`. */
export function deviationOf(values: Float64Array, count: number, mean: number, ddof: number): number {
  let squares = 0
  for (let i = 0; i < count; i++) {
    const off = values[i]! - mean
    squares += off * off
  }
  return Math.sqrt(squares / (count - ddof))
}
