// Means of a bar's prices. Sums of decimal prices are turned into whole ticks and divided once, so that two bars with
// equal means have the same double; `price-means.ts` beside the registry says how, bar by bar.
import { endOf, in0, in1, in2, in3, out0, out1, out2, out3, pair, row } from './block'

/** Added to a number below 2^51 and taken off again it leaves the nearest whole number. */
const rounder: f64 = 6755399441055744
/** Largest sum in ticks whose rounding finds the true one. */
const exactSum: f64 = 281474976710656
/** 2^-50: a sum of up to five decimals differs from the true one by less than this share of it. */
const rounding: f64 = 8.881784197001252e-16

/** Ticks a unit that the sums so far are whole in; 0 from the first one on that is not decimal. */
let scale: f64 = 1

function isWhole(sum: f64, ticks: f64): bool {
  const product = sum * ticks
  return abs(product - nearest(product)) <= abs(product) * rounding && abs(product) < exactSum
}

/** The quotient of a sum that may need a finer scale. */
function quotient(sum: f64, total: f64): f64 {
  if (scale > 0 && !isWhole(sum, scale)) {
    while (scale <= 1e8 && !isWhole(sum, scale)) scale *= 10
    if (scale > 1e8) scale = 0
  }
  return scale > 0 ? nearest(sum * scale) / (total * scale) : sum / total
}

/** Divides the sums of two bars by `total`. */
// @ts-ignore: decorator
@inline
function divide(i: isize, sums: v128, total: f64): void {
  const ticks = f64x2.mul(sums, f64x2.splat(scale))
  const size = f64x2.abs(ticks)
  const whole = f64x2.sub(f64x2.add(ticks, f64x2.splat(rounder)), f64x2.splat(rounder))
  const isNear = f64x2.le(f64x2.abs(f64x2.sub(ticks, whole)), f64x2.mul(size, f64x2.splat(rounding)))
  if (scale == 0) {
    v128.store(out0 + i, f64x2.div(sums, f64x2.splat(total)))
  } else if (i64x2.all_true(v128.and(isNear, f64x2.lt(size, f64x2.splat(exactSum))))) {
    v128.store(out0 + i, f64x2.div(whole, f64x2.splat(total * scale)))
  } else {
    v128.store(out0 + i, sums)
    store<f64>(out0 + i, quotient(load<f64>(out0 + i), total))
    store<f64>(out0 + i + row, quotient(load<f64>(out0 + i + row), total))
  }
}

/** Middle of high and low. */
export function medianPrice(rows: i32, first: i32): void {
  if (first) scale = 1
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) divide(i, f64x2.add(v128.load(in0 + i), v128.load(in1 + i)), 2)
}

/** Mean of high, low and close. */
export function typicalPrice(rows: i32, first: i32): void {
  if (first) scale = 1
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    divide(i, f64x2.add(f64x2.add(v128.load(in0 + i), v128.load(in1 + i)), v128.load(in2 + i)), 3)
  }
}

/** Mean of high, low and twice the close. */
export function weightedClose(rows: i32, first: i32): void {
  if (first) scale = 1
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const close = v128.load(in2 + i)
    divide(i, f64x2.add(f64x2.add(v128.load(in0 + i), v128.load(in1 + i)), f64x2.add(close, close)), 4)
  }
}

/** Mean of open, high, low and close. */
export function averagePrice(rows: i32, first: i32): void {
  if (first) scale = 1
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const sides = f64x2.add(f64x2.add(v128.load(in0 + i), v128.load(in1 + i)), v128.load(in2 + i))
    divide(i, f64x2.add(sides, v128.load(in3 + i)), 4)
  }
}

/** Open and close of the candle before. */
let open: f64 = 0
let close: f64 = 0

/** Heikin-Ashi candles of open, high, low and close. */
export function heikinAshi(rows: i32, first: i32): void {
  if (first) {
    open = load<f64>(in0)
    close = load<f64>(in3)
  }
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const sides = f64x2.add(f64x2.add(v128.load(in0 + i), v128.load(in1 + i)), v128.load(in2 + i))
    const means = f64x2.mul(f64x2.add(sides, v128.load(in3 + i)), f64x2.splat(0.25))
    const one = (open + close) * 0.5
    const two = (one + f64x2.extract_lane(means, 0)) * 0.5
    const opens = f64x2.replace_lane(f64x2.splat(one), 1, two)
    v128.store(out0 + i, opens)
    v128.store(out1 + i, f64x2.max(f64x2.max(v128.load(in1 + i), opens), means))
    v128.store(out2 + i, f64x2.min(f64x2.min(v128.load(in2 + i), opens), means))
    v128.store(out3 + i, means)
    open = two
    close = f64x2.extract_lane(means, 1)
  }
}
