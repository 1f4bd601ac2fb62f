import type { Indicator } from './indicator.ts'
import { pattern } from './pattern.ts'

export const triplePatterns: readonly Indicator[] = [
  pattern({
    name: 'cdl2crows',
    title: 'Two Crows',
    doc: 'A long white candle, then two black ones above it, the second closing in its body.',
    lookback: 12,
    bodiesOnly: true,
  }),
  pattern({
    name: 'cdlupsidegap2crows',
    title: 'Upside Gap Two Crows',
    doc: 'A long white candle, a small black one above it and a black one that engulfs that without closing the gap.',
    lookback: 12,
    bodiesOnly: true,
  }),
  pattern({
    name: 'cdl3inside',
    title: 'Three Inside Up/Down',
    doc: 'A long body, a small one inside it and a close beyond its open.',
    lookback: 12,
    bodiesOnly: true,
  }),
  pattern({
    name: 'cdl3outside',
    title: 'Three Outside Up/Down',
    doc: 'An engulfing candle and a close further on.',
    lookback: 3,
    bodiesOnly: true,
  }),
  pattern({
    name: 'cdl3whitesoldiers',
    title: 'Three Advancing White Soldiers',
    doc: 'Three white candles of like size that open in or near the body before and close near their highs.',
    lookback: 12,
  }),
  pattern({
    name: 'cdladvanceblock',
    title: 'Advance Block',
    doc: 'Three rising white candles that lose strength.',
    lookback: 12,
  }),
  pattern({
    name: 'cdlstalledpattern',
    title: 'Stalled Pattern',
    doc: 'Two long white candles and a small one that rides on the second.',
    lookback: 12,
  }),
  pattern({
    name: 'cdlsticksandwich',
    title: 'Stick Sandwich',
    doc: 'A white candle between two black ones that close at the same price.',
    lookback: 7,
  }),
  pattern({
    name: 'cdlgapsidesidewhite',
    title: 'Up/Down-gap side-by-side white lines',
    doc: 'Two white candles of like size side by side beyond a gap.',
    lookback: 7,
  }),
  pattern({
    name: 'cdltasukigap',
    title: 'Tasuki Gap',
    doc: 'A candle beyond a gap and one of the opposite color and like size that does not close the gap.',
    lookback: 7,
  }),
  pattern({
    name: 'cdlxsidegap3methods',
    title: 'Upside/Downside Gap Three Methods',
    doc: 'Two candles of one color with a gap and an opposite one that opens in the second and closes in the first.',
    lookback: 2,
    bodiesOnly: true,
  }),
]
