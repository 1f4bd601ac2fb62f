// Sums of decimal prices in whole ticks, divided once: sums equal in decimal arithmetic are the same double. Whole
// numbers below 2^53 are added without rounding in any order.
import { endOf, in0, out0, own0, pair, stateOf } from './block'

/** Added to a number below 2^51 and taken off again it leaves the nearest whole number. */
const rounder: f64 = 6755399441055744
/** `ticks.ts` beside the registry says why a value this share of its ticks away from them is whole. */
const rounding: f64 = 2.220446049250313e-16

// @ts-ignore: decorator
@inline
function ticksOf(product: v128): v128 {
  return f64x2.sub(f64x2.add(product, f64x2.splat(rounder)), f64x2.splat(rounder))
}

/** All bits where the ticks are whole and below `limit`. */
// @ts-ignore: decorator
@inline
function areWhole(product: v128, tick: v128, limit: v128): v128 {
  const size = f64x2.abs(tick)
  const far = f64x2.abs(f64x2.sub(product, tick))
  return v128.and(f64x2.le(far, f64x2.mul(size, f64x2.splat(rounding))), f64x2.lt(size, limit))
}

/** Rows from the block's first on that are whole numbers of ticks. */
function wholeRows(rows: i32, scale: f64, limit: f64): i32 {
  for (let i = 0; i < rows; i++) {
    const product = load<f64>(in0 + (i << 3)) * scale
    const tick = load<f64>(own0 + (i << 3))
    if (!(abs(product - tick) <= abs(tick) * rounding && abs(tick) < limit)) return i
  }
  return rows
}

/** Ticks of the rows before the first block, and their sum. */
function past(n: i32, scale: f64): f64 {
  let sum: f64 = 0
  store<f64>(own0 - (<usize>n << 3), 0)
  for (let i = 1 - n; i < 0; i++) {
    const tick = load<f64>(in0 + (i << 3)) * scale + rounder - rounder
    store<f64>(own0 + (i << 3), tick)
    sum += tick
  }
  return sum
}

// @ts-ignore: decorator
@inline
function twoSums(x: v128): v128 {
  return f64x2.add(x, v128.shuffle<u64>(f64x2.splat(0), x, 0, 2))
}

// @ts-ignore: decorator
@inline
function later(x: v128): v128 {
  return v128.shuffle<u64>(x, x, 1, 1)
}

/** Keeps the ticks of the last `n` rows for the block after this one. */
function keepTicks(rows: i32, n: i32): void {
  const length = <usize>n << 3
  memory.copy(own0 - length, own0 + (<usize>rows << 3) - length, length)
}

/**
 * Sums of the last `n` values, in ticks over `whole`; answers how many rows of the block it could do so. The rows before
 * the block are whole.
 */
export function tickSum(rows: i32, first: i32, n: i32, scale: f64, whole: f64, limit: f64): i32 {
  const end = endOf(rows)
  const old = own0 - (<usize>n << 3)
  if (first) store<f64>(stateOf(0), past(n, scale))
  let base = v128.load_splat<f64>(stateOf(0))
  let good = i64x2.splat(-1)
  for (let i: isize = 0; i < end; i += pair * 2) {
    const a = f64x2.mul(v128.load(in0 + i), f64x2.splat(scale))
    const b = f64x2.mul(v128.load(in0 + i, 16), f64x2.splat(scale))
    const s = ticksOf(a)
    const t = ticksOf(b)
    v128.store(own0 + i, s)
    v128.store(own0 + i, t, 16)
    good = v128.and(good, v128.and(areWhole(a, s, f64x2.splat(limit)), areWhole(b, t, f64x2.splat(limit))))
    const early = twoSums(f64x2.sub(s, v128.load(old + i)))
    const late = f64x2.add(twoSums(f64x2.sub(t, v128.load(old + i, 16))), later(early))
    const sum = f64x2.add(base, late)
    v128.store(out0 + i, f64x2.div(f64x2.add(base, early), f64x2.splat(whole)))
    v128.store(out0 + i, f64x2.div(sum, f64x2.splat(whole)), 16)
    base = later(sum)
  }
  store<f64>(stateOf(0), f64x2.extract_lane(base, 0))
  const done = i64x2.all_true(good) && (rows & 3) == 0 ? rows : wholeRows(rows, scale, limit)
  keepTicks(rows, n)
  return done
}

/** As `tickSum`, with the newest value counted `n` times, the oldest once. */
export function tickWeighted(rows: i32, first: i32, n: i32, scale: f64, whole: f64, limit: f64): i32 {
  const end = endOf(rows)
  const old = own0 - (<usize>n << 3)
  const times = f64x2.splat(<f64>n)
  if (first) {
    store<f64>(stateOf(0), past(n, scale))
    let weighted: f64 = 0
    for (let i = 1 - n; i < 0; i++) weighted += load<f64>(own0 + (i << 3)) * <f64>(n + 1 + i)
    store<f64>(stateOf(1), weighted)
  }
  let base = v128.load_splat<f64>(stateOf(0))
  let heavy = v128.load_splat<f64>(stateOf(1))
  let good = i64x2.splat(-1)
  for (let i: isize = 0; i < end; i += pair * 2) {
    const a = f64x2.mul(v128.load(in0 + i), f64x2.splat(scale))
    const b = f64x2.mul(v128.load(in0 + i, 16), f64x2.splat(scale))
    const s = ticksOf(a)
    const t = ticksOf(b)
    v128.store(own0 + i, s)
    v128.store(own0 + i, t, 16)
    good = v128.and(good, v128.and(areWhole(a, s, f64x2.splat(limit)), areWhole(b, t, f64x2.splat(limit))))
    const early = twoSums(f64x2.sub(s, v128.load(old + i)))
    const late = f64x2.add(twoSums(f64x2.sub(t, v128.load(old + i, 16))), later(early))
    const sum = f64x2.add(base, early)
    const next = f64x2.add(base, late)
    // Each row adds its value n times and takes off the sum of the window before.
    const fresh = twoSums(f64x2.sub(f64x2.mul(times, s), v128.shuffle<u64>(base, sum, 1, 2)))
    const newer = twoSums(f64x2.sub(f64x2.mul(times, t), v128.shuffle<u64>(sum, next, 1, 2)))
    const whole4 = f64x2.add(heavy, f64x2.add(newer, later(fresh)))
    v128.store(out0 + i, f64x2.div(f64x2.add(heavy, fresh), f64x2.splat(whole)))
    v128.store(out0 + i, f64x2.div(whole4, f64x2.splat(whole)), 16)
    base = later(next)
    heavy = later(whole4)
  }
  store<f64>(stateOf(0), f64x2.extract_lane(base, 0))
  store<f64>(stateOf(1), f64x2.extract_lane(heavy, 0))
  const done = i64x2.all_true(good) && (rows & 3) == 0 ? rows : wholeRows(rows, scale, limit)
  keepTicks(rows, n)
  return done
}
