// Highest and lowest of the last n values. Wider and wider extremes are made of four narrower ones each, until four cover
// the window: the number of steps grows with log n and does not depend on the values.
import { endOf, in0, in1, out0, own0, own1, own2, pair } from './block'

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

/**
 * Rows `from` to `end` of `to`: the extreme of `source` on that row and those that lie `a`, `b` and `c` bytes before.
 * Four pairs at a time, since working out addresses would otherwise take most of the time.
 */
// @ts-ignore: decorator
@inline
function ofFour(source: usize, to: usize, from: isize, end: isize, a: usize, b: usize, c: usize, kind: i32): void {
  for (let i = from; i < end; i += pair * 4) {
    const p = source + i
    const q = p - a
    const r = p - b
    const s = p - c
    const out = to + i
    v128.store(out, furthest(p, q, r, s, 0, kind))
    v128.store(out, furthest(p, q, r, s, pair, kind), pair)
    v128.store(out, furthest(p, q, r, s, pair * 2, kind), pair * 2)
    v128.store(out, furthest(p, q, r, s, pair * 3, kind), pair * 3)
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
  for (let i = from; i < end; i += pair * 4) {
    const at = column + i
    const a = f64x2.add(v128.load(at), v128.load(at, pair))
    const b = f64x2.add(v128.load(at, pair * 2), v128.load(at, pair * 3))
    const sum = f64x2.add(a, b)
    found = v128.or(found, f64x2.ne(sum, sum))
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
