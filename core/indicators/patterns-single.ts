import type { Indicator } from './indicator.ts'
import { pattern } from './pattern.ts'

export const singlePatterns: readonly Indicator[] = [
  pattern({
    name: 'cdlbelthold',
    title: 'Belt-hold',
    doc: 'A long candle without a shadow where it opened.',
    lookback: 10,
  }),
  pattern({
    name: 'cdlclosingmarubozu',
    title: 'Closing Marubozu',
    doc: 'A long candle without a shadow where it closed.',
    lookback: 10,
  }),
  pattern({
    name: 'cdldoji',
    title: 'Doji',
    doc: 'A candle that closes about where it opened.',
    lookback: 10,
  }),
  pattern({
    name: 'cdldragonflydoji',
    title: 'Dragonfly Doji',
    doc: 'A doji with a lower shadow and no upper one.',
    lookback: 10,
  }),
  pattern({
    name: 'cdlgravestonedoji',
    title: 'Gravestone Doji',
    doc: 'A doji with an upper shadow and no lower one.',
    lookback: 10,
  }),
  pattern({
    name: 'cdlhighwave',
    title: 'High-Wave Candle',
    doc: 'A short body between two very long shadows.',
    lookback: 10,
  }),
  pattern({
    name: 'cdllongleggeddoji',
    title: 'Long Legged Doji',
    doc: 'A doji with a long shadow.',
    lookback: 10,
  }),
  pattern({
    name: 'cdllongline',
    title: 'Long Line Candle',
    doc: 'A long body with short shadows.',
    lookback: 10,
  }),
  pattern({
    name: 'cdlmarubozu',
    title: 'Marubozu',
    doc: 'A long body without shadows.',
    lookback: 10,
  }),
  pattern({
    name: 'cdlrickshawman',
    title: 'Rickshaw Man',
    doc: 'A doji with two long shadows and its body in the middle.',
    lookback: 10,
  }),
  pattern({
    name: 'cdlshortline',
    title: 'Short Line Candle',
    doc: 'A short body with short shadows.',
    lookback: 10,
  }),
  pattern({
    name: 'cdlspinningtop',
    title: 'Spinning Top',
    doc: 'A short body with two shadows longer than it.',
    lookback: 10,
  }),
  pattern({
    name: 'cdltakuri',
    title: 'Takuri (Dragonfly Doji with very long lower shadow)',
    doc: 'A doji with a very long lower shadow and no upper one.',
    lookback: 10,
  }),
]
