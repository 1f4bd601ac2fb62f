// Arithmetic of whole columns, two rows at a time. Columns are addresses of the first row of the block.
import { endOf, pair } from './block'

export function difference(rows: i32, _row: i32, a: usize, b: usize, to: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) v128.store(to + i, f64x2.sub(v128.load(a + i), v128.load(b + i)))
}

export function product(rows: i32, _row: i32, a: usize, b: usize, to: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) v128.store(to + i, f64x2.mul(v128.load(a + i), v128.load(b + i)))
}

/** `u` a plus `v` b. */
export function blend(rows: i32, _row: i32, a: usize, b: usize, to: usize, u: f64, v: f64): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const first = f64x2.mul(f64x2.splat(u), v128.load(a + i))
    v128.store(to + i, f64x2.add(first, f64x2.mul(f64x2.splat(v), v128.load(b + i))))
  }
}

/** `times` a over b, `none` where b is 0. */
export function share(rows: i32, _row: i32, a: usize, b: usize, to: usize, times: f64, none: f64): void {
  const end = endOf(rows)
  const zero = f64x2.splat(0)
  for (let i: isize = 0; i < end; i += pair) {
    const under = v128.load(b + i)
    const quotient = f64x2.div(f64x2.mul(f64x2.splat(times), v128.load(a + i)), under)
    v128.store(to + i, v128.bitselect(f64x2.splat(none), quotient, f64x2.eq(under, zero)))
  }
}

/** Change against `lag` rows before. */
export function move(rows: i32, _row: i32, a: usize, to: usize, lag: i32): void {
  const end = endOf(rows)
  const earlier = a - (<usize>lag << 3)
  for (let i: isize = 0; i < end; i += pair) v128.store(to + i, f64x2.sub(v128.load(a + i), v128.load(earlier + i)))
}

/** Size of the change against the row before. */
export function size(rows: i32, _row: i32, a: usize, to: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    v128.store(to + i, f64x2.abs(f64x2.sub(v128.load(a + i), v128.load(a + i - 8))))
  }
}

/** `times` (a over b - `less`), 0 where b is 0; b is a itself `lag` rows before. */
export function change(rows: i32, _row: i32, a: usize, to: usize, lag: i32, less: f64, times: f64): void {
  const end = endOf(rows)
  const zero = f64x2.splat(0)
  const earlier = a - (<usize>lag << 3)
  for (let i: isize = 0; i < end; i += pair) {
    const under = v128.load(earlier + i)
    const quotient = f64x2.sub(f64x2.div(v128.load(a + i), under), f64x2.splat(less))
    const found = f64x2.mul(quotient, f64x2.splat(times))
    v128.store(to + i, v128.bitselect(zero, found, f64x2.eq(under, zero)))
  }
}

/** True range: of the bar and the close before it. */
export function trueRange(rows: i32, _row: i32, high: usize, low: usize, close: usize, to: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const top = v128.load(high + i)
    const bottom = v128.load(low + i)
    const previous = v128.load(close + i - 8)
    const up = f64x2.abs(f64x2.sub(previous, top))
    const down = f64x2.abs(f64x2.sub(previous, bottom))
    // The plain comparison is several times faster, and drops a missing value that the difference brings back.
    const most = f64x2.pmax(f64x2.pmax(f64x2.sub(top, bottom), up), down)
    v128.store(to + i, f64x2.add(most, f64x2.sub(previous, previous)))
  }
}

/** Keeps the last `count` rows of a column where the next block's kernels look for the rows before it. */
export function keep(rows: i32, _row: i32, column: usize, count: i32): void {
  const length = <usize>count << 3
  memory.copy(column - length, column + (<usize>rows << 3) - length, length)
}

/** a over b, times `times`, 0 where b is 0. */
export function quotient(rows: i32, _row: i32, a: usize, b: usize, to: usize, times: f64): void {
  const end = endOf(rows)
  const zero = f64x2.splat(0)
  for (let i: isize = 0; i < end; i += pair) {
    const under = v128.load(b + i)
    const found = f64x2.mul(f64x2.splat(times), f64x2.div(v128.load(a + i), under))
    v128.store(to + i, v128.bitselect(zero, found, f64x2.eq(under, zero)))
  }
}

/** Change against `lag` rows before over what was there, times `times`; 0 where that is 0. */
export function growth(rows: i32, _row: i32, a: usize, to: usize, lag: i32, times: f64): void {
  const end = endOf(rows)
  const zero = f64x2.splat(0)
  const earlier = a - (<usize>lag << 3)
  for (let i: isize = 0; i < end; i += pair) {
    const under = v128.load(earlier + i)
    const found = f64x2.mul(f64x2.div(f64x2.sub(v128.load(a + i), under), under), f64x2.splat(times))
    v128.store(to + i, v128.bitselect(zero, found, f64x2.eq(under, zero)))
  }
}

/** Mean of this row and the one `lag` before. */
export function halfway(rows: i32, _row: i32, a: usize, to: usize, lag: i32): void {
  const end = endOf(rows)
  const earlier = a - (<usize>lag << 3)
  for (let i: isize = 0; i < end; i += pair) {
    const sum = f64x2.add(v128.load(a + i), v128.load(earlier + i))
    v128.store(to + i, f64x2.mul(sum, f64x2.splat(0.5)))
  }
}

/** Close minus open over the range of the bar, 0 without one. */
export function balance(rows: i32, _row: i32, open: usize, high: usize, low: usize, close: usize, to: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const range = f64x2.sub(v128.load(high + i), v128.load(low + i))
    const share = f64x2.div(f64x2.sub(v128.load(close + i), v128.load(open + i)), range)
    v128.store(to + i, v128.andnot(share, f64x2.le(range, f64x2.splat(0))))
  }
}

/** Distance of a from b on the row before. */
export function away(rows: i32, _row: i32, a: usize, b: usize, to: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    v128.store(to + i, f64x2.abs(f64x2.sub(v128.load(a + i), v128.load(b + i - 8))))
  }
}

/** a over `divisor`. */
export function over(rows: i32, _row: i32, a: usize, to: usize, divisor: f64): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) v128.store(to + i, f64x2.div(v128.load(a + i), f64x2.splat(divisor)))
}
