import type { Candles } from './candles.ts'
import {
  black,
  body,
  bodyGapDown,
  bodyGapUp,
  bottom,
  color,
  long,
  near,
  noLower,
  noUpper,
  short,
  someUpper,
  top,
  white,
  within,
} from './candles.ts'
import type { Indicator } from './indicator.ts'
import { pattern, when } from './pattern.ts'

/** Three black candles with falling closes and no lower shadows. */
function blacksDown(k: Candles, i: number): boolean {
  const blacks = black(k, i - 2) && black(k, i - 1) && black(k, i)
  const falling = k.close[i - 2]! > k.close[i - 1]! && k.close[i - 1]! > k.close[i]!
  return blacks && falling && noLower(k, i - 2) && noLower(k, i - 1) && noLower(k, i)
}

export const manyPatterns: readonly Indicator[] = [
  pattern({
    name: 'cdl3blackcrows',
    title: 'Three Black Crows',
    doc: 'Three falling black candles that open in the body before and close near their lows, after a white one.',
    lookback: 13,
    rule: (k, i) =>
      when(
        k.open[i - 1]! < k.open[i - 2]! &&
          k.open[i - 1]! > k.close[i - 2]! &&
          k.open[i]! < k.open[i - 1]! &&
          k.open[i]! > k.close[i - 1]! &&
          k.high[i - 3]! > k.close[i - 2]! &&
          white(k, i - 3) &&
          blacksDown(k, i),
        -100,
      ),
  }),
  pattern({
    name: 'cdlidentical3crows',
    title: 'Identical Three Crows',
    doc: 'Three falling black candles that each open where the one before closed.',
    lookback: 12,
    rule: (k, i) =>
      when(
        blacksDown(k, i) &&
          within(k, k.open[i - 1]!, k.close[i - 2]!, 'equal', i - 2) &&
          within(k, k.open[i]!, k.close[i - 1]!, 'equal', i - 1),
        -100,
      ),
  }),
  pattern({
    name: 'cdl3linestrike',
    title: 'Three-Line Strike',
    doc: 'Three candles of one color and one of the opposite that takes them all back.',
    lookback: 8,
    rule: (k, i) => {
      const side = color(k, i - 1)
      if (color(k, i - 3) !== side || color(k, i - 2) !== side || color(k, i) === side) return 0
      const opens = (j: number) => {
        const room = near(k, j)
        return k.open[j + 1]! >= bottom(k, j) - room && k.open[j + 1]! <= top(k, j) + room
      }
      const onward = side * (k.close[i - 1]! - k.close[i - 2]!) > 0 && side * (k.close[i - 2]! - k.close[i - 3]!) > 0
      const back = side * (k.open[i]! - k.close[i - 1]!) > 0 && side * (k.close[i]! - k.open[i - 3]!) < 0
      return when(opens(i - 3) && opens(i - 2) && onward && back, side * 100)
    },
  }),
  pattern({
    name: 'cdlbreakaway',
    title: 'Breakaway',
    doc: 'A long candle, a gap and two more in its direction, then an opposite one that closes in the gap.',
    lookback: 14,
    rule: (k, i) => {
      const side = color(k, i - 4)
      if (!long(k, i - 4) || color(k, i - 3) !== side || color(k, i - 1) !== side || color(k, i) === side) return 0
      const onward = (j: number) => side * (k.high[j]! - k.high[j - 1]!) > 0 && side * (k.low[j]! - k.low[j - 1]!) > 0
      const gap = side === 1 ? bodyGapUp(k, i - 3, i - 4) : bodyGapDown(k, i - 3, i - 4)
      const inGap = side * (k.close[i]! - k.open[i - 3]!) < 0 && side * (k.close[i]! - k.close[i - 4]!) > 0
      return when(gap && onward(i - 2) && onward(i - 1) && inGap, -side * 100)
    },
  }),
  pattern({
    name: 'cdlconcealbabyswall',
    title: 'Concealing Baby Swallow',
    doc: 'Two black marubozu, a black candle gapped down with a shadow into them and a black one that covers it.',
    lookback: 13,
    rule: (k, i) =>
      when(
        bodyGapDown(k, i - 1, i - 2) &&
          k.high[i - 1]! > k.close[i - 2]! &&
          k.high[i]! > k.high[i - 1]! &&
          k.low[i]! < k.low[i - 1]! &&
          black(k, i - 3) &&
          black(k, i - 2) &&
          black(k, i - 1) &&
          black(k, i) &&
          noLower(k, i - 3) &&
          noUpper(k, i - 3) &&
          noLower(k, i - 2) &&
          noUpper(k, i - 2) &&
          someUpper(k, i - 1),
        100,
      ),
  }),
  pattern({
    name: 'cdlladderbottom',
    title: 'Ladder Bottom',
    doc: 'Three falling black candles, a black one with an upper shadow and a white one above it.',
    lookback: 14,
    rule: (k, i) =>
      when(
        k.open[i - 4]! > k.open[i - 3]! &&
          k.open[i - 3]! > k.open[i - 2]! &&
          k.close[i - 4]! > k.close[i - 3]! &&
          k.close[i - 3]! > k.close[i - 2]! &&
          k.open[i]! > k.open[i - 1]! &&
          k.close[i]! > k.high[i - 1]! &&
          black(k, i - 4) &&
          black(k, i - 3) &&
          black(k, i - 2) &&
          black(k, i - 1) &&
          white(k, i) &&
          someUpper(k, i - 1),
        100,
      ),
  }),
  pattern({
    name: 'cdlmathold',
    title: 'Mat Hold',
    doc: 'A long white candle, three small ones that hold in it and a white one to new highs.',
    lookback: 14,
    penetration: 0.5,
    rule: (k, i, penetration) => {
      const floor = k.close[i - 4]! - body(k, i - 4) * penetration
      const holds = (j: number) => bottom(k, j) < k.close[i - 4]! && bottom(k, j) > floor
      const sizes = long(k, i - 4) && short(k, i - 3) && short(k, i - 2) && short(k, i - 1)
      const colors = white(k, i - 4) && black(k, i - 3) && white(k, i)
      const falling = top(k, i - 2) < k.open[i - 3]! && top(k, i - 1) < top(k, i - 2)
      const breaks =
        k.open[i]! > k.close[i - 1]! && k.close[i]! > Math.max(k.high[i - 3]!, k.high[i - 2]!, k.high[i - 1]!)
      return when(
        bodyGapUp(k, i - 3, i - 4) && sizes && colors && falling && breaks && holds(i - 2) && holds(i - 1),
        100,
      )
    },
  }),
  pattern({
    name: 'cdlrisefall3methods',
    title: 'Rising/Falling Three Methods',
    doc: 'A long candle, three small opposite ones inside its range and a long one further on.',
    lookback: 14,
    rule: (k, i) => {
      const side = color(k, i - 4)
      if (color(k, i) !== side || color(k, i - 3) === side || color(k, i - 2) === side || color(k, i - 1) === side)
        return 0
      const meets = (j: number) => bottom(k, j) < k.high[i - 4]! && top(k, j) > k.low[i - 4]!
      const inRange = meets(i - 3) && meets(i - 2) && meets(i - 1)
      const back = side * (k.close[i - 2]! - k.close[i - 3]!) < 0 && side * (k.close[i - 1]! - k.close[i - 2]!) < 0
      const onward = side * (k.open[i]! - k.close[i - 1]!) > 0 && side * (k.close[i]! - k.close[i - 4]!) > 0
      const sizes = () => long(k, i - 4) && long(k, i) && short(k, i - 3) && short(k, i - 2) && short(k, i - 1)
      return when(back && onward && inRange && sizes(), side * 100)
    },
  }),
]
