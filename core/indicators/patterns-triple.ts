import type { Candles } from './candles.ts'
import {
  black,
  body,
  bodyGapDown,
  bodyGapUp,
  bottom,
  color,
  far,
  long,
  longUpper,
  near,
  notShort,
  noUpper,
  shadowShort,
  short,
  small,
  top,
  upper,
  white,
  within,
} from './candles.ts'
import type { Indicator } from './indicator.ts'
import { inside, turns } from './pattern-relations.ts'
import { pattern, when } from './pattern.ts'

/** Opens above the open before, and no further than near above the close before. */
function opensIn(k: Candles, i: number): boolean {
  return k.open[i]! > k.open[i - 1]! && k.open[i]! <= k.close[i - 1]! + near(k, i - 1)
}

/** Three white candles with rising closes, each opening in or near the body before. */
function risingWhites(k: Candles, i: number): boolean {
  const whites = white(k, i - 2) && white(k, i - 1) && white(k, i)
  const rising = k.close[i]! > k.close[i - 1]! && k.close[i - 1]! > k.close[i - 2]!
  return whites && rising && opensIn(k, i - 1) && opensIn(k, i)
}

export const triplePatterns: readonly Indicator[] = [
  pattern({
    name: 'cdl2crows',
    title: 'Two Crows',
    doc: 'A long white candle, then two black ones above it, the second closing in its body.',
    lookback: 12,
    rule: (k, i) =>
      when(
        bodyGapUp(k, i - 1, i - 2) &&
          k.open[i]! < k.open[i - 1]! &&
          k.open[i]! > k.close[i - 1]! &&
          k.close[i]! > k.open[i - 2]! &&
          k.close[i]! < k.close[i - 2]! &&
          white(k, i - 2) &&
          black(k, i - 1) &&
          black(k, i) &&
          long(k, i - 2),
        -100,
      ),
  }),
  pattern({
    name: 'cdlupsidegap2crows',
    title: 'Upside Gap Two Crows',
    doc: 'A long white candle, a small black one above it and a black one that engulfs that without closing the gap.',
    lookback: 12,
    rule: (k, i) =>
      when(
        bodyGapUp(k, i - 1, i - 2) &&
          k.open[i]! > k.open[i - 1]! &&
          k.close[i]! < k.close[i - 1]! &&
          k.close[i]! > k.close[i - 2]! &&
          white(k, i - 2) &&
          black(k, i - 1) &&
          black(k, i) &&
          long(k, i - 2) &&
          small(k, i - 1),
        -100,
      ),
  }),
  pattern({
    name: 'cdl3inside',
    title: 'Three Inside Up/Down',
    doc: 'A long body, a small one inside it and a close beyond its open.',
    lookback: 12,
    rule: (k, i) =>
      when(
        inside(k, i - 1, i - 2) === 100 &&
          (white(k, i - 2)
            ? black(k, i) && k.close[i]! < k.open[i - 2]!
            : white(k, i) && k.close[i]! > k.open[i - 2]!) &&
          long(k, i - 2) &&
          small(k, i - 1),
        -color(k, i - 2) * 100,
      ),
  }),
  pattern({
    name: 'cdl3outside',
    title: 'Three Outside Up/Down',
    doc: 'An engulfing candle and a close further on.',
    lookback: 3,
    rule: (k, i) =>
      when(
        white(k, i - 1)
          ? k.close[i - 1]! > k.open[i - 2]! &&
              k.open[i - 1]! < k.close[i - 2]! &&
              k.close[i]! > k.close[i - 1]! &&
              black(k, i - 2)
          : k.open[i - 1]! > k.close[i - 2]! &&
              k.close[i - 1]! < k.open[i - 2]! &&
              k.close[i]! < k.close[i - 1]! &&
              white(k, i - 2),
        color(k, i - 1) * 100,
      ),
  }),
  pattern({
    name: 'cdl3whitesoldiers',
    title: 'Three Advancing White Soldiers',
    doc: 'Three white candles of like size that open in or near the body before and close near their highs.',
    lookback: 12,
    rule: (k, i) =>
      when(
        risingWhites(k, i) &&
          noUpper(k, i - 2) &&
          noUpper(k, i - 1) &&
          noUpper(k, i) &&
          body(k, i - 1) > body(k, i - 2) - far(k, i - 2) &&
          body(k, i) > body(k, i - 1) - far(k, i - 1) &&
          notShort(k, i),
        100,
      ),
  }),
  pattern({
    name: 'cdladvanceblock',
    title: 'Advance Block',
    doc: 'Three rising white candles that lose strength.',
    lookback: 12,
    rule: (k, i) => {
      if (!risingWhites(k, i)) return 0
      const smaller = body(k, i) < body(k, i - 1)
      const capped = (j: number) => upper(k, j) > shadowShort(k, j)
      const tired =
        (body(k, i - 1) < body(k, i - 2) - far(k, i - 2) && body(k, i) < body(k, i - 1) + near(k, i - 1)) ||
        body(k, i) < body(k, i - 1) - far(k, i - 1) ||
        (body(k, i - 1) < body(k, i - 2) && smaller && (capped(i) || capped(i - 1))) ||
        (smaller && longUpper(k, i))
      const begun = long(k, i - 2) && upper(k, i - 2) < shadowShort(k, i - 2)
      return when(begun && tired, -100)
    },
  }),
  pattern({
    name: 'cdlstalledpattern',
    title: 'Stalled Pattern',
    doc: 'Two long white candles and a small one that rides on the second.',
    lookback: 12,
    rule: (k, i) =>
      when(
        k.close[i]! > k.close[i - 1]! &&
          k.close[i - 1]! > k.close[i - 2]! &&
          white(k, i - 2) &&
          white(k, i - 1) &&
          white(k, i) &&
          long(k, i - 2) &&
          long(k, i - 1) &&
          noUpper(k, i - 1) &&
          opensIn(k, i - 1) &&
          short(k, i) &&
          k.open[i]! >= k.close[i - 1]! - body(k, i) - near(k, i - 1),
        -100,
      ),
  }),
  pattern({
    name: 'cdlsticksandwich',
    title: 'Stick Sandwich',
    doc: 'A white candle between two black ones that close at the same price.',
    lookback: 7,
    rule: (k, i) =>
      when(
        k.low[i - 1]! > k.close[i - 2]! &&
          black(k, i - 2) &&
          white(k, i - 1) &&
          black(k, i) &&
          within(k, k.close[i]!, k.close[i - 2]!, 'equal', i - 2),
        100,
      ),
  }),
  pattern({
    name: 'cdlgapsidesidewhite',
    title: 'Up/Down-gap side-by-side white lines',
    doc: 'Two white candles of like size side by side beyond a gap.',
    lookback: 7,
    rule: (k, i) => {
      if (!white(k, i - 1) || !white(k, i)) return 0
      const up = bodyGapUp(k, i - 1, i - 2) && bodyGapUp(k, i, i - 2)
      const down = bodyGapDown(k, i - 1, i - 2) && bodyGapDown(k, i, i - 2)
      if (!up && !down) return 0
      const alike =
        within(k, body(k, i), body(k, i - 1), 'near', i - 1) && within(k, k.open[i]!, k.open[i - 1]!, 'equal', i - 1)
      return when(alike, up ? 100 : -100)
    },
  }),
  pattern({
    name: 'cdltasukigap',
    title: 'Tasuki Gap',
    doc: 'A candle beyond a gap and one of the opposite color and like size that does not close the gap.',
    lookback: 7,
    rule: (k, i) => {
      const alike = Math.abs(body(k, i - 1) - body(k, i)) < near(k, i - 1)
      const inBody = k.open[i]! < top(k, i - 1) && k.open[i]! > bottom(k, i - 1)
      if (!alike || !inBody || !turns(k, i)) return 0
      const up =
        bodyGapUp(k, i - 1, i - 2) && k.close[i]! < k.open[i - 1]! && k.close[i]! > top(k, i - 2) && white(k, i - 1)
      const down =
        bodyGapDown(k, i - 1, i - 2) &&
        k.close[i]! > k.open[i - 1]! &&
        k.close[i]! < bottom(k, i - 2) &&
        black(k, i - 1)
      return when(up || down, color(k, i - 1) * 100)
    },
  }),
  pattern({
    name: 'cdlxsidegap3methods',
    title: 'Upside/Downside Gap Three Methods',
    doc: 'Two candles of one color with a gap and an opposite one that opens in the second and closes in the first.',
    lookback: 2,
    rule: (k, i) => {
      const inBodies =
        k.open[i]! < top(k, i - 1) &&
        k.open[i]! > bottom(k, i - 1) &&
        k.close[i]! < top(k, i - 2) &&
        k.close[i]! > bottom(k, i - 2)
      const gap = white(k, i - 2) ? bodyGapUp(k, i - 1, i - 2) : bodyGapDown(k, i - 1, i - 2)
      return when(color(k, i - 2) === color(k, i - 1) && turns(k, i) && inBodies && gap, color(k, i - 2) * 100)
    },
  }),
]
