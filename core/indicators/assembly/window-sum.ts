// Sums of the last n values. Sums over 1, 2, 4, ... rows are made of two shorter ones each, and those that n is written
// with in binary are added up from the shortest on: the rounding of a sum depends on its window alone.
// `window-sum.ts` beside the registry makes the same additions bar by bar.
import { endOf, own6, own7, pair } from './block'

// @ts-ignore: decorator
@inline
function at(column: usize, i: isize, back: isize): v128 {
  return v128.load(column + i - back)
}

/** Sum of the last `n` rows of `source`; it reads the `n` - 1 rows before the block. Uses the last two own columns. */
export function windowSum(rows: i32, _row: i32, source: usize, to: usize, n: i32): void {
  const end = endOf(rows)
  /** Bytes of the rows that a sum of this level covers, and of those added up so far. */
  let width: isize = 8
  let done: isize = 0
  let level = source
  let left = n
  let from: isize = -((n - 1) << 3)
  while (true) {
    const digit = left & 3
    const second = width << 1
    if (digit == 1) {
      if (done == 0) for (let i: isize = 0; i < end; i += pair) v128.store(to + i, at(level, i, 0))
      else for (let i: isize = 0; i < end; i += pair) v128.store(to + i, f64x2.add(v128.load(to + i), at(level, i, done)))
      done += width
    } else if (digit == 2) {
      if (done == 0) {
        for (let i: isize = 0; i < end; i += pair) v128.store(to + i, f64x2.add(at(level, i, 0), at(level, i, width)))
      } else {
        for (let i: isize = 0; i < end; i += pair) {
          const part = f64x2.add(at(level, i, done), at(level, i, done + width))
          v128.store(to + i, f64x2.add(v128.load(to + i), part))
        }
      }
      done += second
    } else if (digit == 3) {
      const next = done + width
      for (let i: isize = 0; i < end; i += pair) {
        const newest = at(level, i, done)
        const part = f64x2.add(at(level, i, next), at(level, i, next + width))
        v128.store(to + i, f64x2.add(done == 0 ? newest : f64x2.add(v128.load(to + i), newest), part))
      }
      done += width + second
    }
    left >>= 2
    if (left == 0) return
    const wider = level == own6 ? own7 : own6
    from += width * 3
    const third = second + width
    for (let i = from; i < end; i += pair) {
      const late = f64x2.add(at(level, i, 0), at(level, i, width))
      v128.store(wider + i, f64x2.add(late, f64x2.add(at(level, i, second), at(level, i, third))))
    }
    level = wider
    width <<= 2
  }
}
