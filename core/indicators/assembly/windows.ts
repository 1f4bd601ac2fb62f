// Functions of a window that are worked out from all of its values, for two rows at a time.
import { endOf, own6, own7, pair } from './block'

/** Share of the `n` values before that lie below this one, in per cent. */
export function percentRank(rows: i32, _row: i32, source: usize, to: usize, n: i32): void {
  const end = endOf(rows)
  const span = <isize>n << 3
  for (let i: isize = 0; i < end; i += pair * 2) {
    const a = v128.load(source + i)
    const b = v128.load(source + i, 16)
    let below = i64x2.splat(0)
    let under = i64x2.splat(0)
    for (let j = source + i - span; j < source + i; j += 8) {
      below = i64x2.sub(below, f64x2.lt(v128.load(j), a))
      under = i64x2.sub(under, f64x2.lt(v128.load(j, 16), b))
    }
    for (let k: isize = 0; k < 16; k += 8) {
      const first = k == 0 ? i64x2.extract_lane(below, 0) : i64x2.extract_lane(below, 1)
      const second = k == 0 ? i64x2.extract_lane(under, 0) : i64x2.extract_lane(under, 1)
      store<f64>(to + i + k, (100 * <f64>first) / <f64>n)
      store<f64>(to + i + k, (100 * <f64>second) / <f64>n, 16)
    }
  }
}

/** Distances of the window's values from its oldest, added up. */
// @ts-ignore: decorator
@inline
function distances(at: usize, oldest: v128, span: isize): v128 {
  let sum = f64x2.splat(0)
  for (let j = at - span + 8; j <= at; j += 8) sum = f64x2.add(sum, f64x2.sub(v128.load(j), oldest))
  return sum
}

// @ts-ignore: decorator
@inline
function sizes(at: usize, oldest: v128, mean: v128, span: isize): v128 {
  let sum = f64x2.splat(0)
  for (let j = at - span + 8; j <= at; j += 8) {
    sum = f64x2.add(sum, f64x2.abs(f64x2.sub(f64x2.sub(v128.load(j), oldest), mean)))
  }
  return sum
}

/** Mean distance of the last `n` values from their mean. */
export function averageDeviation(rows: i32, _row: i32, source: usize, to: usize, n: i32): void {
  const end = endOf(rows)
  const span = <isize>n << 3
  const count = f64x2.splat(<f64>n)
  for (let i: isize = 0; i < end; i += pair) {
    const oldest = v128.load(source + i - span + 8)
    const mean = f64x2.div(distances(source + i, oldest, span), count)
    v128.store(to + i, f64x2.div(sizes(source + i, oldest, mean, span), count))
  }
}

/** Distance of the newest value from the mean over 0.015 mean distances, 0 where either is 0. */
export function commodityChannel(rows: i32, _row: i32, source: usize, to: usize, n: i32): void {
  const end = endOf(rows)
  const span = <isize>n << 3
  const count = f64x2.splat(<f64>n)
  const zero = f64x2.splat(0)
  for (let i: isize = 0; i < end; i += pair) {
    const oldest = v128.load(source + i - span + 8)
    const mean = f64x2.div(distances(source + i, oldest, span), count)
    const deviation = sizes(source + i, oldest, mean, span)
    const distance = f64x2.sub(f64x2.sub(v128.load(source + i), oldest), mean)
    const scaled = f64x2.mul(f64x2.splat(0.015), f64x2.div(deviation, count))
    const none = v128.or(f64x2.eq(distance, zero), f64x2.eq(deviation, zero))
    v128.store(to + i, v128.bitselect(zero, f64x2.div(distance, scaled), none))
  }
}

/** Slope of the returns of the second column on those of the first over `n` rows; 0 where the first does not change. */
export function beta(rows: i32, _row: i32, x: usize, y: usize, to: usize, n: i32): void {
  const end = endOf(rows)
  const span = <isize>n << 3
  const count = f64x2.splat(<f64>n)
  const zero = f64x2.splat(0)
  returns(x, own6, -span, end)
  returns(y, own7, -span, end)
  for (let i: isize = 0; i < end; i += pair) {
    const start = i - span + 8
    const firstX = v128.load(own6 + start)
    const firstY = v128.load(own7 + start)
    let meanX = zero
    let meanY = zero
    for (let j = start + 8; j <= i; j += 8) {
      meanX = f64x2.add(meanX, f64x2.sub(v128.load(own6 + j), firstX))
      meanY = f64x2.add(meanY, f64x2.sub(v128.load(own7 + j), firstY))
    }
    meanX = f64x2.add(firstX, f64x2.div(meanX, count))
    meanY = f64x2.add(firstY, f64x2.div(meanY, count))
    let xx = zero
    let xy = zero
    for (let j = start; j <= i; j += 8) {
      const dx = f64x2.sub(v128.load(own6 + j), meanX)
      xx = f64x2.add(xx, f64x2.mul(dx, dx))
      xy = f64x2.add(xy, f64x2.mul(dx, f64x2.sub(v128.load(own7 + j), meanY)))
    }
    v128.store(to + i, v128.andnot(f64x2.div(xy, xx), f64x2.eq(xx, zero)))
  }
}

// @ts-ignore: decorator
@inline
function returns(source: usize, to: usize, from: isize, end: isize): void {
  for (let i = from; i < end; i += pair) {
    const before = v128.load(source + i - 8)
    const share = f64x2.div(f64x2.sub(v128.load(source + i), before), before)
    v128.store(to + i, v128.andnot(share, f64x2.eq(before, f64x2.splat(0))))
  }
}

/** The newest of `n` values counts `n` times, the oldest once: its distances from the oldest, weighted and added up. */
export function weighted(rows: i32, _row: i32, source: usize, to: usize, n: i32): void {
  const end = endOf(rows)
  const span = <isize>n << 3
  const weight = f64x2.splat((<f64>n * <f64>(n + 1)) / 2)
  for (let i: isize = 0; i < end; i += pair) {
    const oldest = v128.load(source + i - span + 8)
    let sum = f64x2.splat(0)
    let count: f64 = 2
    for (let j = source + i - span + 16; j <= source + i; j += 8) {
      sum = f64x2.add(sum, f64x2.mul(f64x2.splat(count), f64x2.sub(v128.load(j), oldest)))
      count++
    }
    v128.store(to + i, f64x2.add(oldest, f64x2.div(sum, weight)))
  }
}

/** 100 where the row `right` before is further out (`sign` 1 above, -1 below) than `left` rows before and `right` after it. */
export function swing(rows: i32, _row: i32, source: usize, to: usize, left: i32, right: i32, sign: f64): void {
  const end = endOf(rows)
  const way = f64x2.splat(sign)
  for (let i: isize = 0; i < end; i += pair) {
    const centre = source + i - (<isize>right << 3)
    const peak = f64x2.mul(way, v128.load(centre))
    let out = i64x2.splat(-1)
    for (let j = centre - (<isize>left << 3); j <= source + i; j += 8) {
      if (j != centre) out = v128.and(out, f64x2.lt(f64x2.mul(way, v128.load(j)), peak))
    }
    v128.store(to + i, v128.and(f64x2.splat(100), out))
  }
}

/** The value of `rank` among the last `n`, from the smallest on. The sorted window is carried in an own column. */
export function percentile(rows: i32, row: i32, source: usize, to: usize, n: i32, rank: i32): void {
  const sorted = own6
  for (let i = 0; i < rows; i++) {
    const at = source + (i << 3)
    if (row + i < n - 1) continue
    const incoming = load<f64>(at)
    const outgoing = load<f64>(at - (<usize>n << 3))
    if (row + i > n - 1 && incoming == incoming && outgoing == outgoing) exchange(sorted, n, outgoing, incoming)
    else sort(sorted, at - (<usize>(n - 1) << 3), n)
    store<f64>(to + (i << 3), load<f64>(sorted + (<usize>(rank - 1) << 3)))
  }
}

// @ts-ignore: decorator
@inline
function exchange(sorted: usize, n: i32, outgoing: f64, incoming: f64): void {
  const end = sorted + (<usize>(n - 1) << 3)
  let k = sorted
  while (load<f64>(k) < outgoing) k += 8
  for (; k < end && load<f64>(k, 8) < incoming; k += 8) store<f64>(k, load<f64>(k, 8))
  for (; k > sorted && load<f64>(k - 8) > incoming; k -= 8) store<f64>(k, load<f64>(k - 8))
  store<f64>(k, incoming)
}

/** Insertion sort; missing values last. */
function sort(sorted: usize, from: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    const value = load<f64>(from + (i << 3))
    let k = sorted + (<usize>i << 3)
    for (; k > sorted; k -= 8) {
      const before = load<f64>(k - 8)
      if (!(before > value || (before != before && value == value))) break
      store<f64>(k, before)
    }
    store<f64>(k, value)
  }
}
