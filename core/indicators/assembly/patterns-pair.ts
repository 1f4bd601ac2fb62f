import { pair } from './block'
import {
  bodyDoji,
  doji,
  equal,
  findUsualBodies,
  findUsualRanges,
  long,
  longLower,
  longUpper,
  near,
  noLower,
  noUpper,
  short,
  small,
  usualBody,
  usualDoji,
} from './candle-sizes'
import {
  above,
  all3,
  all4,
  answer,
  answerSide,
  answerSized,
  any,
  atLeast,
  atMost,
  bar,
  below,
  black,
  body,
  bodyGapDown,
  bodyGapUp,
  both,
  bottom,
  choose,
  close,
  either,
  endOfBars,
  firstBar,
  gapDown,
  gapUp,
  high,
  low,
  lower,
  minus,
  open,
  plus,
  times,
  top,
  turns,
  upper,
  white,
  within,
} from './candles'
import { all, eighty, half, hundred, minusHundred } from './constants'

/** A black candle, then a white one that opens below its low. */
// @ts-ignore: decorator
@inline
function fromBelow(i: usize): v128 {
  return all3(below(open(i), low(i - bar)), black(i - bar), white(i))
}

/** The other color than the bar before, and wholly beyond it. */
// @ts-ignore: decorator
@inline
function apart(i: usize): v128 {
  return both(turns(i), choose(white(i), gapUp(i, i - bar), gapDown(i, i - bar)))
}

/** A long candle without shadows. */
function bare(i: usize): v128 {
  const room = bodyDoji(i)
  return all3(long(i), below(upper(i), room), below(lower(i), room))
}

/** The body of bar `a` lies inside that of bar `b`, whose ends it may share. */
// @ts-ignore: decorator
@inline
function inside(a: usize, b: usize): v128 {
  return both(atMost(top(a), top(b)), atLeast(bottom(a), bottom(b)))
}

/** 100 where the bodies share no end, else 80. */
// @ts-ignore: decorator
@inline
function insideSize(a: usize, b: usize): v128 {
  return choose(both(below(top(a), top(b)), above(bottom(a), bottom(b))), all(hundred), all(eighty))
}

export function cdlhammer(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = longLower(i)
    if (any(found)) found = both(found, noUpper(i))
    if (any(found)) found = all3(found, short(i), atMost(bottom(i), plus(low(i - bar), near(i - bar))))
    answer(i, found, hundred)
  }
}

export function cdlhangingman(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = longLower(i)
    if (any(found)) found = both(found, noUpper(i))
    if (any(found)) found = all3(found, short(i), atLeast(bottom(i), minus(high(i - bar), near(i - bar))))
    answer(i, found, minusHundred)
  }
}

export function cdlinvertedhammer(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = both(bodyGapDown(i, i - bar), longUpper(i))
    if (any(found)) found = all3(found, short(i), noLower(i))
    answer(i, found, hundred)
  }
}

export function cdlshootingstar(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = both(bodyGapUp(i, i - bar), longUpper(i))
    if (any(found)) found = all3(found, short(i), noLower(i))
    answer(i, found, minusHundred)
  }
}

export function cdlcounterattack(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = turns(i)
    if (any(found)) found = both(found, within(close(i), close(i - bar), equal(i - bar)))
    if (any(found)) found = all3(found, long(i - bar), long(i))
    answerSide(i, found, white(i))
  }
}

export function cdldarkcloudcover(rows: i32, _first: i32, penetration: f64): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const before = i - bar
    let found = all3(above(open(i), high(before)), white(before), black(i))
    if (any(found)) {
      const target = minus(close(before), f64x2.mul(body(before), f64x2.splat(penetration)))
      found = all4(found, above(close(i), open(before)), below(close(i), target), long(before))
    }
    answer(i, found, minusHundred)
  }
}

export function cdldojistar(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const before = i - bar
    const up = white(before)
    let found = choose(up, bodyGapUp(i, before), bodyGapDown(i, before))
    if (any(found)) found = all3(found, long(before), doji(i))
    answerSide(i, found, black(before))
  }
}

export function cdlengulfing(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const before = i - bar
    const covers = both(atLeast(top(i), top(before)), atMost(bottom(i), bottom(before)))
    const sharedTop = f64x2.eq(top(i), top(before))
    const sharedBottom = f64x2.eq(bottom(i), bottom(before))
    const same = both(sharedTop, sharedBottom)
    const size = choose(either(sharedTop, sharedBottom), all(eighty), all(hundred))
    answerSized(i, v128.andnot(both(turns(i), covers), same), size, white(i))
  }
}

export function cdlharami(rows: i32): void {
  const end = endOfBars(rows)
  findUsualBodies(rows)
  for (let i = firstBar; i < end; i += pair) {
    const before = i - bar
    const sizes = both(above(body(before), usualBody(before)), atMost(body(i), usualBody(i)))
    answerSized(i, both(sizes, inside(i, before)), insideSize(i, before), black(before))
  }
}

export function cdlharamicross(rows: i32): void {
  const end = endOfBars(rows)
  findUsualBodies(rows)
  findUsualRanges(rows)
  for (let i = firstBar; i < end; i += pair) {
    const before = i - bar
    const sizes = both(above(body(before), usualBody(before)), atMost(body(i), usualDoji(i)))
    answerSized(i, both(sizes, inside(i, before)), insideSize(i, before), black(before))
  }
}

export function cdlhomingpigeon(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const before = i - bar
    const inBody = both(below(open(i), open(before)), above(close(i), close(before)))
    let found = all3(inBody, black(before), black(i))
    if (any(found)) found = all3(found, long(before), small(i))
    answer(i, found, hundred)
  }
}

export function cdlinneck(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const before = i - bar
    let found = both(fromBelow(i), atLeast(close(i), close(before)))
    if (any(found)) found = all3(found, long(before), atMost(close(i), plus(close(before), equal(before))))
    answer(i, found, minusHundred)
  }
}

export function cdlonneck(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const before = i - bar
    let found = fromBelow(i)
    if (any(found)) found = all3(found, long(before), within(close(i), low(before), equal(before)))
    answer(i, found, minusHundred)
  }
}

export function cdlthrusting(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const before = i - bar
    let found = both(fromBelow(i), atMost(close(i), plus(close(before), times(body(before), half))))
    if (any(found)) found = all3(found, long(before), above(close(i), plus(close(before), equal(before))))
    answer(i, found, minusHundred)
  }
}

export function cdlpiercing(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const before = i - bar
    const target = plus(close(before), times(body(before), half))
    let found = all3(fromBelow(i), below(close(i), open(before)), above(close(i), target))
    if (any(found)) found = all3(found, long(before), long(i))
    answer(i, found, hundred)
  }
}

export function cdlkicking(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = apart(i)
    if (any(found)) found = all3(found, bare(i - bar), bare(i))
    answerSide(i, found, white(i))
  }
}

export function cdlkickingbylength(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = apart(i)
    if (any(found)) found = all3(found, bare(i - bar), bare(i))
    answerSide(i, found, choose(above(body(i), body(i - bar)), white(i), white(i - bar)))
  }
}

export function cdlmatchinglow(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = both(black(i - bar), black(i))
    if (any(found)) found = both(found, within(close(i), close(i - bar), equal(i - bar)))
    answer(i, found, hundred)
  }
}

export function cdlseparatinglines(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = turns(i)
    if (any(found)) found = both(found, within(open(i), open(i - bar), equal(i - bar)))
    if (any(found)) found = all3(found, long(i), below(choose(white(i), lower(i), upper(i)), bodyDoji(i)))
    answerSide(i, found, white(i))
  }
}
