import type { Candles } from './candles.ts'
import {
  black,
  body,
  bodyGapDown,
  bodyGapUp,
  bottom,
  color,
  doji,
  equal,
  gapDown,
  gapUp,
  long,
  longLower,
  longUpper,
  near,
  noLower,
  noUpper,
  short,
  small,
  top,
  white,
  within,
} from './candles.ts'
import type { Indicator } from './indicator.ts'
import { inside, turns } from './pattern-relations.ts'
import { pattern, when } from './pattern.ts'

/** A long black candle, then a white one that opens below its low. */
function below(k: Candles, i: number): boolean {
  return k.open[i]! < k.low[i - 1]! && black(k, i - 1) && white(k, i) && long(k, i - 1)
}

function kicks(k: Candles, i: number): boolean {
  const bare = (j: number) => long(k, j) && noUpper(k, j) && noLower(k, j)
  return turns(k, i) && (white(k, i) ? gapUp(k, i, i - 1) : gapDown(k, i, i - 1)) && bare(i - 1) && bare(i)
}

export const pairPatterns: readonly Indicator[] = [
  pattern({
    name: 'cdlhammer',
    title: 'Hammer',
    doc: 'A short body low down with a long lower shadow and no upper one.',
    lookback: 11,
    rule: (k, i) =>
      when(longLower(k, i) && short(k, i) && noUpper(k, i) && bottom(k, i) <= k.low[i - 1]! + near(k, i - 1), 100),
  }),
  pattern({
    name: 'cdlhangingman',
    title: 'Hanging Man',
    doc: 'A short body high up with a long lower shadow and no upper one.',
    lookback: 11,
    rule: (k, i) =>
      when(longLower(k, i) && short(k, i) && noUpper(k, i) && bottom(k, i) >= k.high[i - 1]! - near(k, i - 1), -100),
  }),
  pattern({
    name: 'cdlinvertedhammer',
    title: 'Inverted Hammer',
    doc: 'A short body gapped down with a long upper shadow and no lower one.',
    lookback: 11,
    rule: (k, i) => when(bodyGapDown(k, i, i - 1) && longUpper(k, i) && short(k, i) && noLower(k, i), 100),
  }),
  pattern({
    name: 'cdlshootingstar',
    title: 'Shooting Star',
    doc: 'A short body gapped up with a long upper shadow and no lower one.',
    lookback: 11,
    rule: (k, i) => when(bodyGapUp(k, i, i - 1) && longUpper(k, i) && short(k, i) && noLower(k, i), -100),
  }),
  pattern({
    name: 'cdlcounterattack',
    title: 'Counterattack',
    doc: 'Two long candles of opposite color that close at the same price.',
    lookback: 11,
    rule: (k, i) =>
      when(
        turns(k, i) && long(k, i - 1) && long(k, i) && within(k, k.close[i]!, k.close[i - 1]!, 'equal', i - 1),
        color(k, i) * 100,
      ),
  }),
  pattern({
    name: 'cdldarkcloudcover',
    title: 'Dark Cloud Cover',
    doc: 'A long white candle, then a black one that opens above its high and closes deep in its body.',
    lookback: 11,
    penetration: 0.5,
    rule: (k, i, penetration) =>
      when(
        k.open[i]! > k.high[i - 1]! &&
          k.close[i]! > k.open[i - 1]! &&
          k.close[i]! < k.close[i - 1]! - body(k, i - 1) * penetration &&
          white(k, i - 1) &&
          black(k, i) &&
          long(k, i - 1),
        -100,
      ),
  }),
  pattern({
    name: 'cdldojistar',
    title: 'Doji Star',
    doc: 'A doji gapped away from a long candle in its direction.',
    lookback: 11,
    rule: (k, i) =>
      when(
        (white(k, i - 1) ? bodyGapUp(k, i, i - 1) : bodyGapDown(k, i, i - 1)) && long(k, i - 1) && doji(k, i),
        -color(k, i - 1) * 100,
      ),
  }),
  pattern({
    name: 'cdlengulfing',
    title: 'Engulfing Pattern',
    doc: 'A body that covers the one before, of the opposite color; 80 where one end is shared.',
    lookback: 2,
    rule: (k, i) => {
      if (!turns(k, i)) return 0
      const high = top(k, i)
      const low = bottom(k, i)
      const covers = high >= top(k, i - 1) && low <= bottom(k, i - 1)
      const sharedTop = high === top(k, i - 1)
      const sharedBottom = low === bottom(k, i - 1)
      return when(covers && !(sharedTop && sharedBottom), color(k, i) * (sharedTop || sharedBottom ? 80 : 100))
    },
  }),
  pattern({
    name: 'cdlharami',
    title: 'Harami Pattern',
    doc: 'A small body inside the long one before; 80 where one end is shared.',
    lookback: 11,
    rule: (k, i) => when(long(k, i - 1) && small(k, i), -color(k, i - 1) * inside(k, i, i - 1)),
  }),
  pattern({
    name: 'cdlharamicross',
    title: 'Harami Cross Pattern',
    doc: 'A doji inside the long body before; 80 where one end is shared.',
    lookback: 11,
    rule: (k, i) => when(long(k, i - 1) && doji(k, i), -color(k, i - 1) * inside(k, i, i - 1)),
  }),
  pattern({
    name: 'cdlhomingpigeon',
    title: 'Homing Pigeon',
    doc: 'A small black body inside the long black one before.',
    lookback: 11,
    rule: (k, i) =>
      when(
        k.open[i]! < k.open[i - 1]! &&
          k.close[i]! > k.close[i - 1]! &&
          black(k, i - 1) &&
          black(k, i) &&
          long(k, i - 1) &&
          small(k, i),
        100,
      ),
  }),
  pattern({
    name: 'cdlinneck',
    title: 'In-Neck Pattern',
    doc: 'A long black candle, then a white one from below its low to its close.',
    lookback: 11,
    rule: (k, i) =>
      when(k.close[i]! >= k.close[i - 1]! && below(k, i) && k.close[i]! <= k.close[i - 1]! + equal(k, i - 1), -100),
  }),
  pattern({
    name: 'cdlonneck',
    title: 'On-Neck Pattern',
    doc: 'A long black candle, then a white one from below its low to its low.',
    lookback: 11,
    rule: (k, i) => when(below(k, i) && within(k, k.close[i]!, k.low[i - 1]!, 'equal', i - 1), -100),
  }),
  pattern({
    name: 'cdlthrusting',
    title: 'Thrusting Pattern',
    doc: 'A long black candle, then a white one from below its low into the lower half of its body.',
    lookback: 11,
    rule: (k, i) =>
      when(
        k.close[i]! <= k.close[i - 1]! + body(k, i - 1) * 0.5 &&
          below(k, i) &&
          k.close[i]! > k.close[i - 1]! + equal(k, i - 1),
        -100,
      ),
  }),
  pattern({
    name: 'cdlpiercing',
    title: 'Piercing Pattern',
    doc: 'A long black candle, then a long white one from below its low into the upper half of its body.',
    lookback: 11,
    rule: (k, i) =>
      when(
        k.close[i]! < k.open[i - 1]! &&
          k.close[i]! > k.close[i - 1]! + body(k, i - 1) * 0.5 &&
          below(k, i) &&
          long(k, i),
        100,
      ),
  }),
  pattern({
    name: 'cdlkicking',
    title: 'Kicking',
    doc: 'Two marubozu of opposite color with a gap between them.',
    lookback: 11,
    rule: (k, i) => when(kicks(k, i), color(k, i) * 100),
  }),
  pattern({
    name: 'cdlkickingbylength',
    title: 'Kicking - bull/bear determined by the longer marubozu',
    doc: 'Two marubozu of opposite color with a gap between them; the longer decides the direction.',
    lookback: 11,
    rule: (k, i) => when(kicks(k, i), color(k, body(k, i) > body(k, i - 1) ? i : i - 1) * 100),
  }),
  pattern({
    name: 'cdlmatchinglow',
    title: 'Matching Low',
    doc: 'Two black candles that close at the same price.',
    lookback: 6,
    rule: (k, i) =>
      when(black(k, i - 1) && black(k, i) && within(k, k.close[i]!, k.close[i - 1]!, 'equal', i - 1), 100),
  }),
  pattern({
    name: 'cdlseparatinglines',
    title: 'Separating Lines',
    doc: 'A long candle that opens where the opposite one before opened and runs the other way.',
    lookback: 11,
    rule: (k, i) =>
      when(
        turns(k, i) &&
          within(k, k.open[i]!, k.open[i - 1]!, 'equal', i - 1) &&
          long(k, i) &&
          (white(k, i) ? noLower(k, i) : noUpper(k, i)),
        color(k, i) * 100,
      ),
  }),
]
