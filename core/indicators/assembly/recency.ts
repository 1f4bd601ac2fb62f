// How many rows ago the highest or lowest of the last n + 1 values was, the latest of equals. As in `extremes.ts` the
// windows are put together of four narrower ones each, with the age of the extreme beside it.
import { endOf, in0, in1, out0, out1, own0, own1, own2, own3, own4, own5, own6, pair } from './block'

const zeros: usize = own4
const highAges: usize = own5
const lowAges: usize = own6

/**
 * Writes rows `from` to `end`: of the extreme of `source` on that row and on those `a`, `b` and `c` bytes before, the
 * value and the age, each of which has an age of its own.
 */
// @ts-ignore: decorator
@inline
function ofFour(
  source: usize, ages: usize, to: usize, toAges: usize, from: isize, end: isize,
  a: usize, b: usize, c: usize, highest: bool,
): void {
  const rowsA = f64x2.splat(<f64>(a >> 3))
  const rowsB = f64x2.splat(<f64>(b >> 3))
  const rowsC = f64x2.splat(<f64>(c >> 3))
  for (let i = from; i < end; i += pair) {
    let best = v128.load(source + i)
    let age = v128.load(ages + i)
    let older = v128.load(source + i - a)
    let isFurther = highest ? f64x2.gt(older, best) : f64x2.lt(older, best)
    best = v128.bitselect(older, best, isFurther)
    age = v128.bitselect(f64x2.add(v128.load(ages + i - a), rowsA), age, isFurther)
    older = v128.load(source + i - b)
    isFurther = highest ? f64x2.gt(older, best) : f64x2.lt(older, best)
    best = v128.bitselect(older, best, isFurther)
    age = v128.bitselect(f64x2.add(v128.load(ages + i - b), rowsB), age, isFurther)
    older = v128.load(source + i - c)
    isFurther = highest ? f64x2.gt(older, best) : f64x2.lt(older, best)
    v128.store(to + i, v128.bitselect(older, best, isFurther))
    v128.store(toAges + i, v128.bitselect(f64x2.add(v128.load(ages + i - c), rowsC), age, isFurther))
  }
}

// @ts-ignore: decorator
@inline
function writeAges(rows: i32, column: usize, to: usize, n: i32, highest: bool): void {
  const end = endOf(rows)
  const window = (<isize>n + 1) << 3
  let from: isize = 8 - window
  for (let i = from; i < end; i += pair) v128.store(zeros + i, f64x2.splat(0))
  let source = column
  let ages = zeros
  let width: isize = 8
  while (width << 2 <= window) {
    from += width * 3
    const wider = source == own0 ? own1 : own0
    const widerAges = ages == own2 ? own3 : own2
    ofFour(source, ages, wider, widerAges, from, end, width, width * 2, width * 3, highest)
    source = wider
    ages = widerAges
    width <<= 2
  }
  const last = window - width
  const unused = source == own0 ? own1 : own0
  ofFour(source, ages, unused, to, 0, end, min(width, last), min(width * 2, last), last, highest)
}

function writeBoth(rows: i32, n: i32): void {
  writeAges(rows, in0, highAges, n, true)
  writeAges(rows, in1, lowAges, n, false)
}

/** Time since the lowest low and since the highest high, 100 where it is now. */
export function aroon(rows: i32, _first: i32, n: i32): void {
  writeBoth(rows, n)
  const end = endOf(rows)
  const rowsBack = f64x2.splat(<f64>n)
  const factor = f64x2.splat(100 / <f64>n)
  for (let i: isize = 0; i < end; i += pair) {
    v128.store(out0 + i, f64x2.mul(factor, f64x2.sub(rowsBack, v128.load(lowAges + i))))
    v128.store(out1 + i, f64x2.mul(factor, f64x2.sub(rowsBack, v128.load(highAges + i))))
  }
}

/** The second of `aroon` minus the first. */
export function aroonOscillator(rows: i32, _first: i32, n: i32): void {
  writeBoth(rows, n)
  const end = endOf(rows)
  const factor = f64x2.splat(100 / <f64>n)
  for (let i: isize = 0; i < end; i += pair) {
    v128.store(out0 + i, f64x2.mul(factor, f64x2.sub(v128.load(lowAges + i), v128.load(highAges + i))))
  }
}
