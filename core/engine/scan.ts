/**
 * The stretches of a walk on which nothing can happen, as tight loops: each marks the equity from `bar` on and gives the
 * first bar that needs a closer look. `shift` is the distance from a bar to the bar whose signals are due on it.
 */
export function scanFlat(
  equity: Float64Array,
  cash: number,
  a: Uint8Array,
  b: Uint8Array,
  bar: number,
  shift: number,
): number {
  const rows = equity.length
  let at = bar
  for (; at < shift && at < rows; at++) equity[at] = cash
  for (; at < rows; at++) {
    if ((a[at - shift]! | b[at - shift]!) !== 0) break
    equity[at] = cash
  }
  return at
}

/** The same while a position is held, as far as prices stay between `floor` and `ceiling` and before bar `until`. */
export function scanHeld(
  given: Held,
  equity: Float64Array,
  a: Uint8Array,
  b: Uint8Array,
  bar: number,
  shift: number,
): number {
  const { cash, units, floor, ceiling, close, high, low } = given
  const end = Math.min(equity.length, given.until)
  let at = bar
  if (floor <= 0 && ceiling === Number.POSITIVE_INFINITY) {
    for (; at < end; at++) {
      if ((a[at - shift]! | b[at - shift]!) !== 0) break
      equity[at] = cash + units * close[at]!
    }
    return at
  }
  for (; at < end; at++) {
    if ((a[at - shift]! | b[at - shift]!) !== 0 || !(low[at]! > floor) || !(high[at]! < ceiling)) break
    equity[at] = cash + units * close[at]!
  }
  return at
}

export interface Held {
  readonly close: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  cash: number
  units: number
  floor: number
  ceiling: number
  until: number
}
