// Highest and lowest of the last n values. Wider and wider extremes are made of four narrower ones each, until four cover
// the window: the number of steps grows with log n and does not depend on the values.
import { endOf, in0, out0, own0, own1, pair } from './block'

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

/** Rows `from` to `end` of `to`: the extreme of `source` on that row and those that lie `a`, `b` and `c` bytes before. */
// @ts-ignore: decorator
@inline
function ofFour(source: usize, to: usize, from: isize, end: isize, a: usize, b: usize, c: usize, kind: i32): void {
  for (let i = from; i < end; i += pair) {
    const at = source + i
    const late = further(v128.load(at), v128.load(at - a), kind)
    v128.store(to + i, further(late, further(v128.load(at - b), v128.load(at - c), kind), kind))
  }
}

// @ts-ignore: decorator
@inline
function extremes(column: usize, to: usize, end: isize, n: i32, kind: i32): void {
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
  ofFour(source, to, 0, end, min(width, last), min(width * 2, last), last, kind)
}

/** Whether a value of the column is missing from row `from` on. */
function hasMissing(column: usize, from: isize, end: isize): bool {
  let found = i64x2.splat(0)
  for (let i = from; i < end; i += pair) {
    const value = v128.load(column + i)
    found = v128.or(found, f64x2.ne(value, value))
  }
  return v128.any_true(found)
}

export function highest(rows: i32, _first: i32, n: i32): void {
  const end = endOf(rows)
  if (hasMissing(in0, -((n - 1) << 3), end)) extremes(in0, out0, end, n, highestAny)
  else extremes(in0, out0, end, n, highestPlain)
}

export function lowest(rows: i32, _first: i32, n: i32): void {
  const end = endOf(rows)
  if (hasMissing(in0, -((n - 1) << 3), end)) extremes(in0, out0, end, n, lowestAny)
  else extremes(in0, out0, end, n, lowestPlain)
}
