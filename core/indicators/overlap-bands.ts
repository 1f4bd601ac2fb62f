import { pipelined } from './pipeline.ts'
import { windowSumStep } from './window-sum.ts'
import { supertrendStep } from './step-stops.ts'
import { averageRangeStep, priceMeanStep } from './step-bars.ts'
import { deviationStep } from './step-moments.ts'
import { maxStep, minStep } from './step-extreme.ts'
import { averageStep } from './step-averages.ts'
import { meanStep } from './step-sum.ts'
import { bandOutputs, defineIndicator, line, maType, period, points, real } from './define.ts'
import type { Indicator } from './indicator.ts'
import { runKernel } from './kernels.ts'
import { ema, sma, emaStep } from './averages.ts'
import { typicalPrice } from './price-means.ts'
import { average, averageLookback, averageNamed } from './moving-average.ts'
import { column, offset } from './series.ts'
import { supertrend } from './supertrend.ts'
import { averageTrueRange } from './true-range.ts'

/** High (`sign` 1) or low (-1) moved out by four times the bar range over the sum of both. */
function widened(top: number, bottom: number, sign: 1 | -1): number {
  const edge = sign === 1 ? top : bottom
  return top + bottom === 0 ? edge : edge * (1 + sign * ((4 * (top - bottom)) / (top + bottom)))
}

export const bands: readonly Indicator[] = [
  defineIndicator({
    name: 'bbands',
    title: 'Bollinger Bands',
    group: 'overlap',
    doc: 'A moving average and bands nbdevup and nbdevdn population standard deviations away, in price units.',
    source: 'J. Bollinger, Bollinger on Bollinger Bands (2001); TA-Lib 0.8 BBANDS',
    pane: 'price',
    inputs: ['real'],
    params: [period(20), real('nbdevup', 2), real('nbdevdn', 2), maType()],
    outputs: bandOutputs,
    lookback: (n, _up, _down, type) => Math.max(n - 1, averageLookback(n, averageNamed(type))),
    stream: (n, up, down, type) => {
      const [average, deviation] = [averageStep(n, averageNamed(type)), deviationStep(n)]
      return (x) => {
        const middle = average(x)
        const width = deviation(x)
        return [middle + up * width, middle, middle - down * width]
      }
    },
    compiled: true,
    kernel: (n, up, down, type) => (x) => {
      const middle = average(x, n, averageNamed(type))
      const [upper, lower] = pipelined(
        [x, middle],
        [
          ['variance', ['in0', 'own0'], 0, n, 0, 1],
          ['blend', ['in1', 'own0', 'out0'], 1, up],
          ['blend', ['in1', 'own0', 'out1'], 1, -down],
        ],
        n,
        2,
      )
      return [upper!, middle, lower!]
    },
  }),
  defineIndicator({
    name: 'donchian',
    title: 'Donchian Channels',
    group: 'overlap',
    doc: 'Highest high and lowest low of the last timeperiod bars, this bar included, and their middle, in price units.',
    pane: 'price',
    inputs: ['high', 'low'],
    params: [period(20)],
    outputs: bandOutputs,
    lookback: (n) => n - 1,
    stream: (n) => {
      const [top, bottom] = [maxStep(n), minStep(n)]
      return (high, low) => {
        const upper = top(high)
        const lower = bottom(low)
        return [upper, (upper + lower) / 2, lower]
      }
    },
    compiled: true,
    kernel: (n) => (high, low) => {
      const bands = [column(high.length), column(high.length), column(high.length)]
      runKernel('channel', [high, low], bands, [n], { history: n - 1 })
      return bands
    },
  }),
  defineIndicator({
    name: 'supertrend',
    title: 'SuperTrend',
    group: 'overlap',
    doc: 'Band multiplier average true ranges from the middle of the bar, held until the close crosses it; trend is 1 or -1.',
    pane: 'price',
    inputs: ['high', 'low', 'close'],
    params: [period(10), real('multiplier', 3, 0)],
    outputs: [line('supertrend'), points('trend')],
    lookback: (n) => n,
    stream: (n, multiplier) => supertrendStep(n, multiplier),
    kernel: (n, multiplier) => (high, low, close) => supertrend(high, low, close, n, multiplier),
  }),
  defineIndicator({
    name: 'kc',
    title: 'Keltner Channels',
    group: 'overlap',
    doc: 'Exponential average of the typical price and bands nbdev average true ranges away, in price units.',
    source: 'C. Keltner (1960), L. B. Raschke (1990s); TA-Lib 0.8 KC',
    pane: 'price',
    inputs: ['high', 'low', 'close'],
    params: [period(20), period(10, 1, 'atrperiod'), real('nbdev', 2)],
    outputs: bandOutputs,
    lookback: (n, atr) => Math.max(n - 1, atr),
    stream: (n, atr, times) => {
      const first = Math.max(n - 1, atr)
      const [price, centre, width] = [priceMeanStep([1, 1, 1]), emaStep(n, first - n + 1), averageRangeStep(atr, first)]
      return (high, low, close) => {
        const middle = centre(price(high, low, close))
        const range = width(high, low, close)
        return [middle + times * range, middle, middle - times * range]
      }
    },
    kernel: (n, atr, times) => (high, low, close) => {
      // Both averages take their first value on the bar on which the longer look-back ends.
      const first = Math.max(n - 1, atr)
      const centre = ema(typicalPrice(high, low, close), n, first - n + 1)
      const range = averageTrueRange(high, low, close, atr, first)
      return [offset(centre, range, times), centre, offset(centre, range, -times)]
    },
  }),
  defineIndicator({
    name: 'accbands',
    title: 'Acceleration Bands',
    group: 'overlap',
    doc: 'Averages of high and low widened by four times the bar range over their sum, and of the close; in price units.',
    source: 'P. Headley, Big Trends in Trading (2002); TA-Lib 0.8 ACCBANDS',
    pane: 'price',
    inputs: ['high', 'low', 'close'],
    params: [period(20)],
    outputs: bandOutputs,
    lookback: (n) => n - 1,
    stream: (n) => {
      const [upper, middle, lower] = [windowSumStep(n), meanStep(n), windowSumStep(n)]
      return (high, low, close) => [upper(widened(high, low, 1)) / n, middle(close), lower(widened(high, low, -1)) / n]
    },
    compiled: true,
    kernel: (n) => (high, low, close) => {
      const [upper, lower] = pipelined(
        [high, low],
        [
          ['widened', ['in0', 'in1', 'own0', 'own1']],
          ['windowSum', ['own0', 'own2'], n],
          ['windowSum', ['own1', 'own3'], n],
          ['over', ['own2', 'out0'], n],
          ['over', ['own3', 'out1'], n],
          ['keep', ['own0'], n],
          ['keep', ['own1'], n],
        ],
        0,
        2,
      )
      return [upper!, sma(close, n), lower!]
    },
  }),
]
