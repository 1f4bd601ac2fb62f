/** What counts as a crossing where the two series touch; see the profiles. */
export type CrossRule = 'touch' | 'strict' | 'lastDifference'

/**
 * Marks the bars on which `a` crosses above `b`. All numbers looked at must be present.
 * `touch`: above now, at or below on the bar before. `strict`: above now, below on the bar before.
 * `lastDifference`: above now, and below on the last bar on which they differed; a missing value forgets that bar.
 */
export function crossAbove(out: Uint8Array, a: Float64Array, b: Float64Array, rule: CrossRule): void {
  if (rule === 'touch') touch(out, a, b)
  else if (rule === 'strict') strict(out, a, b)
  else lastDifference(out, a, b)
}

// NaN makes every comparison false, so a missing value needs no test of its own in the first two.
function touch(out: Uint8Array, a: Float64Array, b: Float64Array): void {
  const rows = out.length
  let before = 0
  for (let i = 0; i < rows; i++) {
    const x = a[i]!
    const y = b[i]!
    out[i] = +(x > y) & before
    before = +(x <= y)
  }
}

function strict(out: Uint8Array, a: Float64Array, b: Float64Array): void {
  const rows = out.length
  let before = 0
  for (let i = 0; i < rows; i++) {
    const x = a[i]!
    const y = b[i]!
    out[i] = +(x > y) & before
    before = +(x < y)
  }
}

function lastDifference(out: Uint8Array, a: Float64Array, b: Float64Array): void {
  const rows = out.length
  let below = 0
  for (let i = 0; i < rows; i++) {
    const x = a[i]!
    const y = b[i]!
    out[i] = +(x > y) & below
    if (x !== y) below = +(x < y)
  }
}
