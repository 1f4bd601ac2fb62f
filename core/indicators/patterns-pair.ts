import type { Indicator } from './indicator.ts'
import { pattern } from './pattern.ts'

export const pairPatterns: readonly Indicator[] = [
  pattern({
    name: 'cdlhammer',
    title: 'Hammer',
    doc: 'A short body low down with a long lower shadow and no upper one.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlhangingman',
    title: 'Hanging Man',
    doc: 'A short body high up with a long lower shadow and no upper one.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlinvertedhammer',
    title: 'Inverted Hammer',
    doc: 'A short body gapped down with a long upper shadow and no lower one.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlshootingstar',
    title: 'Shooting Star',
    doc: 'A short body gapped up with a long upper shadow and no lower one.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlcounterattack',
    title: 'Counterattack',
    doc: 'Two long candles of opposite color that close at the same price.',
    lookback: 11,
  }),
  pattern({
    name: 'cdldarkcloudcover',
    title: 'Dark Cloud Cover',
    doc: 'A long white candle, then a black one that opens above its high and closes deep in its body.',
    lookback: 11,
    penetration: 0.5,
  }),
  pattern({
    name: 'cdldojistar',
    title: 'Doji Star',
    doc: 'A doji gapped away from a long candle in its direction.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlengulfing',
    title: 'Engulfing Pattern',
    doc: 'A body that covers the one before, of the opposite color; 80 where one end is shared.',
    lookback: 2,
    bodiesOnly: true,
  }),
  pattern({
    name: 'cdlharami',
    title: 'Harami Pattern',
    doc: 'A small body inside the long one before; 80 where one end is shared.',
    lookback: 11,
    bodiesOnly: true,
  }),
  pattern({
    name: 'cdlharamicross',
    title: 'Harami Cross Pattern',
    doc: 'A doji inside the long body before; 80 where one end is shared.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlhomingpigeon',
    title: 'Homing Pigeon',
    doc: 'A small black body inside the long black one before.',
    lookback: 11,
    bodiesOnly: true,
  }),
  pattern({
    name: 'cdlinneck',
    title: 'In-Neck Pattern',
    doc: 'A long black candle, then a white one from below its low to its close.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlonneck',
    title: 'On-Neck Pattern',
    doc: 'A long black candle, then a white one from below its low to its low.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlthrusting',
    title: 'Thrusting Pattern',
    doc: 'A long black candle, then a white one from below its low into the lower half of its body.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlpiercing',
    title: 'Piercing Pattern',
    doc: 'A long black candle, then a long white one from below its low into the upper half of its body.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlkicking',
    title: 'Kicking',
    doc: 'Two marubozu of opposite color with a gap between them.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlkickingbylength',
    title: 'Kicking - bull/bear determined by the longer marubozu',
    doc: 'Two marubozu of opposite color with a gap between them; the longer decides the direction.',
    lookback: 11,
  }),
  pattern({
    name: 'cdlmatchinglow',
    title: 'Matching Low',
    doc: 'Two black candles that close at the same price.',
    lookback: 6,
  }),
  pattern({
    name: 'cdlseparatinglines',
    title: 'Separating Lines',
    doc: 'A long candle that opens where the opposite one before opened and runs the other way.',
    lookback: 11,
  }),
]
