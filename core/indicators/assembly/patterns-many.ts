import { pair } from './block'
import { equal, long, near, noLower, noUpper, short, someUpper } from './candle-sizes'
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
  high,
  low,
  minus,
  open,
  plus,
  times,
  top,
  turns,
  white,
  within,
} from './candles'
import { hundred, minusHundred } from './constants'

/** Three black candles with falling closes. */
// @ts-ignore: decorator
@inline
function fallingBlacks(i: usize): v128 {
  const first = i - bar * 2
  const second = i - bar
  return all5(
    black(first), black(second), black(i), above(close(first), close(second)), above(close(second), close(i)),
  )
}

/** `a` lies above `b` where the way is up, below it where it is down. */
// @ts-ignore: decorator
@inline
function onward(up: v128, a: v128, b: v128): v128 {
  return choose(up, above(a, b), below(a, b))
}

/** Opens in or near the body before. */
// @ts-ignore: decorator
@inline
function opensNear(i: usize): v128 {
  const before = i - bar
  const room = near(before)
  return both(atLeast(open(i), minus(bottom(before), room)), atMost(open(i), plus(top(before), room)))
}

/** The body of bar `a` reaches into the range of bar `b`. */
// @ts-ignore: decorator
@inline
function meets(a: usize, b: usize): v128 {
  return both(below(bottom(a), high(b)), above(top(a), low(b)))
}

export function cdl3blackcrows(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    const opens = all4(
      below(open(second), open(first)), above(open(second), close(first)),
      below(open(i), open(second)), above(open(i), close(second)),
    )
    let found = both(opens, fallingBlacks(i))
    if (any(found)) found = all3(found, above(high(i - bar * 3), close(first)), white(i - bar * 3))
    if (any(found)) found = all4(found, noLower(first), noLower(second), noLower(i))
    answer(i, found, minusHundred)
  }
}

export function cdlidentical3crows(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    let found = fallingBlacks(i)
    if (any(found)) found = both(found, within(open(second), close(first), equal(first)))
    if (any(found)) found = both(found, within(open(i), close(second), equal(second)))
    if (any(found)) found = all4(found, noLower(first), noLower(second), noLower(i))
    answer(i, found, minusHundred)
  }
}

export function cdl3linestrike(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 3
    const second = i - bar * 2
    const third = i - bar
    const up = white(third)
    const colors = v128.andnot(turns(i), either(turns(second), turns(third)))
    const on = both(onward(up, close(third), close(second)), onward(up, close(second), close(first)))
    const back = both(onward(up, open(i), close(third)), onward(up, open(first), close(i)))
    let found = all3(colors, on, back)
    if (any(found)) found = all3(found, opensNear(second), opensNear(third))
    answerSide(i, found, up)
  }
}

export function cdlbreakaway(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 4
    const second = i - bar * 3
    const third = i - bar * 2
    const fourth = i - bar
    const up = white(first)
    const colors = v128.andnot(v128.xor(up, white(i)), either(turns(second), v128.xor(up, white(fourth))))
    const on = all4(
      onward(up, high(third), high(second)), onward(up, low(third), low(second)),
      onward(up, high(fourth), high(third)), onward(up, low(fourth), low(third)),
    )
    const gap = choose(up, bodyGapUp(second, first), bodyGapDown(second, first))
    const inGap = both(onward(up, open(second), close(i)), onward(up, close(i), close(first)))
    let found = all4(colors, on, gap, inGap)
    if (any(found)) found = both(found, long(first))
    answerSide(i, found, black(first))
  }
}

export function cdlconcealbabyswall(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 3
    const second = i - bar * 2
    const third = i - bar
    const covers = both(above(high(i), high(third)), below(low(i), low(third)))
    let found = all3(covers, bodyGapDown(third, second), above(high(third), close(second)))
    if (any(found)) {
      found = all5(found, black(first), black(second), black(third), black(i))
      found = all5(found, noLower(first), noUpper(first), noLower(second), noUpper(second))
      found = both(found, someUpper(third))
    }
    answer(i, found, hundred)
  }
}

export function cdlladderbottom(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 4
    const second = i - bar * 3
    const third = i - bar * 2
    const fourth = i - bar
    const opens = both(above(open(first), open(second)), above(open(second), open(third)))
    const falling = both(above(close(first), close(second)), above(close(second), close(third)))
    const blacks = all4(black(first), black(second), black(third), black(fourth))
    const turn = all3(white(i), above(open(i), open(fourth)), above(close(i), high(fourth)))
    let found = all4(turn, blacks, opens, falling)
    if (any(found)) found = both(found, someUpper(fourth))
    answer(i, found, hundred)
  }
}

export function cdlmathold(rows: i32, _first: i32, penetration: f64): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 4
    const second = i - bar * 3
    const third = i - bar * 2
    const fourth = i - bar
    const colors = all3(white(first), black(second), white(i))
    const falling = both(below(top(third), open(second)), below(top(fourth), top(third)))
    let found = all4(bodyGapUp(second, first), colors, falling, above(open(i), close(fourth)))
    if (any(found)) {
      const highest = f64x2.pmax(f64x2.pmax(high(second), high(third)), high(fourth))
      const floor = minus(close(first), f64x2.mul(body(first), f64x2.splat(penetration)))
      const hold = both(below(bottom(third), close(first)), above(bottom(third), floor))
      const holdOn = both(below(bottom(fourth), close(first)), above(bottom(fourth), floor))
      found = all4(found, above(close(i), highest), hold, holdOn)
      if (any(found)) found = all5(found, long(first), short(second), short(third), short(fourth))
    }
    answer(i, found, hundred)
  }
}

export function cdlrisefall3methods(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 4
    const second = i - bar * 3
    const third = i - bar * 2
    const fourth = i - bar
    const up = white(first)
    const turned = all3(turns(second), v128.xor(up, white(third)), v128.xor(up, white(fourth)))
    const back = both(onward(up, close(second), close(third)), onward(up, close(third), close(fourth)))
    const on = both(onward(up, open(i), close(fourth)), onward(up, close(i), close(first)))
    let found = all3(both(turned, turns(i)), back, on)
    if (any(found)) {
      found = all4(found, meets(second, first), meets(third, first), meets(fourth, first))
      if (any(found)) found = both(all5(found, long(first), short(second), short(third), short(fourth)), long(i))
    }
    answerSide(i, found, up)
  }
}
