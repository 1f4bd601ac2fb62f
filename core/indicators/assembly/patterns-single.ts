import { pair } from './block'
import {
  bodyDoji,
  findUsualBodies,
  findUsualRanges,
  findUsualShadows,
  longLower,
  longUpper,
  near,
  short,
  usualBody,
  usualDoji,
  usualShadow,
} from './candle-sizes'
import {
  above,
  all3,
  answer,
  answerSide,
  any,
  atLeast,
  atMost,
  below,
  body,
  both,
  bottom,
  choose,
  either,
  endOfBars,
  firstBar,
  low,
  lower,
  minus,
  plus,
  range,
  times,
  top,
  upper,
  white,
} from './candles'
import { half, hundred, two } from './constants'

/** Both shadows shorter than usual. */
// @ts-ignore: decorator
@inline
function shortShadows(i: usize): v128 {
  const room = usualShadow(i)
  return both(below(upper(i), room), below(lower(i), room))
}

export function cdlbelthold(rows: i32): void {
  const end = endOfBars(rows)
  findUsualBodies(rows)
  findUsualRanges(rows)
  for (let i = firstBar; i < end; i += pair) {
    const bare = below(choose(white(i), lower(i), upper(i)), usualDoji(i))
    answerSide(i, both(above(body(i), usualBody(i)), bare), white(i))
  }
}

export function cdlclosingmarubozu(rows: i32): void {
  const end = endOfBars(rows)
  findUsualBodies(rows)
  findUsualRanges(rows)
  for (let i = firstBar; i < end; i += pair) {
    const bare = below(choose(white(i), upper(i), lower(i)), usualDoji(i))
    answerSide(i, both(above(body(i), usualBody(i)), bare), white(i))
  }
}

export function cdldoji(rows: i32): void {
  const end = endOfBars(rows)
  findUsualRanges(rows)
  for (let i = firstBar; i < end; i += pair) {
    answer(i, atMost(body(i), usualDoji(i)), hundred)
  }
}

export function cdldragonflydoji(rows: i32): void {
  const end = endOfBars(rows)
  findUsualRanges(rows)
  for (let i = firstBar; i < end; i += pair) {
    const room = usualDoji(i)
    answer(i, all3(atMost(body(i), room), below(upper(i), room), above(lower(i), room)), hundred)
  }
}

export function cdlgravestonedoji(rows: i32): void {
  const end = endOfBars(rows)
  findUsualRanges(rows)
  for (let i = firstBar; i < end; i += pair) {
    const room = usualDoji(i)
    answer(i, all3(atMost(body(i), room), below(lower(i), room), above(upper(i), room)), hundred)
  }
}

export function cdlhighwave(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const twice = times(body(i), two)
    let found = both(above(upper(i), twice), above(lower(i), twice))
    if (any(found)) found = both(found, short(i))
    answerSide(i, found, white(i))
  }
}

export function cdllongleggeddoji(rows: i32): void {
  const end = endOfBars(rows)
  findUsualRanges(rows)
  for (let i = firstBar; i < end; i += pair) {
    answer(i, both(either(longLower(i), longUpper(i)), atMost(body(i), usualDoji(i))), hundred)
  }
}

export function cdllongline(rows: i32): void {
  const end = endOfBars(rows)
  findUsualBodies(rows)
  findUsualShadows(rows)
  for (let i = firstBar; i < end; i += pair) {
    answerSide(i, both(above(body(i), usualBody(i)), shortShadows(i)), white(i))
  }
}

export function cdlmarubozu(rows: i32): void {
  const end = endOfBars(rows)
  findUsualBodies(rows)
  findUsualRanges(rows)
  for (let i = firstBar; i < end; i += pair) {
    const room = usualDoji(i)
    answerSide(i, all3(above(body(i), usualBody(i)), below(upper(i), room), below(lower(i), room)), white(i))
  }
}

export function cdlrickshawman(rows: i32): void {
  const end = endOfBars(rows)
  findUsualRanges(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = all3(longLower(i), longUpper(i), atMost(body(i), usualDoji(i)))
    if (any(found)) {
      const middle = plus(low(i), times(range(i), half))
      const room = near(i)
      found = all3(found, atMost(bottom(i), plus(middle, room)), atLeast(top(i), minus(middle, room)))
    }
    answer(i, found, hundred)
  }
}

export function cdlshortline(rows: i32): void {
  const end = endOfBars(rows)
  findUsualBodies(rows)
  findUsualShadows(rows)
  for (let i = firstBar; i < end; i += pair) {
    answerSide(i, both(below(body(i), usualBody(i)), shortShadows(i)), white(i))
  }
}

export function cdlspinningtop(rows: i32): void {
  const end = endOfBars(rows)
  findUsualBodies(rows)
  for (let i = firstBar; i < end; i += pair) {
    answerSide(i, all3(longUpper(i), longLower(i), below(body(i), usualBody(i))), white(i))
  }
}

export function cdltakuri(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    let found = above(lower(i), times(body(i), two))
    if (any(found)) {
      const room = bodyDoji(i)
      found = all3(found, atMost(body(i), room), below(upper(i), room))
    }
    answer(i, found, hundred)
  }
}
