import { pair } from './block'
import { bodyDoji, doji, long, longLower, noLower, noUpper, short, small, someLower } from './candle-sizes'
import {
  above,
  all3,
  all4,
  all5,
  answer,
  answerSide,
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
  minus,
  open,
  plus,
  times,
  top,
  white,
} from './candles'
import { hundred, minusHundred } from './constants'

/** The last close takes back more than `share` of the body two bars before. */
// @ts-ignore: decorator
@inline
function reaches(i: usize, share: f64): v128 {
  const first = i - bar * 2
  const target = f64x2.mul(body(first), f64x2.splat(share))
  const down = below(close(i), minus(close(first), target))
  return choose(white(first), down, above(close(i), plus(close(first), target)))
}

export function cdl3starsinsouth(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    const opens = both(above(open(second), close(first)), atMost(open(second), high(first)))
    const lows = all3(below(low(second), close(first)), atLeast(low(second), low(first)), above(low(i), low(second)))
    const blacks = all3(black(first), black(second), black(i))
    let found = all4(blacks, opens, lows, below(body(second), body(first)))
    if (any(found)) {
      found = all4(found, below(high(i), high(second)), longLower(first), long(first))
      if (any(found)) found = all5(found, someLower(second), short(i), noLower(i), noUpper(i))
    }
    answer(i, found, hundred)
  }
}

export function cdlabandonedbaby(rows: i32, _first: i32, penetration: f64): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    const up = white(first)
    const apart = choose(
      up, both(gapUp(second, first), gapDown(i, second)), both(gapDown(second, first), gapUp(i, second)),
    )
    let found = both(apart, v128.xor(up, white(i)))
    if (any(found)) found = all5(found, reaches(i, penetration), long(first), doji(second), long(i))
    answerSide(i, found, white(i))
  }
}

export function cdleveningdojistar(rows: i32, _first: i32, penetration: f64): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    let found = all3(bodyGapUp(second, first), white(first), black(i))
    if (any(found)) found = all5(found, reaches(i, penetration), long(first), doji(second), long(i))
    answer(i, found, minusHundred)
  }
}

export function cdleveningstar(rows: i32, _first: i32, penetration: f64): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    let found = all3(bodyGapUp(second, first), white(first), black(i))
    if (any(found)) found = all5(found, reaches(i, penetration), long(first), small(second), long(i))
    answer(i, found, minusHundred)
  }
}

export function cdlmorningdojistar(rows: i32, _first: i32, penetration: f64): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    let found = all3(bodyGapDown(second, first), black(first), white(i))
    if (any(found)) found = all5(found, reaches(i, penetration), long(first), doji(second), long(i))
    answer(i, found, hundred)
  }
}

export function cdlmorningstar(rows: i32, _first: i32, penetration: f64): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    let found = all3(bodyGapDown(second, first), black(first), white(i))
    if (any(found)) found = all5(found, reaches(i, penetration), long(first), small(second), long(i))
    answer(i, found, hundred)
  }
}

export function cdltristar(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    const up = both(bodyGapUp(second, first), below(top(i), top(second)))
    const down = both(bodyGapDown(second, first), above(bottom(i), bottom(second)))
    let found = either(up, down)
    if (any(found)) {
      const room = bodyDoji(first)
      found = all4(found, atMost(body(first), room), atMost(body(second), room), atMost(body(i), room))
    }
    answerSide(i, found, down)
  }
}

export function cdlunique3river(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    const dips = all3(above(close(second), close(first)), atMost(open(second), open(first)), below(low(second), low(first)))
    let found = all4(dips, above(open(i), low(second)), both(black(first), black(second)), white(i))
    if (any(found)) found = all3(found, long(first), short(i))
    answer(i, found, hundred)
  }
}
