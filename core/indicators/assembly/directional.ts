// Wilder's directional movement.
import { endOf, pair, stateOf } from './block'

/** Upward and downward movement against the row before, and the range with the close before. */
export function movements(
  rows: i32, row: i32, high: usize, low: usize, close: usize, plus: usize, minus: usize, range: usize,
): void {
  const end = endOf(rows)
  const zero = f64x2.splat(0)
  for (let i: isize = 0; i < end; i += pair) {
    const top = v128.load(high + i)
    const bottom = v128.load(low + i)
    const previous = v128.load(close + i - 8)
    const up = f64x2.sub(top, v128.load(high + i - 8))
    const down = f64x2.sub(v128.load(low + i - 8), bottom)
    const falls = v128.and(f64x2.gt(down, zero), f64x2.lt(up, down))
    const rises = v128.and(f64x2.gt(up, zero), f64x2.gt(up, down))
    v128.store(plus + i, v128.and(up, rises))
    v128.store(minus + i, v128.and(down, falls))
    const span = f64x2.sub(f64x2.pmax(top, previous), f64x2.pmin(bottom, previous))
    // A missing value is brought back by the difference.
    v128.store(range + i, f64x2.add(span, f64x2.sub(previous, previous)))
  }
}

/**
 * Difference of the sums of movement in per cent of their sum; where that or the range is 0, the value of the row before,
 * which is 0 before row `n`.
 */
export function movementIndex(
  rows: i32, row: i32, plus: usize, minus: usize, range: usize, to: usize, k: i32, n: i32,
): void {
  const end = endOf(rows)
  const zero = f64x2.splat(0)
  store<f64>(to - 8, row == 0 ? 0 : load<f64>(stateOf(k)))
  for (let i: isize = 0; i < end; i += pair) {
    const up = v128.load(plus + i)
    const down = v128.load(minus + i)
    const all = f64x2.add(up, down)
    const share = f64x2.mul(f64x2.splat(100), f64x2.div(f64x2.abs(f64x2.sub(down, up)), all))
    v128.store(to + i, share)
    const none = v128.or(f64x2.eq(all, zero), f64x2.eq(v128.load(range + i), zero))
    if (v128.any_true(none) || row + <i32>(i >> 3) < n) {
      for (let j = i; j < i + 16; j += 8) {
        const silent = load<f64>(range + j) == 0 || load<f64>(plus + j) + load<f64>(minus + j) == 0
        if (row + <i32>(j >> 3) < n) store<f64>(to + j, 0)
        else if (silent) store<f64>(to + j, load<f64>(to + j - 8))
      }
    }
  }
  store<f64>(stateOf(k), load<f64>(to + end - 8))
}
