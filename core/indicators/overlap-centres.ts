import { variablePeriod, variablePeriodStep } from './variable-period.ts'
import { middleStep } from './step-bars.ts'
import { hilbertStep, mamaStep, trendlineStep } from './step-hilbert.ts'
import { averageStep } from './step-averages.ts'
import { windowSumStep } from './window-sum.ts'
import { pipelined } from './pipeline.ts'
import { defineIndicator, line, maType, one, period, real } from './define.ts'
import { cycleWarmup, trendline } from './hilbert-cycle.ts'
import { hilbertLookback, mama } from './hilbert.ts'
import type { Indicator } from './indicator.ts'
import { average, averageLookback, averageNamed } from './moving-average.ts'
import { middleOver } from './rolling-extreme.ts'

const shape = { group: 'overlap', pane: 'price', outputs: [line()] } as const

export const centres: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'ma',
    title: 'Moving Average',
    doc: 'The average that matype names, in price units: 0 sma, 1 ema, 2 wma, 3 dema, 4 tema, 5 trima, 6 kama, 7 mama, 8 t3, 9 hma, 10 none, 11 the usual one, 12 zlema, 13 rma.',
    inputs: ['real'],
    params: [period(30, 1), maType()],
    lookback: (n, type) => averageLookback(n, averageNamed(type)),
    stream: (n, type) => one(averageStep(n, averageNamed(type))),
    kernel: (n, type) => (x) => [average(x, n, averageNamed(type))],
  }),
  defineIndicator({
    ...shape,
    name: 'mavp',
    title: 'Moving Average with Variable Period',
    doc: 'Moving average whose period is read from a second series, held between minperiod and maxperiod; in price units.',
    inputs: ['real', 'real1'],
    params: [period(2, 1, 'minperiod'), period(30, 2, 'maxperiod'), maType()],
    lookback: (_least, most, type) => averageLookback(most, averageNamed(type)),
    stream: (least, most, type) => variablePeriodStep(least, most, averageNamed(type)),
    kernel: (least, most, type) => (x, periods) => [variablePeriod(x, periods, least, most, averageNamed(type))],
  }),
  defineIndicator({
    ...shape,
    name: 'mama',
    title: 'MESA Adaptive Moving Average',
    doc: 'Average that adapts to the rate of change of the cycle phase (mama) and one that follows it (fama), in price units.',
    source: 'J. F. Ehlers, MESA and Trading Market Cycles (2001); TA-Lib 0.8 MAMA',
    inputs: ['real'],
    params: [real('fastlimit', 0.5, 0.01, 0.99), real('slowlimit', 0.05, 0.01, 0.99)],
    outputs: [line('mama'), line('fama')],
    lookback: () => hilbertLookback,
    stream: (fast, slow) => mamaStep(fast, slow),
    kernel: (fast, slow) => (x) => mama(x, fast, slow),
  }),
  defineIndicator({
    ...shape,
    name: 'ht_trendline',
    title: 'Hilbert Transform - Instantaneous Trendline',
    doc: 'Price with its dominant cycle averaged out, in price units.',
    source: 'J. F. Ehlers, Rocket Science for Traders (2001); TA-Lib 0.8 HT_TRENDLINE',
    inputs: ['real'],
    params: [],
    lookback: () => 63,
    stream: () => {
      const [state, line] = [hilbertStep(cycleWarmup), trendlineStep()]
      return (x) => [line(x, state(x).smoothPeriod)]
    },
    kernel: () => (x) => trendline(x),
  }),
  defineIndicator({
    ...shape,
    name: 'midpoint',
    title: 'Midpoint over Period',
    doc: 'Middle between the highest and lowest of the last timeperiod values, in price units.',
    inputs: ['real'],
    params: [period(14)],
    lookback: (n) => n - 1,
    stream: (n) => {
      const middleOf = middleStep(n)
      return (x) => [middleOf(x, x)]
    },
    kernel: (n) => (x) => [middleOver(x, x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'midprice',
    title: 'Midpoint Price over Period',
    doc: 'Middle between the highest high and lowest low of the last timeperiod bars, in price units.',
    inputs: ['high', 'low'],
    params: [period(14)],
    lookback: (n) => n - 1,
    stream: (n) => {
      const middleOf = middleStep(n)
      return (high, low) => [middleOf(high, low)]
    },
    kernel: (n) => (high, low) => [middleOver(high, low, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'vwma',
    title: 'Volume Weighted Moving Average',
    doc: 'Mean of the last timeperiod values weighted by volume, in price units.',
    inputs: ['real', 'volume'],
    params: [period(30, 1)],
    lookback: (n) => n - 1,
    stream: (n) => {
      if (n <= 1) return (x) => [x]
      const [values, volumes] = [windowSumStep(n), windowSumStep(n)]
      return (x, volume) => {
        const [value, traded] = [values(x * volume), volumes(volume)]
        return [traded === 0 ? Number.NaN : value / traded]
      }
    },
    compiled: true,
    kernel: (n) => (x, volume) => {
      if (n <= 1) return [x]
      return pipelined(
        [x, volume],
        [
          ['product', ['in0', 'in1', 'own0']],
          ['windowSum', ['own0', 'own1'], n],
          ['windowSum', ['in1', 'own2'], n],
          ['share', ['own1', 'own2', 'out0'], 1, Number.NaN],
          ['keep', ['own0'], n],
        ],
        n,
      )
    },
  }),
]
