// Parts of a bar's move that sums and averages are then taken of.
import { endOf, pair, stateOf } from './block'

/** Price times volume on rows on which the price rose, and on those on which it fell. */
export function moneyFlow(rows: i32, _row: i32, price: usize, volume: usize, up: usize, down: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const now = v128.load(price + i)
    const before = v128.load(price + i - 8)
    const money = f64x2.mul(now, v128.load(volume + i))
    v128.store(up + i, v128.and(money, f64x2.gt(now, before)))
    v128.store(down + i, v128.and(money, f64x2.lt(now, before)))
  }
}

/** a in per cent of a and b, 0 where they are below 1 together. */
export function flowShare(rows: i32, _row: i32, a: usize, b: usize, to: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const part = v128.load(a + i)
    const all = f64x2.add(part, v128.load(b + i))
    const share = f64x2.div(f64x2.mul(f64x2.splat(100), part), all)
    v128.store(to + i, v128.andnot(share, f64x2.lt(all, f64x2.splat(1))))
  }
}

/** `value` on rows on which x rose and on those on which it fell, else 0. */
export function sides(rows: i32, _row: i32, x: usize, value: usize, up: usize, down: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const now = v128.load(x + i)
    const before = v128.load(x + i - 8)
    v128.store(up + i, v128.and(v128.load(value + i), f64x2.gt(now, before)))
    v128.store(down + i, v128.and(v128.load(value + i), f64x2.lt(now, before)))
  }
}

/** Close above the lower of the low and the close before. */
export function pressure(rows: i32, _row: i32, low: usize, close: usize, to: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const floor = f64x2.min(v128.load(low + i), v128.load(close + i - 8))
    v128.store(to + i, f64x2.sub(v128.load(close + i), floor))
  }
}

/** Sum of this row of a and the one `lag` before. */
export function withEarlier(rows: i32, _row: i32, a: usize, to: usize, lag: i32): void {
  const end = endOf(rows)
  const earlier = a - (<usize>lag << 3)
  for (let i: isize = 0; i < end; i += pair) v128.store(to + i, f64x2.add(v128.load(a + i), v128.load(earlier + i)))
}

/** (100 (4 a + 2 b + c)) / 7. */
export function ultimate(rows: i32, _row: i32, a: usize, b: usize, c: usize, to: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const two = f64x2.add(f64x2.mul(f64x2.splat(4), v128.load(a + i)), f64x2.mul(f64x2.splat(2), v128.load(b + i)))
    const all = f64x2.mul(f64x2.splat(100), f64x2.add(two, v128.load(c + i)))
    v128.store(to + i, f64x2.div(all, f64x2.splat(7)))
  }
}

/** Net change over `n` rows over the way gone; 1 where that is no longer or nothing moved. */
export function efficiency(rows: i32, _row: i32, x: usize, path: usize, to: usize, n: i32): void {
  const end = endOf(rows)
  const earlier = x - (<usize>n << 3)
  for (let i: isize = 0; i < end; i += pair) {
    const gone = v128.load(path + i)
    const way = f64x2.abs(f64x2.sub(v128.load(x + i), v128.load(earlier + i)))
    const straight = v128.or(f64x2.le(gone, way), f64x2.eq(gone, f64x2.splat(0)))
    v128.store(to + i, v128.bitselect(f64x2.splat(1), f64x2.div(way, gone), straight))
  }
}

/** High and low moved out by four times the bar range over the sum of both. */
export function widened(rows: i32, _row: i32, high: usize, low: usize, upper: usize, lower: usize): void {
  const end = endOf(rows)
  const one = f64x2.splat(1)
  for (let i: isize = 0; i < end; i += pair) {
    const top = v128.load(high + i)
    const bottom = v128.load(low + i)
    const all = f64x2.add(top, bottom)
    const none = f64x2.eq(all, f64x2.splat(0))
    const part = f64x2.div(f64x2.mul(f64x2.splat(4), f64x2.sub(top, bottom)), all)
    v128.store(upper + i, v128.bitselect(top, f64x2.mul(top, f64x2.add(one, part)), none))
    v128.store(lower + i, v128.bitselect(bottom, f64x2.mul(bottom, f64x2.sub(one, part)), none))
  }
}

/**
 * Wilder's parabolic stop from row 1 on, where `up`, `start` and `extreme` are its side, level and the extreme price so
 * far. A new stop lies `offset` (a fraction) further away; with `signed` a short one is negative.
 */
export function parabolic(
  rows: i32, row: i32, high: usize, low: usize, to: usize, side: i32, start: f64, outermost: f64, offset: f64, signed: i32,
  longFirst: f64, longStep: f64, longMost: f64, shortFirst: f64, shortStep: f64, shortMost: f64,
): void {
  const state = stateOf(0)
  let up = side != 0
  let stop = start
  let extreme = outermost
  let speed = up ? longFirst : shortFirst
  let i = 1
  if (row > 0) {
    i = 0
    stop = load<f64>(state)
    extreme = load<f64>(state, 8)
    speed = load<f64>(state, 16)
    up = load<i32>(state, 24) != 0
  }
  // On the first row of all the row before is taken to be that row itself.
  let highBefore = load<f64>(high + (i << 3) - (row + i > 1 ? 8 : 0))
  let lowBefore = load<f64>(low + (i << 3) - (row + i > 1 ? 8 : 0))
  for (; i < rows; i++) {
    const top = load<f64>(high + (i << 3))
    const bottom = load<f64>(low + (i << 3))
    if (up ? bottom <= stop : top >= stop) {
      up = !up
      stop = up ? min(min(extreme, lowBefore), bottom) : max(max(extreme, highBefore), top)
      if (offset != 0) stop += (up ? -stop : stop) * offset
      store<f64>(to + (i << 3), signed && !up ? -stop : stop)
      speed = up ? longFirst : shortFirst
      extreme = up ? top : bottom
    } else {
      store<f64>(to + (i << 3), signed && !up ? -stop : stop)
      if (up ? top > extreme : bottom < extreme) {
        extreme = up ? top : bottom
        speed = up ? min(longMost, speed + longStep) : min(shortMost, speed + shortStep)
      }
    }
    stop += speed * (extreme - stop)
    stop = up ? min(min(stop, lowBefore), bottom) : max(max(stop, highBefore), top)
    highBefore = top
    lowBefore = bottom
  }
  store<f64>(state, stop)
  store<f64>(state, extreme, 8)
  store<f64>(state, speed, 16)
  store<i32>(state, <i32>up, 24)
}
