// What counts as long, short and so on for a bar is a mean over the bars before it: TA-Lib's default candle settings. Each
// mean is summed afresh, always in the same order, so that an answer depends on those bars alone. Most rules ask last,
// since most bars fail a cheaper condition; for those that cannot, `usual*` holds the means of a whole block.
import { in0, own2, own3, own4, pair } from './block'
import {
  above,
  atMost,
  bar,
  below,
  body,
  endOfBars,
  firstBar,
  lower,
  plus,
  range,
  shadows,
  times,
  upper,
} from './candles'
import { all, fifth, five, half, ten, tenth, threeFifths, twentieth } from './constants'


/** Mean body of the ten bars before. */
export function bodyMean(i: usize): v128 {
  const a = plus(plus(body(i - bar * 10), body(i - bar * 9)), plus(body(i - bar * 8), body(i - bar * 7)))
  const b = plus(plus(body(i - bar * 6), body(i - bar * 5)), plus(body(i - bar * 4), body(i - bar * 3)))
  return f64x2.div(plus(plus(a, b), plus(body(i - bar * 2), body(i - bar))), all(ten))
}

/** Mean range of the ten bars before. */
export function rangeMean(i: usize): v128 {
  const a = plus(plus(range(i - bar * 10), range(i - bar * 9)), plus(range(i - bar * 8), range(i - bar * 7)))
  const b = plus(plus(range(i - bar * 6), range(i - bar * 5)), plus(range(i - bar * 4), range(i - bar * 3)))
  return f64x2.div(plus(plus(a, b), plus(range(i - bar * 2), range(i - bar))), all(ten))
}

/** Mean of both shadows of the ten bars before. */
export function shadowsMean(i: usize): v128 {
  const a = plus(plus(shadows(i - bar * 10), shadows(i - bar * 9)), plus(shadows(i - bar * 8), shadows(i - bar * 7)))
  const b = plus(plus(shadows(i - bar * 6), shadows(i - bar * 5)), plus(shadows(i - bar * 4), shadows(i - bar * 3)))
  return f64x2.div(plus(plus(a, b), plus(shadows(i - bar * 2), shadows(i - bar))), all(ten))
}

/** Mean range of the five bars before. */
export function shortRangeMean(i: usize): v128 {
  const a = plus(plus(range(i - bar * 5), range(i - bar * 4)), plus(range(i - bar * 3), range(i - bar * 2)))
  return f64x2.div(plus(a, range(i - bar)), all(five))
}

// Columns of `bodyMean`, `rangeMean` and `shadowsMean`.
const bodyMeans: usize = own2 - in0
const rangeMeans: usize = own3 - in0
const shadowsMeans: usize = own4 - in0

/**
 * Writes the means over ten bars of one size for the block and the two bars before it. Sums of two bars make up sums of
 * four, which are kept for the five pairs of bars they are needed on.
 */
// @ts-ignore: decorator
@inline
function writeMeans(rows: i32, to: usize): void {
  const end = endOfBars(rows)
  let last = i64x2.splat(0)
  let two = last
  let four = last
  let fourBefore = last
  let fourEarlier = last
  for (let i = firstBar - bar * 12; i < end; i += pair) {
    const now = to == bodyMeans ? body(i) : to == rangeMeans ? range(i) : shadows(i)
    const both = plus(last, v128.shuffle<f64>(last, now, 1, 2))
    v128.store(to + i, f64x2.div(plus(plus(fourEarlier, four), both), all(ten)))
    fourEarlier = fourBefore
    fourBefore = four
    four = plus(two, both)
    two = both
    last = now
  }
}

/** Works out `usualBody` for a block. */
export function findUsualBodies(rows: i32): void {
  writeMeans(rows, bodyMeans)
}

/** Works out `usualDoji` for a block. */
export function findUsualRanges(rows: i32): void {
  writeMeans(rows, rangeMeans)
}

/** Works out `usualShadow` for a block. */
export function findUsualShadows(rows: i32): void {
  writeMeans(rows, shadowsMeans)
}

/** `bodyMean` of a bar of the block or of the two before it. */
// @ts-ignore: decorator
@inline
export function usualBody(i: usize): v128 {
  return v128.load(i, bodyMeans)
}

/** `bodyDoji` of such a bar. */
// @ts-ignore: decorator
@inline
export function usualDoji(i: usize): v128 {
  return times(v128.load(i, rangeMeans), tenth)
}

/** `shadowShort` of such a bar. */
// @ts-ignore: decorator
@inline
export function usualShadow(i: usize): v128 {
  return times(v128.load(i, shadowsMeans), half)
}

// @ts-ignore: decorator
@inline
export function near(i: usize): v128 {
  return times(shortRangeMean(i), fifth)
}

// @ts-ignore: decorator
@inline
export function far(i: usize): v128 {
  return times(shortRangeMean(i), threeFifths)
}

// @ts-ignore: decorator
@inline
export function equal(i: usize): v128 {
  return times(shortRangeMean(i), twentieth)
}

// @ts-ignore: decorator
@inline
export function bodyDoji(i: usize): v128 {
  return times(rangeMean(i), tenth)
}

/** Half the mean of both shadows of the ten bars before. */
// @ts-ignore: decorator
@inline
export function shadowShort(i: usize): v128 {
  return times(shadowsMean(i), half)
}

/** Longer than the mean body, which is also what `not short` means. */
// @ts-ignore: decorator
@inline
export function long(i: usize): v128 {
  return above(body(i), bodyMean(i))
}

// @ts-ignore: decorator
@inline
export function short(i: usize): v128 {
  return below(body(i), bodyMean(i))
}

// @ts-ignore: decorator
@inline
export function small(i: usize): v128 {
  return atMost(body(i), bodyMean(i))
}

// @ts-ignore: decorator
@inline
export function doji(i: usize): v128 {
  return atMost(body(i), bodyDoji(i))
}

// @ts-ignore: decorator
@inline
export function noUpper(i: usize): v128 {
  return below(upper(i), bodyDoji(i))
}

// @ts-ignore: decorator
@inline
export function noLower(i: usize): v128 {
  return below(lower(i), bodyDoji(i))
}

// @ts-ignore: decorator
@inline
export function someUpper(i: usize): v128 {
  return above(upper(i), bodyDoji(i))
}

// @ts-ignore: decorator
@inline
export function someLower(i: usize): v128 {
  return above(lower(i), bodyDoji(i))
}

// @ts-ignore: decorator
@inline
export function longUpper(i: usize): v128 {
  return above(upper(i), body(i))
}

// @ts-ignore: decorator
@inline
export function longLower(i: usize): v128 {
  return above(lower(i), body(i))
}
