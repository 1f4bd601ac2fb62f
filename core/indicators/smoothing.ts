import type { Step } from './step-sum.ts'

/**
 * An exponential average bar by bar: `weight` on the newest value, seeded by the mean of the first `n` values from row
 * `begin` on, first at `begin + n - 1`. Carried is the distance of the newest value from its average: it shrinks with
 * every bar and grows by the change of the value, so that a series that does not change is its own average. Rows are
 * taken in groups of four, counted from row 0, with the additions of `assembly/smoothing.ts`.
 */
export function smoothStep(n: number, weight: number, begin = 0): Step {
  const keep = 1 - weight
  const square = keep * keep
  const cube = square * keep
  const fourth = cube * keep
  const seeded = begin + n - 1
  const grouped = (seeded + 4) & ~3
  let row = -1
  let before = 0
  let reference = 0
  let sum = 0
  /** Distance on the last row of the group before. */
  let base = 0
  let first = 0
  let second = 0
  let third = 0

  function distance(moved: number): number {
    switch (row & 3) {
      case 0:
        first = moved
        return keep * base + first
      case 1:
        second = moved + keep * first
        return square * base + second
      case 2:
        third = moved
        return cube * base + (third + keep * second)
      default:
        base = fourth * base + (moved + keep * third + square * second)
        return base
    }
  }

  return (x) => {
    row++
    if (row < begin) return Number.NaN
    if (row === begin) reference = x
    if (row <= seeded) {
      sum += x - reference
      base = x - (reference + sum / n)
      before = x
      return row < seeded ? Number.NaN : x - base
    }
    const moved = keep * (x - before)
    before = x
    if (row >= grouped) return x - distance(moved)
    base = keep * base + moved
    return x - base
  }
}
