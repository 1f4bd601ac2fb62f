import { pair } from './block'
import { equal, far, long, longUpper, near, noUpper, shadowShort, short, small } from './candle-sizes'
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
  low,
  minus,
  open,
  plus,
  top,
  turns,
  upper,
  white,
  within,
} from './candles'
import { hundred, minusHundred } from './constants'

/** Opens above the open before, and no further than near above the close before. */
// @ts-ignore: decorator
@inline
function opensIn(i: usize): v128 {
  const before = i - bar
  return both(above(open(i), open(before)), atMost(open(i), plus(close(before), near(before))))
}

/** Three white candles with rising closes, each opening in or near the body before. */
// @ts-ignore: decorator
@inline
function risingWhites(i: usize): v128 {
  const first = i - bar * 2
  const second = i - bar
  const rising = both(above(close(i), close(second)), above(close(second), close(first)))
  const found = all4(rising, white(first), white(second), white(i))
  return any(found) ? all3(found, opensIn(second), opensIn(i)) : found
}

/** Three rising candles that lose strength. */
function tired(i: usize): v128 {
  const first = i - bar * 2
  const second = i - bar
  const smaller = below(body(i), body(second))
  const weaker = below(body(second), minus(body(first), far(first)))
  const held = below(body(i), plus(body(second), near(second)))
  const capped = either(above(upper(i), shadowShort(i)), above(upper(second), shadowShort(second)))
  return either(
    either(both(weaker, held), below(body(i), minus(body(second), far(second)))),
    both(smaller, either(both(below(body(second), body(first)), capped), longUpper(i))),
  )
}

export function cdl2crows(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    let found = all4(bodyGapUp(second, first), white(first), black(second), black(i))
    if (any(found)) {
      found = all3(found, below(open(i), open(second)), above(open(i), close(second)))
      found = all4(found, above(close(i), open(first)), below(close(i), close(first)), long(first))
    }
    answer(i, found, minusHundred)
  }
}

export function cdlupsidegap2crows(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    let found = all4(bodyGapUp(second, first), white(first), black(second), black(i))
    if (any(found)) {
      found = all4(found, above(open(i), open(second)), below(close(i), close(second)), above(close(i), close(first)))
      if (any(found)) found = all3(found, long(first), small(second))
    }
    answer(i, found, minusHundred)
  }
}

export function cdl3inside(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    const up = white(first)
    const inside = both(below(top(second), top(first)), above(bottom(second), bottom(first)))
    const beyond = choose(up, below(close(i), open(first)), above(close(i), open(first)))
    let found = all3(inside, beyond, v128.xor(up, white(i)))
    if (any(found)) found = all3(found, long(first), small(second))
    answerSide(i, found, black(first))
  }
}

export function cdl3outside(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    const up = white(second)
    const over = all3(above(close(second), open(first)), below(open(second), close(first)), above(close(i), close(second)))
    const under = all3(above(open(second), close(first)), below(close(second), open(first)), below(close(i), close(second)))
    answerSide(i, both(choose(up, over, under), turns(second)), up)
  }
}

export function cdl3whitesoldiers(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    let found = risingWhites(i)
    if (any(found)) {
      found = all4(found, noUpper(first), noUpper(second), noUpper(i))
      if (any(found)) {
        const large = above(body(second), minus(body(first), far(first)))
        found = all4(found, large, above(body(i), minus(body(second), far(second))), long(i))
      }
    }
    answer(i, found, hundred)
  }
}

export function cdladvanceblock(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = risingWhites(i)
    if (any(found)) {
      const first = i - bar * 2
      found = all3(found, long(first), below(upper(first), shadowShort(first)))
      if (any(found)) found = both(found, tired(i))
    }
    answer(i, found, minusHundred)
  }
}

export function cdlstalledpattern(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    const rising = both(above(close(i), close(second)), above(close(second), close(first)))
    let found = both(all4(rising, white(first), white(second), white(i)), above(open(second), open(first)))
    if (any(found)) {
      found = all3(found, long(first), long(second))
      if (any(found)) {
        const rides = atLeast(open(i), minus(minus(close(second), body(i)), near(second)))
        found = all5(found, noUpper(second), atMost(open(second), plus(close(first), near(first))), short(i), rides)
      }
    }
    answer(i, found, minusHundred)
  }
}

export function cdlsticksandwich(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    let found = all4(above(low(second), close(first)), black(first), white(second), black(i))
    if (any(found)) found = both(found, within(close(i), close(first), equal(first)))
    answer(i, found, hundred)
  }
}

export function cdlgapsidesidewhite(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    const up = both(bodyGapUp(second, first), bodyGapUp(i, first))
    const down = both(bodyGapDown(second, first), bodyGapDown(i, first))
    let found = all3(either(up, down), white(second), white(i))
    if (any(found)) {
      const alike = within(body(i), body(second), near(second))
      found = all3(found, alike, within(open(i), open(second), equal(second)))
    }
    answerSide(i, found, up)
  }
}

export function cdltasukigap(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    const inBody = both(below(open(i), top(second)), above(open(i), bottom(second)))
    const up = all4(
      bodyGapUp(second, first), below(close(i), open(second)), above(close(i), top(first)), white(second),
    )
    const down = all4(
      bodyGapDown(second, first), above(close(i), open(second)), below(close(i), bottom(first)), black(second),
    )
    let found = all3(either(up, down), inBody, turns(i))
    if (any(found)) found = both(found, below(f64x2.abs(minus(body(second), body(i))), near(second)))
    answerSide(i, found, white(second))
  }
}

export function cdlxsidegap3methods(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const first = i - bar * 2
    const second = i - bar
    const inSecond = both(below(open(i), top(second)), above(open(i), bottom(second)))
    const inFirst = both(below(close(i), top(first)), above(close(i), bottom(first)))
    const up = white(first)
    const gap = choose(up, bodyGapUp(second, first), bodyGapDown(second, first))
    const colors = v128.andnot(v128.xor(white(second), white(i)), v128.xor(up, white(second)))
    answerSide(i, all4(inSecond, inFirst, gap, colors), up)
  }
}
