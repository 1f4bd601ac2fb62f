import { windowSumStep } from './window-sum.ts'
import { longestHistory } from './kernels.ts'
import { pipelined } from './pipeline.ts'
import { priceMeanStep } from './step-bars.ts'

import { meanStep } from './step-sum.ts'
import { sma, emaStep } from './averages.ts'
import { medianPrice, typicalPrice } from './price-means.ts'
import { defineIndicator, histogram, line, period, points } from './define.ts'
import type { Indicator } from './indicator.ts'
import { column, difference } from './series.ts'

function awesome(high: Float64Array, low: Float64Array, fast: number, slow: number): Float64Array {
  const middle = medianPrice(high, low)
  const out = sma(middle, fast)
  return difference(out, sma(middle, slow), out)
}

/** `awesome`, bar by bar. */
function awesomeStep(fast: number, slow: number): (high: number, low: number) => number {
  const [middleOf, quick, lazy] = [priceMeanStep([1, 1]), meanStep(fast), meanStep(slow)]
  return (high, low) => {
    const middle = middleOf(high, low)
    return quick(middle) - lazy(middle)
  }
}

/** 100 on bar i where bar i - right is further out than `left` bars before and `right` bars after it. */
function swings(x: Float64Array, left: number, right: number, sign: 1 | -1): Float64Array {
  const out = column(x.length, left + right)
  for (let i = left + right; i < x.length; i++) {
    const centre = i - right
    let swing = true
    for (let j = centre - left; j <= i && swing; j++) swing = j === centre || sign * x[j]! < sign * x[centre]!
    out[i] = swing ? 100 : 0
  }
  return out
}

export const williams: readonly Indicator[] = [
  defineIndicator({
    name: 'ao',
    title: 'Awesome Oscillator',
    group: 'momentum',
    doc: 'Fast minus slow simple average of the bar middle, in price units.',
    source: 'B. Williams, New Trading Dimensions (1998); TA-Lib 0.8 AO',
    pane: 'own',
    inputs: ['high', 'low'],
    params: [period(5, 2, 'fastperiod'), period(34, 2, 'slowperiod')],
    outputs: [histogram()],
    levels: [0],
    lookback: (fast, slow) => Math.max(fast, slow) - 1,
    stream: (fast, slow) => {
      const awesomeOf = awesomeStep(fast, slow)
      return (high, low) => [awesomeOf(high, low)]
    },
    kernel: (fast, slow) => (high, low) => [awesome(high, low, fast, slow)],
  }),
  defineIndicator({
    name: 'ac',
    title: 'Accelerator/Decelerator Oscillator',
    group: 'momentum',
    doc: 'Awesome oscillator minus its simple average, in price units.',
    source: 'B. Williams, New Trading Dimensions (1998); TA-Lib 0.8 AC',
    pane: 'own',
    inputs: ['high', 'low'],
    params: [period(5, 2, 'fastperiod'), period(34, 2, 'slowperiod'), period(5, 2, 'signalperiod')],
    outputs: [histogram()],
    levels: [0],
    lookback: (fast, slow, signal) => Math.max(fast, slow) - 1 + signal - 1,
    stream: (fast, slow, signal) => {
      const [awesomeOf, sum] = [awesomeStep(fast, slow), windowSumStep(signal)]
      return (high, low) => {
        const now = awesomeOf(high, low)
        return [now - sum(now) / signal]
      }
    },
    compiled: true,
    kernel: (fast, slow, signal) => (high, low) => {
      const middle = medianPrice(high, low)
      return pipelined(
        [sma(middle, fast), sma(middle, slow)],
        [
          ['difference', ['in0', 'in1', 'own0']],
          ['windowSum', ['own0', 'own1'], signal],
          ['over', ['own1', 'own2'], signal],
          ['difference', ['own0', 'own2', 'out0']],
          ['keep', ['own0'], signal],
        ],
      )
    },
  }),
  defineIndicator({
    name: 'eri',
    title: 'Elder Ray Index',
    group: 'momentum',
    doc: 'High (bull power) and low (bear power) minus the exponential average of the close, in price units.',
    source: 'A. Elder, Trading for a Living (1993); TA-Lib 0.8 ERI',
    pane: 'own',
    inputs: ['high', 'low', 'close'],
    params: [period(13, 1)],
    outputs: [line('bullpower', 'bull'), line('bearpower', 'bear')],
    levels: [0],
    lookback: (n) => n - 1,
    stream: (n) => {
      const average = emaStep(n)
      return (high, low, close) => {
        const centre = average(close)
        return [high - centre, low - centre]
      }
    },
    kernel: (n) => (high, low, close) =>
      pipelined(
        [high, low, close],
        [
          ['smooth', ['in2', 'own0'], 0, 1 - 2 / (n + 1), n, 0],
          ['difference', ['in0', 'own0', 'out0']],
          ['difference', ['in1', 'own0', 'out1']],
        ],
        0,
        2,
      ),
  }),
  defineIndicator({
    name: 'mfi',
    title: 'Money Flow Index',
    group: 'momentum',
    doc: 'Money flow on rises of the typical price as a share of all money flow, 0 to 100.',
    source: 'G. Quong and A. Soudack, Technical Analysis of Stocks & Commodities (1989); TA-Lib 0.8 MFI',
    pane: 'own',
    inputs: ['high', 'low', 'close', 'volume'],
    params: [period(14)],
    outputs: [line()],
    levels: [20, 80],
    lookback: (n) => n,
    stream: (n) => {
      const [priceOf, ups, downs] = [priceMeanStep([1, 1, 1]), windowSumStep(n), windowSumStep(n)]
      let before: number | undefined
      return (high, low, close, volume) => {
        const price = priceOf(high, low, close)
        const up = ups(before === undefined ? Number.NaN : price > before ? price * volume : 0)
        const down = downs(before === undefined ? Number.NaN : price < before ? price * volume : 0)
        before = price
        return [up + down < 1 ? 0 : (100 * up) / (up + down)]
      }
    },
    compiled: true,
    kernel: (n) => (high, low, close, volume) =>
      pipelined(
        [typicalPrice(high, low, close), volume],
        [
          ['moneyFlow', ['in0', 'in1', 'own0', 'own1']],
          ['windowSum', ['own0', 'own2'], n],
          ['windowSum', ['own1', 'own3'], n],
          ['flowShare', ['own2', 'own3', 'out0']],
          ['keep', ['own0'], n],
          ['keep', ['own1'], n],
        ],
        1,
      ),
  }),
  defineIndicator({
    name: 'wad',
    title: "Williams' Accumulation/Distribution",
    group: 'momentum',
    doc: 'Running sum of how far each close lies above the true low on a rise or below the true high on a fall, in price units.',
    source: 'L. Williams, How I Made One Million Dollars (1973); TA-Lib 0.8 WAD',
    pane: 'own',
    inputs: ['high', 'low', 'close'],
    params: [],
    outputs: [line()],
    lookback: () => 0,
    stream: () => {
      let total = 0
      let before: number | undefined
      return (high, low, close) => {
        if (before !== undefined && close > before) total += close - Math.min(before, low)
        else if (before !== undefined && close < before) total += close - Math.max(before, high)
        before = close
        return [total]
      }
    },
    kernel: () => (high, low, close) =>
      pipelined(
        [high, low, close],
        [
          ['trueMove', ['in0', 'in1', 'in2', 'own0']],
          ['total', ['own0', 'out0'], 0],
        ],
        1,
      ),
  }),
  defineIndicator({
    name: 'fractal',
    title: 'Williams Fractal',
    group: 'momentum',
    doc: '100 on the bar that confirms a swing high or low rightbars before it, else 0.',
    source: 'B. Williams, Trading Chaos (1995); TA-Lib 0.8 FRACTAL',
    pane: 'own',
    inputs: ['high', 'low'],
    params: [period(2, 1, 'leftbars'), period(2, 1, 'rightbars')],
    outputs: [points('swinghigh', 'high'), points('swinglow', 'low')],
    lookback: (left, right) => left + right,
    stream: 'window',
    kernel: (left, right) => (high, low) =>
      left + right > longestHistory
        ? [swings(high, left, right, 1), swings(low, left, right, -1)]
        : pipelined(
            [high, low],
            [
              ['swing', ['in0', 'out0'], left, right, 1],
              ['swing', ['in1', 'out1'], left, right, -1],
            ],
            left + right,
            2,
          ),
  }),
]
