// Highest and lowest of the last n values. Wider and wider extremes are made of four narrower ones each, until four
// cover the window: the number of steps grows with log n and does not depend on the values.
import { endOf, in0, in1, in2, out0, out1, out2, own0, own1, own2, own3, pair } from './block'
import { all, half, hundred, minusHundred } from './constants'

/** Highest and lowest of windows that a kernel goes on with. */
const top: usize = own2
const bottom: usize = own3

// Where no value is missing, one instruction compares; where one is, an extreme over it is missing too.
const highestPlain = 0
const lowestPlain = 1
const highestAny = 2
const lowestAny = 3

// @ts-ignore: decorator
@inline
function further(a: v128, b: v128, kind: i32): v128 {
  if (kind == highestPlain) return f64x2.pmax(a, b)
  if (kind == lowestPlain) return f64x2.pmin(a, b)
  return kind == highestAny ? f64x2.max(a, b) : f64x2.min(a, b)
}

/** The extreme of the pairs at four addresses, `ahead` bytes further on each. */
// @ts-ignore: decorator
@inline
function furthest(a: usize, b: usize, c: usize, d: usize, ahead: usize, kind: i32): v128 {
  return further(
    further(v128.load(a + ahead), v128.load(b + ahead), kind),
    further(v128.load(c + ahead), v128.load(d + ahead), kind),
    kind,
  )
}

// @ts-ignore: decorator
@inline
function missing(value: v128): v128 {
  return f64x2.ne(value, value)
}

/**
 * Rows `from` to `end` of `to`: the extreme of `source` on that row and those that lie `a`, `b` and `c` bytes before.
 * Four pairs at a time, since working out addresses would otherwise take most of the time. Answers where results are
 * missing: on a row whose own value is.
 */
// @ts-ignore: decorator
@inline
function ofFour(source: usize, to: usize, from: isize, end: isize, a: usize, b: usize, c: usize, kind: i32): v128 {
  let found = i64x2.splat(0)
  for (let i = from; i < end; i += pair * 4) {
    const p = source + i
    const q = p - a
    const r = p - b
    const s = p - c
    const out = to + i
    const first = furthest(p, q, r, s, 0, kind)
    const second = furthest(p, q, r, s, pair, kind)
    const third = furthest(p, q, r, s, pair * 2, kind)
    const fourth = furthest(p, q, r, s, pair * 3, kind)
    v128.store(out, first)
    v128.store(out, second, pair)
    v128.store(out, third, pair * 2)
    v128.store(out, fourth, pair * 3)
    found = v128.or(found, missing(f64x2.add(f64x2.add(first, second), f64x2.add(third, fourth))))
  }
  return found
}

/** As `ofFour`, of two rows. */
// @ts-ignore: decorator
@inline
function ofTwo(source: usize, to: usize, end: isize, a: usize, kind: i32): v128 {
  let found = i64x2.splat(0)
  for (let i: isize = 0; i < end; i += pair * 4) {
    const p = source + i
    const q = p - a
    const out = to + i
    const first = further(v128.load(p), v128.load(q), kind)
    const second = further(v128.load(p, pair), v128.load(q, pair), kind)
    const third = further(v128.load(p, pair * 2), v128.load(q, pair * 2), kind)
    const fourth = further(v128.load(p, pair * 3), v128.load(q, pair * 3), kind)
    v128.store(out, first)
    v128.store(out, second, pair)
    v128.store(out, third, pair * 2)
    v128.store(out, fourth, pair * 3)
    found = v128.or(found, missing(f64x2.add(f64x2.add(first, second), f64x2.add(third, fourth))))
  }
  return found
}

/** Writes the extremes of the block; answers whether a value of the block is missing. */
// @ts-ignore: decorator
@inline
function extremes(column: usize, to: usize, end: isize, n: i32, kind: i32): bool {
  let from: isize = -((n - 1) << 3)
  let source = column
  let width: isize = 8
  const window = <isize>n << 3
  while (width << 2 <= window) {
    from += width * 3
    const wider = source == own0 ? own1 : own0
    ofFour(source, wider, from, end, width, width * 2, width * 3, kind)
    source = wider
    width <<= 2
  }
  const last = window - width
  return v128.any_true(
    last <= width
      ? ofTwo(source, to, end, last, kind)
      : ofFour(source, to, 0, end, width, min(width * 2, last), last, kind),
  )
}

/** Whether a value among the `n` - 1 rows before the block is missing. */
function isMissingBefore(column: usize, n: i32): bool {
  let found = i64x2.splat(0)
  for (let i: isize = -((n - 1) << 3); i < 0; i += pair) found = v128.or(found, missing(v128.load(column + i)))
  return v128.any_true(found)
}

/** Writes the highest of the last `n` values of a column; it uses the first two own columns. */
export function writeHighest(rows: i32, column: usize, to: usize, n: i32): void {
  const end = endOf(rows)
  if (isMissingBefore(column, n) || extremes(column, to, end, n, highestPlain)) {
    extremes(column, to, end, n, highestAny)
  }
}

/** Writes the lowest of the last `n` values of a column; it uses the first two own columns. */
export function writeLowest(rows: i32, column: usize, to: usize, n: i32): void {
  const end = endOf(rows)
  if (isMissingBefore(column, n) || extremes(column, to, end, n, lowestPlain)) {
    extremes(column, to, end, n, lowestAny)
  }
}

export function highest(rows: i32, _first: i32, n: i32): void {
  writeHighest(rows, in0, out0, n)
}

export function lowest(rows: i32, _first: i32, n: i32): void {
  writeLowest(rows, in0, out0, n)
}

/** Lowest and highest of one series. */
export function extent(rows: i32, _first: i32, n: i32): void {
  writeLowest(rows, in0, out0, n)
  writeHighest(rows, in0, out1, n)
}

// @ts-ignore: decorator
@inline
function writeMiddle(rows: i32, to: usize): void {
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    v128.store(to + i, f64x2.mul(f64x2.add(v128.load(top + i), v128.load(bottom + i)), all(half)))
  }
}

/** Middle between the highest and the lowest of one series. */
export function midpoint(rows: i32, _first: i32, n: i32): void {
  writeHighest(rows, in0, top, n)
  writeLowest(rows, in0, bottom, n)
  writeMiddle(rows, out0)
}

/** Middle between the highest high and the lowest low. */
export function midprice(rows: i32, _first: i32, n: i32): void {
  writeHighest(rows, in0, top, n)
  writeLowest(rows, in1, bottom, n)
  writeMiddle(rows, out0)
}

/** Highest high, the middle, and lowest low. */
export function channel(rows: i32, _first: i32, n: i32): void {
  writeHighest(rows, in0, out0, n)
  writeLowest(rows, in1, out2, n)
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    v128.store(out1 + i, f64x2.mul(f64x2.add(v128.load(out0 + i), v128.load(out2 + i)), all(half)))
  }
}

/** Distance of the close from the highest high as a share of the range, 0 to -100; 0 where there is no range. */
export function williamsR(rows: i32, _first: i32, n: i32): void {
  writeHighest(rows, in0, top, n)
  writeLowest(rows, in1, bottom, n)
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const highest = v128.load(top + i)
    const range = f64x2.sub(highest, v128.load(bottom + i))
    const share = f64x2.mul(f64x2.div(f64x2.sub(highest, v128.load(in2 + i)), range), all(minusHundred))
    v128.store(out0 + i, v128.andnot(share, f64x2.eq(range, f64x2.splat(0))))
  }
}

/** Where the close stands in the range, 0 to 100; 0 where there is no range. */
export function percentK(rows: i32, _first: i32, n: i32): void {
  writeHighest(rows, in0, top, n)
  writeLowest(rows, in1, bottom, n)
  const end = endOf(rows)
  for (let i: isize = 0; i < end; i += pair) {
    const lowest = v128.load(bottom + i)
    const range = f64x2.sub(v128.load(top + i), lowest)
    const place = f64x2.mul(f64x2.div(f64x2.sub(v128.load(in2 + i), lowest), range), all(hundred))
    v128.store(out0 + i, v128.andnot(place, f64x2.eq(range, f64x2.splat(0))))
  }
}
