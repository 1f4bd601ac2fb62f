// Candles of two bars at a time. A bar is the address of its open; the one before lies `bar` lower.
import { in0, in1, in2, in3, out0 } from './block'
import { all, hundred, minusHundred } from './constants'

export const bar: usize = 8

const closes: usize = in1 - in0
const highs: usize = in2 - in0
const lows: usize = in3 - in0
const answers: usize = out0 - in0

/** The block's first bar. */
export const firstBar: usize = in0

/** Where the bars of a block end. */
// @ts-ignore: decorator
@inline
export function endOfBars(rows: i32): usize {
  return in0 + (<usize>rows << 3)
}

// @ts-ignore: decorator
@inline
export function open(i: usize): v128 {
  return v128.load(i)
}

// @ts-ignore: decorator
@inline
export function high(i: usize): v128 {
  return v128.load(i, highs)
}

// @ts-ignore: decorator
@inline
export function low(i: usize): v128 {
  return v128.load(i, lows)
}

// @ts-ignore: decorator
@inline
export function close(i: usize): v128 {
  return v128.load(i, closes)
}

// @ts-ignore: decorator
@inline
export function top(i: usize): v128 {
  return f64x2.pmax(open(i), close(i))
}

// @ts-ignore: decorator
@inline
export function bottom(i: usize): v128 {
  return f64x2.pmin(open(i), close(i))
}

// @ts-ignore: decorator
@inline
export function body(i: usize): v128 {
  return f64x2.abs(f64x2.sub(close(i), open(i)))
}

// @ts-ignore: decorator
@inline
export function range(i: usize): v128 {
  return f64x2.sub(high(i), low(i))
}

// @ts-ignore: decorator
@inline
export function upper(i: usize): v128 {
  return f64x2.sub(high(i), top(i))
}

// @ts-ignore: decorator
@inline
export function lower(i: usize): v128 {
  return f64x2.sub(bottom(i), low(i))
}

// @ts-ignore: decorator
@inline
export function shadows(i: usize): v128 {
  return f64x2.add(upper(i), lower(i))
}

// Conditions: every bit of a bar's half is set where one holds.

// @ts-ignore: decorator
@inline
export function both(a: v128, b: v128): v128 {
  return v128.and(a, b)
}

// @ts-ignore: decorator
@inline
export function either(a: v128, b: v128): v128 {
  return v128.or(a, b)
}

// @ts-ignore: decorator
@inline
export function all3(a: v128, b: v128, c: v128): v128 {
  return v128.and(v128.and(a, b), c)
}

// @ts-ignore: decorator
@inline
export function all4(a: v128, b: v128, c: v128, d: v128): v128 {
  return v128.and(v128.and(a, b), v128.and(c, d))
}

// @ts-ignore: decorator
@inline
export function all5(a: v128, b: v128, c: v128, d: v128, e: v128): v128 {
  return v128.and(all4(a, b, c, d), e)
}

// @ts-ignore: decorator
@inline
export function all6(a: v128, b: v128, c: v128, d: v128, e: v128, f: v128): v128 {
  return v128.and(all4(a, b, c, d), v128.and(e, f))
}

/** `a` where `condition` holds, else `b`. */
// @ts-ignore: decorator
@inline
export function choose(condition: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, condition)
}

/** Whether a condition holds on one bar of the two at least: what is still to be asked only matters then. */
// @ts-ignore: decorator
@inline
export function any(condition: v128): bool {
  return v128.any_true(condition)
}

// @ts-ignore: decorator
@inline
export function below(a: v128, b: v128): v128 {
  return f64x2.lt(a, b)
}

// @ts-ignore: decorator
@inline
export function atMost(a: v128, b: v128): v128 {
  return f64x2.le(a, b)
}

// @ts-ignore: decorator
@inline
export function above(a: v128, b: v128): v128 {
  return f64x2.gt(a, b)
}

// @ts-ignore: decorator
@inline
export function atLeast(a: v128, b: v128): v128 {
  return f64x2.ge(a, b)
}

// @ts-ignore: decorator
@inline
export function plus(a: v128, b: v128): v128 {
  return f64x2.add(a, b)
}

// @ts-ignore: decorator
@inline
export function minus(a: v128, b: v128): v128 {
  return f64x2.sub(a, b)
}

// @ts-ignore: decorator
@inline
export function times(a: v128, constant: usize): v128 {
  return f64x2.mul(a, all(constant))
}

// @ts-ignore: decorator
@inline
export function white(i: usize): v128 {
  return f64x2.ge(close(i), open(i))
}

// @ts-ignore: decorator
@inline
export function black(i: usize): v128 {
  return f64x2.lt(close(i), open(i))
}

/** Bar `i` has the other color than the one before. */
// @ts-ignore: decorator
@inline
export function turns(i: usize): v128 {
  return v128.xor(white(i), white(i - bar))
}

/** Body of bar `a` wholly above the body of bar `b`. */
// @ts-ignore: decorator
@inline
export function bodyGapUp(a: usize, b: usize): v128 {
  return f64x2.gt(bottom(a), top(b))
}

/** Body of bar `a` wholly below the body of bar `b`. */
// @ts-ignore: decorator
@inline
export function bodyGapDown(a: usize, b: usize): v128 {
  return f64x2.lt(top(a), bottom(b))
}

/** Bar `a` wholly above bar `b`, shadows included. */
// @ts-ignore: decorator
@inline
export function gapUp(a: usize, b: usize): v128 {
  return f64x2.gt(low(a), high(b))
}

/** Bar `a` wholly below bar `b`, shadows included. */
// @ts-ignore: decorator
@inline
export function gapDown(a: usize, b: usize): v128 {
  return f64x2.lt(high(a), low(b))
}

/** `value` no further than `room` from `level`. */
// @ts-ignore: decorator
@inline
export function within(value: v128, level: v128, room: v128): v128 {
  return v128.and(f64x2.le(value, f64x2.add(level, room)), f64x2.ge(value, f64x2.sub(level, room)))
}

/** Writes a constant on the bars where a condition holds, 0 on the others. */
// @ts-ignore: decorator
@inline
export function answer(i: usize, condition: v128, constant: usize): void {
  v128.store(i, v128.and(condition, all(constant)), answers)
}

/** Writes 100 where `condition` and `up` hold, -100 where only `condition` does, 0 on the other bars. */
// @ts-ignore: decorator
@inline
export function answerSide(i: usize, condition: v128, up: v128): void {
  const side = v128.bitselect(all(hundred), all(minusHundred), up)
  v128.store(i, v128.and(condition, side), answers)
}

/** As `answerSide`, of the given size. */
// @ts-ignore: decorator
@inline
export function answerSized(i: usize, condition: v128, size: v128, up: v128): void {
  v128.store(i, v128.and(condition, v128.bitselect(size, f64x2.neg(size), up)), answers)
}

// @ts-ignore: decorator
@inline
export function answerValues(i: usize, values: v128): void {
  v128.store(i, values, answers)
}
