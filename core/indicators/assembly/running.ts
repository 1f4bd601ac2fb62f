// Totals and indices that run on from row to row, each from the one before.
import { stateOf } from './block'

/** Running volume, added on a rise and taken off on a fall; starts at the first volume. */
export function onBalance(rows: i32, row: i32, source: usize, volume: usize, to: usize): void {
  let total = row == 0 ? 0 : load<f64>(stateOf(0))
  for (let i: usize = 0; i < <usize>rows << 3; i += 8) {
    const x = load<f64>(source + i)
    const before = load<f64>(source + i - 8)
    const traded = load<f64>(volume + i)
    if (row == 0 && i == 0) total = traded
    else total += select<f64>(traded, select<f64>(-traded, 0, x < before), x > before)
    store<f64>(to + i, total)
  }
  store<f64>(stateOf(0), total)
}

/** Volume of a bar times the place of its close, from -1 at the low to 1 at the high; 0 without a range. */
export function flow(rows: i32, _row: i32, high: usize, low: usize, close: usize, volume: usize, to: usize): void {
  const zero = f64x2.splat(0)
  for (let i: usize = 0; i < <usize>rows << 3; i += 16) {
    const top = v128.load(high + i)
    const bottom = v128.load(low + i)
    const last = v128.load(close + i)
    const range = f64x2.sub(top, bottom)
    const place = f64x2.div(f64x2.sub(f64x2.sub(last, bottom), f64x2.sub(top, last)), range)
    v128.store(to + i, v128.and(f64x2.mul(place, v128.load(volume + i)), f64x2.gt(range, zero)))
  }
}

export function total(rows: i32, row: i32, source: usize, to: usize, k: i32): void {
  let sum = row == 0 ? 0 : load<f64>(stateOf(k))
  for (let i: usize = 0; i < <usize>rows << 3; i += 8) {
    sum += load<f64>(source + i)
    store<f64>(to + i, sum)
  }
  store<f64>(stateOf(k), sum)
}

/** Fast minus slow exponential average, both starting at the first value. */
export function gapFromFirst(rows: i32, row: i32, source: usize, to: usize, fast: f64, slow: f64): void {
  const state = stateOf(1)
  if (row == 0) {
    const first = load<f64>(source)
    v128.store(state, f64x2.splat(first))
  }
  const weights = f64x2.replace_lane(f64x2.splat(fast), 1, slow)
  const rest = f64x2.sub(f64x2.splat(1), weights)
  let both = v128.load(state)
  for (let i: usize = 0; i < <usize>rows << 3; i += 8) {
    both = f64x2.add(f64x2.mul(weights, v128.load_splat<f64>(source + i)), f64x2.mul(rest, both))
    store<f64>(to + i, f64x2.extract_lane(both, 0) - f64x2.extract_lane(both, 1))
  }
  v128.store(state, both)
}

/** Index from 1000 that takes over the price change of bars whose volume moved in the direction of `sign`. */
export function volumeIndex(rows: i32, row: i32, close: usize, volume: usize, to: usize, sign: f64): void {
  let value = row == 0 ? 1000 : load<f64>(stateOf(0))
  for (let i: usize = 0; i < <usize>rows << 3; i += 8) {
    const before = load<f64>(close + i - 8)
    const takes = sign * (load<f64>(volume + i) - load<f64>(volume + i - 8)) > 0 && before != 0
    if ((row != 0 || i != 0) && takes) value += value * ((load<f64>(close + i) - before) / before)
    store<f64>(to + i, value)
  }
  store<f64>(stateOf(0), value)
}

/** Relative change against the row before times the volume; 0 on the first row. */
export function trendFlow(rows: i32, row: i32, close: usize, volume: usize, to: usize): void {
  const zero = f64x2.splat(0)
  for (let i: usize = 0; i < <usize>rows << 3; i += 16) {
    const before = v128.load(close + i - 8)
    const change = f64x2.div(f64x2.sub(v128.load(close + i), before), before)
    v128.store(to + i, v128.andnot(f64x2.mul(change, v128.load(volume + i)), f64x2.eq(before, zero)))
  }
  if (row == 0) store<f64>(to, 0)
}

/** How far the close lies above the true low on a rise or below the true high on a fall; 0 on the first row. */
export function trueMove(rows: i32, row: i32, high: usize, low: usize, close: usize, to: usize): void {
  for (let i: usize = 0; i < <usize>rows << 3; i += 16) {
    const now = v128.load(close + i)
    const before = v128.load(close + i - 8)
    const up = f64x2.sub(now, f64x2.min(before, v128.load(low + i)))
    const down = f64x2.sub(now, f64x2.max(before, v128.load(high + i)))
    const rises = v128.and(up, f64x2.gt(now, before))
    v128.store(to + i, v128.or(rises, v128.and(down, f64x2.lt(now, before))))
  }
  if (row == 0) store<f64>(to, 0)
}

/** Kaufman's adaptive average: `path` is the way gone over `n` rows. Starts with the value of row `first` - 1. */
export function adaptive(rows: i32, row: i32, source: usize, path: usize, to: usize, n: i32, first: i32): void {
  const slowest: f64 = 2.0 / 31.0
  const span: f64 = 2.0 / 3.0 - slowest
  // The distance of the newest value from its average is carried, as in `smoothing.ts`.
  let rest = load<f64>(stateOf(0))
  for (let i = max(0, first - 1 - row); i < rows; i++) {
    const x = load<f64>(source + (i << 3))
    if (row + i == first - 1) {
      rest = 0
      continue
    }
    const way = load<f64>(path + (i << 3))
    const net = x - load<f64>(source + ((i - n) << 3))
    const efficiency = way <= net || way == 0 ? 1 : abs(net / way)
    const part = efficiency * span + slowest
    rest = (1 - part * part) * (rest + (x - load<f64>(source + (i << 3) - 8)))
    store<f64>(to + (i << 3), x - rest)
  }
  store<f64>(stateOf(0), rest)
}

/** The held band and the trend (1 up, -1 down) from the average range on, first on row `n`. */
export function heldBand(
  rows: i32, row: i32, high: usize, low: usize, close: usize, range: usize, band: usize, trend: usize, n: i32,
  multiplier: f64,
): void {
  const state = stateOf(1)
  let upper = load<f64>(state)
  let lower = load<f64>(state, 8)
  let up = load<i32>(state, 16)
  for (let i = max(0, n - row); i < rows; i++) {
    const at = i << 3
    const first = row + i == n
    const middle = (load<f64>(high + at) + load<f64>(low + at)) / 2
    const width = multiplier * load<f64>(range + at)
    const previous = load<f64>(close + at - 8)
    const now = load<f64>(close + at)
    if (first || middle + width < upper || previous > upper) upper = middle + width
    if (first || middle - width > lower || previous < lower) lower = middle - width
    up = first ? 1 : <i32>(up ? now >= lower : now > upper)
    store<f64>(band + at, up ? lower : upper)
    store<f64>(trend + at, up ? 1 : -1)
  }
  store<f64>(state, upper)
  store<f64>(state, lower, 8)
  store<i32>(state, up, 16)
}

/** Mean price weighted by volume since the first row; 0 until something trades. */
export function weightedPrice(rows: i32, row: i32, price: usize, volume: usize, to: usize): void {
  let sums = row == 0 ? f64x2.splat(0) : v128.load(stateOf(0))
  for (let i: usize = 0; i < <usize>rows << 3; i += 8) {
    const traded = load<f64>(volume + i)
    sums = f64x2.add(sums, f64x2.replace_lane(f64x2.splat(load<f64>(price + i) * traded), 1, traded))
    const units = f64x2.extract_lane(sums, 1)
    store<f64>(to + i, units == 0 ? 0 : f64x2.extract_lane(sums, 0) / units)
  }
  v128.store(stateOf(0), sums)
}
