/** What counts as a crossing where the two series touch; see the profiles. */
export type CrossRule = 'touch' | 'strict' | 'lastDifference'

/** How a stretch of bars stands: `a` above, below or equal to `b`; `none` where a value is missing. */
const none = 0
const above = 1
const below = 2
const equal = 3

const bit = (side: number): number => 1 << side

/** From which sides a crossing may come, and whether a touch leaves the side as it was. */
const rules: Readonly<Record<CrossRule, { up: number; down: number; keepSide: boolean }>> = {
  touch: { up: bit(below) | bit(equal), down: bit(above) | bit(equal), keepSide: false },
  strict: { up: bit(below), down: bit(above), keepSide: false },
  lastDifference: { up: bit(below), down: bit(above), keepSide: true },
}

/**
 * Marks the bars on which `a` crosses above `b` (in `up`) and below it (in `down`), in one pass. All numbers looked at
 * must be present. `touch`: above now, at or below on the bar before. `strict`: above now, below on the bar before.
 * `lastDifference`: above now, and below on the last bar on which they differed; a missing value forgets that bar.
 */
export function markCrossings(
  up: Uint8Array,
  down: Uint8Array,
  a: Float64Array,
  b: Float64Array,
  rule: CrossRule,
): void {
  const { up: upFrom, down: downFrom, keepSide } = rules[rule]
  const rows = up.length
  up.fill(0)
  down.fill(0)
  let side = none
  let i = 0
  // Series stay on one side for long, so each stretch is run through with a single comparison a bar.
  while (i < rows) {
    const x = a[i]!
    const y = b[i]!
    if (x > y) {
      if (((upFrom >> side) & 1) === 1) up[i] = 1
      side = above
      do i++
      while (i < rows && a[i]! > b[i]!)
    } else if (x < y) {
      if (((downFrom >> side) & 1) === 1) down[i] = 1
      side = below
      do i++
      while (i < rows && a[i]! < b[i]!)
    } else {
      if (x !== y) side = none
      else if (!keepSide) side = equal
      i++
    }
  }
}
