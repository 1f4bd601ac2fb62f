import { ema, rma, sma } from './averages.ts'
import { defineIndicator, line, period } from './define.ts'
import type { Indicator } from './indicator.ts'
import { rollingSum } from './rolling-sum.ts'
import { rollingDeviation } from './rolling-variance.ts'
import { column, zipSeries } from './series.ts'
import { averageTrueRange, trueRange } from './true-range.ts'

const shape = { group: 'volatility', pane: 'own', inputs: ['high', 'low', 'close'], outputs: [line()] } as const

export const volatility: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'atr',
    title: 'Average True Range',
    doc: "Wilder's average of the true range over timeperiod bars, in price units.",
    source: 'J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib 0.8 ATR',
    params: [period(14, 1)],
    lookback: (n) => n,
    kernel: (n) => (high, low, close) => [averageTrueRange(high, low, close, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'natr',
    title: 'Normalized Average True Range',
    doc: "Wilder's average of the true range in per cent of the close.",
    source: 'J. Forman, Technical Analysis of Stocks & Commodities (2006); TA-Lib 0.8 NATR',
    params: [period(14, 1)],
    lookback: (n) => n,
    kernel: (n) => (high, low, close) => {
      const range = averageTrueRange(high, low, close, n)
      if (n <= 1) return [range]
      return [zipSeries(range, close, (a, b) => (b === 0 ? 0 : (a / b) * 100))]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'trange',
    title: 'True Range',
    doc: 'Range of the bar and the close before it, in price units.',
    source: 'J. W. Wilder, New Concepts in Technical Trading Systems (1978); TA-Lib 0.8 TRANGE',
    params: [],
    lookback: () => 1,
    kernel: () => (high, low, close) => [trueRange(high, low, close)],
  }),
  defineIndicator({
    ...shape,
    name: 'adr',
    title: 'Average Day Range',
    doc: 'Mean of high minus low over timeperiod bars, in price units.',
    inputs: ['high', 'low'],
    params: [period(14, 1)],
    lookback: (n) => n - 1,
    kernel: (n) => (high, low) => [
      sma(
        zipSeries(high, low, (a, b) => a - b),
        n,
      ),
    ],
  }),
  defineIndicator({
    ...shape,
    name: 'cvi',
    title: "Chaikin's Volatility",
    doc: 'Change over rocperiod bars of the exponential average of the bar range, in per cent.',
    inputs: ['high', 'low'],
    params: [period(10), period(10, 1, 'rocperiod')],
    levels: [0],
    lookback: (n, lag) => n - 1 + lag,
    kernel: (n, lag) => (high, low) => {
      const range = ema(
        zipSeries(high, low, (a, b) => a - b),
        n,
      )
      const out = column(range.length, n - 1 + lag)
      for (let i = n - 1 + lag; i < range.length; i++) {
        const before = range[i - lag]!
        out[i] = before === 0 ? 0 : ((range[i]! - before) / before) * 100
      }
      return [out]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'massi',
    title: 'Mass Index',
    doc: 'Sum over slowperiod bars of the average bar range over its own average.',
    source: 'D. Dorsey, Technical Analysis of Stocks & Commodities (1992); TA-Lib 0.8 MASSI',
    inputs: ['high', 'low'],
    params: [period(9, 2, 'fastperiod'), period(25, 2, 'slowperiod')],
    levels: [27],
    lookback: (fast, slow) => 2 * (fast - 1) + slow - 1,
    kernel: (fast, slow) => (high, low) => {
      const once = ema(
        zipSeries(high, low, (a, b) => a - b),
        fast,
      )
      const twice = ema(once, fast, fast - 1)
      return [
        rollingSum(
          zipSeries(once, twice, (a, b) => (b === 0 ? 1 : a / b)),
          slow,
          2 * (fast - 1),
        ),
      ]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'rvi',
    title: 'Relative Volatility Index',
    doc: 'Standard deviation on rises as a share of that on rises and falls, both smoothed, 0 to 100; 50 where nothing moved.',
    source: 'D. Dorsey, Technical Analysis of Stocks & Commodities (1993); TA-Lib 0.8 RVI',
    inputs: ['real'],
    params: [period(14, 1), period(10, 2, 'stddevperiod')],
    levels: [50],
    lookback: (n, window) => window - 1 + n - 1,
    kernel: (n, window) => (x) => {
      const deviation = rollingDeviation(x, window)
      const up = column(x.length, window - 1)
      const down = column(x.length, window - 1)
      for (let i = window - 1; i < x.length; i++) {
        up[i] = x[i]! > x[i - 1]! ? deviation[i]! : 0
        down[i] = x[i]! < x[i - 1]! ? deviation[i]! : 0
      }
      const share = (a: number, b: number) => (a + b === 0 ? 50 : (100 * a) / (a + b))
      return [zipSeries(rma(up, n, window - 1), rma(down, n, window - 1), share)]
    },
  }),
]
