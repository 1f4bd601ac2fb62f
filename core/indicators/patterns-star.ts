import type { Indicator } from './indicator.ts'
import { pattern } from './pattern.ts'

export const starPatterns: readonly Indicator[] = [
  pattern({
    name: 'cdl3starsinsouth',
    title: 'Three Stars In The South',
    doc: 'Three ever smaller black candles, each inside the reach of the one before.',
    lookback: 12,
  }),
  pattern({
    name: 'cdlabandonedbaby',
    title: 'Abandoned Baby',
    doc: 'A doji with gaps on both sides after a long candle, and a turn.',
    lookback: 12,
    penetration: 0.3,
  }),
  pattern({
    name: 'cdleveningdojistar',
    title: 'Evening Doji Star',
    doc: 'A long white candle, a doji above it and a black candle deep into the first.',
    lookback: 12,
    penetration: 0.3,
  }),
  pattern({
    name: 'cdleveningstar',
    title: 'Evening Star',
    doc: 'A long white candle, a small one above it and a black candle deep into the first.',
    lookback: 12,
    bodiesOnly: true,
    penetration: 0.3,
  }),
  pattern({
    name: 'cdlmorningdojistar',
    title: 'Morning Doji Star',
    doc: 'A long black candle, a doji below it and a white candle deep into the first.',
    lookback: 12,
    penetration: 0.3,
  }),
  pattern({
    name: 'cdlmorningstar',
    title: 'Morning Star',
    doc: 'A long black candle, a small one below it and a white candle deep into the first.',
    lookback: 12,
    bodiesOnly: true,
    penetration: 0.3,
  }),
  pattern({
    name: 'cdltristar',
    title: 'Tristar Pattern',
    doc: 'Three doji, the middle one gapped away.',
    lookback: 12,
  }),
  pattern({
    name: 'cdlunique3river',
    title: 'Unique 3 River',
    doc: 'A long black candle, a black one inside it with a new low and a small white one above that low.',
    lookback: 12,
  }),
]
