import type { Candles } from './candles.ts'
import {
  black,
  body,
  bodyDoji,
  bodyGapDown,
  bodyGapUp,
  bottom,
  color,
  doji,
  gapDown,
  gapUp,
  long,
  longLower,
  noLower,
  notShort,
  noUpper,
  short,
  small,
  someLower,
  top,
  white,
} from './candles.ts'
import type { Indicator } from './indicator.ts'
import { pattern, when } from './pattern.ts'

/** The last close takes back more than `share` of the body two bars before. */
function reaches(k: Candles, i: number, share: number): boolean {
  const target = body(k, i - 2) * share
  return white(k, i - 2) ? k.close[i]! < k.close[i - 2]! - target : k.close[i]! > k.close[i - 2]! + target
}

export const starPatterns: readonly Indicator[] = [
  pattern({
    name: 'cdl3starsinsouth',
    title: 'Three Stars In The South',
    doc: 'Three ever smaller black candles, each inside the reach of the one before.',
    lookback: 12,
    rule: (k, i) =>
      when(
        body(k, i - 1) < body(k, i - 2) &&
          k.open[i - 1]! > k.close[i - 2]! &&
          k.open[i - 1]! <= k.high[i - 2]! &&
          k.low[i - 1]! < k.close[i - 2]! &&
          k.low[i - 1]! >= k.low[i - 2]! &&
          k.low[i]! > k.low[i - 1]! &&
          k.high[i]! < k.high[i - 1]! &&
          black(k, i - 2) &&
          black(k, i - 1) &&
          black(k, i) &&
          longLower(k, i - 2) &&
          long(k, i - 2) &&
          someLower(k, i - 1) &&
          short(k, i) &&
          noLower(k, i) &&
          noUpper(k, i),
        100,
      ),
  }),
  pattern({
    name: 'cdlabandonedbaby',
    title: 'Abandoned Baby',
    doc: 'A doji with gaps on both sides after a long candle, and a turn.',
    lookback: 12,
    penetration: 0.3,
    rule: (k, i, penetration) =>
      when(
        (white(k, i - 2)
          ? black(k, i) && reaches(k, i, penetration) && gapUp(k, i - 1, i - 2) && gapDown(k, i, i - 1)
          : white(k, i) && reaches(k, i, penetration) && gapDown(k, i - 1, i - 2) && gapUp(k, i, i - 1)) &&
          long(k, i - 2) &&
          doji(k, i - 1) &&
          notShort(k, i),
        color(k, i) * 100,
      ),
  }),
  pattern({
    name: 'cdleveningdojistar',
    title: 'Evening Doji Star',
    doc: 'A long white candle, a doji above it and a black candle deep into the first.',
    lookback: 12,
    penetration: 0.3,
    rule: (k, i, penetration) =>
      when(
        bodyGapUp(k, i - 1, i - 2) &&
          white(k, i - 2) &&
          black(k, i) &&
          reaches(k, i, penetration) &&
          long(k, i - 2) &&
          doji(k, i - 1) &&
          notShort(k, i),
        -100,
      ),
  }),
  pattern({
    name: 'cdleveningstar',
    title: 'Evening Star',
    doc: 'A long white candle, a small one above it and a black candle deep into the first.',
    lookback: 12,
    penetration: 0.3,
    rule: (k, i, penetration) =>
      when(
        bodyGapUp(k, i - 1, i - 2) &&
          white(k, i - 2) &&
          black(k, i) &&
          reaches(k, i, penetration) &&
          long(k, i - 2) &&
          small(k, i - 1) &&
          notShort(k, i),
        -100,
      ),
  }),
  pattern({
    name: 'cdlmorningdojistar',
    title: 'Morning Doji Star',
    doc: 'A long black candle, a doji below it and a white candle deep into the first.',
    lookback: 12,
    penetration: 0.3,
    rule: (k, i, penetration) =>
      when(
        bodyGapDown(k, i - 1, i - 2) &&
          black(k, i - 2) &&
          white(k, i) &&
          reaches(k, i, penetration) &&
          long(k, i - 2) &&
          doji(k, i - 1) &&
          notShort(k, i),
        100,
      ),
  }),
  pattern({
    name: 'cdlmorningstar',
    title: 'Morning Star',
    doc: 'A long black candle, a small one below it and a white candle deep into the first.',
    lookback: 12,
    penetration: 0.3,
    rule: (k, i, penetration) =>
      when(
        bodyGapDown(k, i - 1, i - 2) &&
          black(k, i - 2) &&
          white(k, i) &&
          reaches(k, i, penetration) &&
          long(k, i - 2) &&
          small(k, i - 1) &&
          notShort(k, i),
        100,
      ),
  }),
  pattern({
    name: 'cdltristar',
    title: 'Tristar Pattern',
    doc: 'Three doji, the middle one gapped away.',
    lookback: 12,
    rule: (k, i) => {
      const limit = bodyDoji(k, i - 2)
      if (!(body(k, i - 2) <= limit && body(k, i - 1) <= limit && body(k, i) <= limit)) return 0
      if (bodyGapUp(k, i - 1, i - 2)) return when(top(k, i) < top(k, i - 1), -100)
      return when(bodyGapDown(k, i - 1, i - 2) && bottom(k, i) > bottom(k, i - 1), 100)
    },
  }),
  pattern({
    name: 'cdlunique3river',
    title: 'Unique 3 River',
    doc: 'A long black candle, a black one inside it with a new low and a small white one above that low.',
    lookback: 12,
    rule: (k, i) =>
      when(
        k.close[i - 1]! > k.close[i - 2]! &&
          k.open[i - 1]! <= k.open[i - 2]! &&
          k.low[i - 1]! < k.low[i - 2]! &&
          k.open[i]! > k.low[i - 1]! &&
          black(k, i - 2) &&
          black(k, i - 1) &&
          white(k, i) &&
          long(k, i - 2) &&
          short(k, i),
        100,
      ),
  }),
]
