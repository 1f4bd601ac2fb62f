/** Lowest equity over its running maximum, minus one; the maximum starts with the cash put in. 0 or negative. */
export function maxDrawdown(equity: Float64Array, cash: number): number {
  let peak = cash
  let worst = 1
  // Divides only below the deepest point so far, which is rare.
  let limit = cash
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i]!
    if (value > peak) {
      peak = value
      limit = peak * worst
    } else if (value < limit) {
      worst = value / peak
      limit = value
    }
  }
  return worst - 1
}

/**
 * Returns of the periods whose ends are marked, written to `into`; the first one is against the cash put in.
 * `into` has one entry a period. Gives their number. A period that starts with nothing left has a return of 0.
 */
export function periodReturns(equity: Float64Array, ends: Uint8Array, cash: number, into: Float64Array): number {
  let before = cash
  if (into.length === equity.length) {
    for (let i = 0; i < equity.length; i++) {
      const value = equity[i]!
      into[i] = value === before || !(before > 0) ? 0 : value / before - 1
      before = value
    }
    return equity.length
  }
  let count = 0
  for (let i = 0; i < equity.length; i++) {
    if (ends[i] === 0) continue
    const value = equity[i]!
    into[count++] = value === before || !(before > 0) ? 0 : value / before - 1
    before = value
  }
  return count
}

/** Arithmetic mean of the first `count` entries. Four sums side by side, which no processor has to add one after another. */
export function meanOf(values: Float64Array, count: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  const whole = count - (count % 4)
  for (let i = 0; i < whole; i += 4) {
    a += values[i]!
    b += values[i + 1]!
    c += values[i + 2]!
    d += values[i + 3]!
  }
  for (let i = whole; i < count; i++) a += values[i]!
  return (a + b + (c + d)) / count
}

/** Standard deviation of the first `count` entries around `mean`. */
export function deviationOf(values: Float64Array, count: number, mean: number, ddof: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  const whole = count - (count % 4)
  for (let i = 0; i < whole; i += 4) {
    a += (values[i]! - mean) ** 2
    b += (values[i + 1]! - mean) ** 2
    c += (values[i + 2]! - mean) ** 2
    d += (values[i + 3]! - mean) ** 2
  }
  for (let i = whole; i < count; i++) a += (values[i]! - mean) ** 2
  return Math.sqrt((a + b + (c + d)) / (count - ddof))
}
