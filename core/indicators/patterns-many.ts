import type { Indicator } from './indicator.ts'
import { pattern } from './pattern.ts'

export const manyPatterns: readonly Indicator[] = [
  pattern({
    name: 'cdl3blackcrows',
    title: 'Three Black Crows',
    doc: 'Three falling black candles that open in the body before and close near their lows, after a white one.',
    lookback: 13,
  }),
  pattern({
    name: 'cdlidentical3crows',
    title: 'Identical Three Crows',
    doc: 'Three falling black candles that each open where the one before closed.',
    lookback: 12,
  }),
  pattern({
    name: 'cdl3linestrike',
    title: 'Three-Line Strike',
    doc: 'Three candles of one color and one of the opposite that takes them all back.',
    lookback: 8,
  }),
  pattern({
    name: 'cdlbreakaway',
    title: 'Breakaway',
    doc: 'A long candle, a gap and two more in its direction, then an opposite one that closes in the gap.',
    lookback: 14,
  }),
  pattern({
    name: 'cdlconcealbabyswall',
    title: 'Concealing Baby Swallow',
    doc: 'Two black marubozu, a black candle gapped down with a shadow into them and a black one that covers it.',
    lookback: 13,
  }),
  pattern({
    name: 'cdlladderbottom',
    title: 'Ladder Bottom',
    doc: 'Three falling black candles, a black one with an upper shadow and a white one above it.',
    lookback: 14,
  }),
  pattern({
    name: 'cdlmathold',
    title: 'Mat Hold',
    doc: 'A long white candle, three small ones that hold in it and a white one to new highs.',
    lookback: 14,
    penetration: 0.5,
  }),
  pattern({
    name: 'cdlrisefall3methods',
    title: 'Rising/Falling Three Methods',
    doc: 'A long candle, three small opposite ones inside its range and a long one further on.',
    lookback: 14,
  }),
]
