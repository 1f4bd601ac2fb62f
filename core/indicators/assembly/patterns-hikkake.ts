import { in0, own0, own1, pair } from './block'
import { near } from './candle-sizes'
import {
  above,
  all3,
  any,
  atLeast,
  atMost,
  bar,
  below,
  both,
  choose,
  close,
  either,
  endOfBars,
  firstBar,
  high,
  low,
  minus,
  plus,
  answerValues,
} from './candles'
import { all, hundred, minusHundred } from './constants'

// An inside bar and a false break out of it: 100 or -100 on the break, 200 or -200 on the close that confirms it, within
// three bars. Which bars break, up or down, is noted first.
const ups: usize = own0 - in0
const downs: usize = own1 - in0
/** Bars before a block's first whose breaks may still be confirmed in it; a whole pair more. */
const early: usize = bar * 4

// @ts-ignore: decorator
@inline
function insideBar(i: usize): v128 {
  return both(below(high(i), high(i - bar)), above(low(i), low(i - bar)))
}

/** Bar `i` lies lower than the one before at both ends. */
// @ts-ignore: decorator
@inline
function lower(i: usize): v128 {
  return both(below(high(i), high(i - bar)), below(low(i), low(i - bar)))
}

/** Bar `i` lies higher than the one before at both ends. */
// @ts-ignore: decorator
@inline
function higher(i: usize): v128 {
  return both(above(high(i), high(i - bar)), above(low(i), low(i - bar)))
}

/** A bar breaks. */
// @ts-ignore: decorator
@inline
function breaks(i: usize): v128 {
  return either(v128.load(i, ups), v128.load(i, downs))
}

/** Bar `i` closes beyond the inside bar of the break on bar `broken`. */
// @ts-ignore: decorator
@inline
function confirms(i: usize, broken: usize): v128 {
  const up = both(v128.load(broken, ups), above(close(i), high(broken - bar)))
  return either(up, both(v128.load(broken, downs), below(close(i), low(broken - bar))))
}

function writeAnswers(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar; i < end; i += pair) {
    const now = breaks(i)
    const one = i - bar
    const two = i - bar * 2
    const three = i - bar * 3
    const ones = breaks(one)
    const twos = breaks(two)
    const threes = breaks(three)
    const some = either(either(now, ones), either(twos, threes))
    if (!any(some)) {
      answerValues(i, some)
      continue
    }
    // The latest break counts, until a close has confirmed it.
    const first = both(ones, confirms(i, one))
    const second = v128.andnot(v128.andnot(confirms(i, two), confirms(one, two)), ones)
    const earlier = either(confirms(one, three), confirms(two, three))
    const third = v128.andnot(v128.andnot(confirms(i, three), earlier), either(ones, twos))
    const upwards = choose(ones, v128.load(one, ups), choose(twos, v128.load(two, ups), v128.load(three, ups)))
    const side = choose(upwards, all(hundred), all(minusHundred))
    const confirmed = v128.and(either(either(first, second), third), plus(side, side))
    const broken = v128.and(now, choose(v128.load(i, ups), all(hundred), all(minusHundred)))
    answerValues(i, choose(now, broken, confirmed))
  }
}

/** Hikkake. */
export function cdlhikkake(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar - early; i < end; i += pair) {
    const inside = insideBar(i - bar)
    v128.store(i, both(inside, lower(i)), ups)
    v128.store(i, both(inside, higher(i)), downs)
  }
  writeAnswers(rows)
}

/** Two inside bars, the first closing near an end. */
export function cdlhikkakemod(rows: i32): void {
  const end = endOfBars(rows)
  for (let i = firstBar - early; i < end; i += pair) {
    let up = both(insideBar(i - bar * 2), insideBar(i - bar))
    let down = up
    if (any(up)) {
      const first = i - bar * 2
      const room = near(first)
      up = all3(up, lower(i), atMost(close(first), plus(low(first), room)))
      down = all3(down, higher(i), atLeast(close(first), minus(high(first), room)))
    }
    v128.store(i, up, ups)
    v128.store(i, down, downs)
  }
  writeAnswers(rows)
}
