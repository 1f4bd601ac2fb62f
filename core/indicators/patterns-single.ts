import type { Candles } from './candles.ts'
import {
  body,
  bottom,
  color,
  doji,
  long,
  longLower,
  longUpper,
  lower,
  near,
  noLower,
  noUpper,
  shadowShort,
  short,
  someLower,
  someUpper,
  top,
  upper,
  white,
} from './candles.ts'
import type { Indicator } from './indicator.ts'
import { pattern, when } from './pattern.ts'

/** Both shadows shorter than usual. */
function shortShadows(k: Candles, i: number): boolean {
  return upper(k, i) < shadowShort(k, i) && lower(k, i) < shadowShort(k, i)
}

export const singlePatterns: readonly Indicator[] = [
  pattern({
    name: 'cdlbelthold',
    title: 'Belt-hold',
    doc: 'A long candle without a shadow where it opened.',
    lookback: 10,
    rule: (k, i) => when(long(k, i) && (white(k, i) ? noLower(k, i) : noUpper(k, i)), color(k, i) * 100),
  }),
  pattern({
    name: 'cdlclosingmarubozu',
    title: 'Closing Marubozu',
    doc: 'A long candle without a shadow where it closed.',
    lookback: 10,
    rule: (k, i) => when(long(k, i) && (white(k, i) ? noUpper(k, i) : noLower(k, i)), color(k, i) * 100),
  }),
  pattern({
    name: 'cdldoji',
    title: 'Doji',
    doc: 'A candle that closes about where it opened.',
    lookback: 10,
    rule: (k, i) => when(doji(k, i), 100),
  }),
  pattern({
    name: 'cdldragonflydoji',
    title: 'Dragonfly Doji',
    doc: 'A doji with a lower shadow and no upper one.',
    lookback: 10,
    rule: (k, i) => when(doji(k, i) && noUpper(k, i) && someLower(k, i), 100),
  }),
  pattern({
    name: 'cdlgravestonedoji',
    title: 'Gravestone Doji',
    doc: 'A doji with an upper shadow and no lower one.',
    lookback: 10,
    rule: (k, i) => when(doji(k, i) && noLower(k, i) && someUpper(k, i), 100),
  }),
  pattern({
    name: 'cdlhighwave',
    title: 'High-Wave Candle',
    doc: 'A short body between two very long shadows.',
    lookback: 10,
    rule: (k, i) =>
      when(upper(k, i) > 2 * body(k, i) && lower(k, i) > 2 * body(k, i) && short(k, i), color(k, i) * 100),
  }),
  pattern({
    name: 'cdllongleggeddoji',
    title: 'Long Legged Doji',
    doc: 'A doji with a long shadow.',
    lookback: 10,
    rule: (k, i) => when((longLower(k, i) || longUpper(k, i)) && doji(k, i), 100),
  }),
  pattern({
    name: 'cdllongline',
    title: 'Long Line Candle',
    doc: 'A long body with short shadows.',
    lookback: 10,
    rule: (k, i) => when(long(k, i) && shortShadows(k, i), color(k, i) * 100),
  }),
  pattern({
    name: 'cdlmarubozu',
    title: 'Marubozu',
    doc: 'A long body without shadows.',
    lookback: 10,
    rule: (k, i) => when(long(k, i) && noUpper(k, i) && noLower(k, i), color(k, i) * 100),
  }),
  pattern({
    name: 'cdlrickshawman',
    title: 'Rickshaw Man',
    doc: 'A doji with two long shadows and its body in the middle.',
    lookback: 10,
    rule: (k, i) => {
      const middle = k.low[i]! + (k.high[i]! - k.low[i]!) / 2
      const room = near(k, i)
      const centred = bottom(k, i) <= middle + room && top(k, i) >= middle - room
      return when(longLower(k, i) && longUpper(k, i) && centred && doji(k, i), 100)
    },
  }),
  pattern({
    name: 'cdlshortline',
    title: 'Short Line Candle',
    doc: 'A short body with short shadows.',
    lookback: 10,
    rule: (k, i) => when(short(k, i) && shortShadows(k, i), color(k, i) * 100),
  }),
  pattern({
    name: 'cdlspinningtop',
    title: 'Spinning Top',
    doc: 'A short body with two shadows longer than it.',
    lookback: 10,
    rule: (k, i) => when(upper(k, i) > body(k, i) && lower(k, i) > body(k, i) && short(k, i), color(k, i) * 100),
  }),
  pattern({
    name: 'cdltakuri',
    title: 'Takuri (Dragonfly Doji with very long lower shadow)',
    doc: 'A doji with a very long lower shadow and no upper one.',
    lookback: 10,
    rule: (k, i) => when(lower(k, i) > 2 * body(k, i) && doji(k, i) && noUpper(k, i), 100),
  }),
]
