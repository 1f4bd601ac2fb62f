import { slidingWindow } from './step-window.ts'
import { regressionStep, lineAtStep } from './step-moments.ts'
import { beta, correlation, correlationAt, noMoments } from './covariance.ts'
import { defineIndicator, line, one, period, real } from './define.ts'
import type { Indicator } from './indicator.ts'
import { percentile, percentRank } from './rank.ts'
import { lineAt, slopeOf } from './regression.ts'

const shape = { group: 'statistics', inputs: ['real'], outputs: [line()] } as const

export const relations: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'linearreg',
    title: 'Linear Regression',
    doc: 'Value on this bar of the least-squares line through the last timeperiod values, in price units.',
    pane: 'price',
    params: [period(14)],
    lookback: (n) => n - 1,
    stream: (n) => one(lineAtStep(n, n - 1)),
    kernel: (n) => (x) => [lineAt(x, n, n - 1)],
  }),
  defineIndicator({
    ...shape,
    name: 'linearreg_angle',
    title: 'Linear Regression Angle',
    doc: 'Angle of the least-squares line, in degrees, one bar taken as one price unit.',
    pane: 'own',
    params: [period(14)],
    lookback: (n) => n - 1,
    stream: (n) => {
      const fit = regressionStep(n)
      return (x) => [Math.atan(fit(x).slope) * (180 / Math.PI)]
    },
    kernel: (n) => (x) => {
      const out = slopeOf(x, n)
      for (let i = 0; i < out.length; i++) out[i] = Math.atan(out[i]!) * (180 / Math.PI)
      return [out]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'linearreg_intercept',
    title: 'Linear Regression Intercept',
    doc: 'Value of the least-squares line on the oldest of the last timeperiod bars, in price units.',
    pane: 'price',
    params: [period(14)],
    lookback: (n) => n - 1,
    stream: (n) => one(lineAtStep(n, 0)),
    kernel: (n) => (x) => [lineAt(x, n, 0)],
  }),
  defineIndicator({
    ...shape,
    name: 'linearreg_slope',
    title: 'Linear Regression Slope',
    doc: 'Slope of the least-squares line through the last timeperiod values, in price units a bar.',
    pane: 'own',
    params: [period(14)],
    lookback: (n) => n - 1,
    stream: (n) => {
      const fit = regressionStep(n)
      return (x) => [fit(x).slope]
    },
    kernel: (n) => (x) => [slopeOf(x, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'tsf',
    title: 'Time Series Forecast',
    doc: 'Value on the next bar of the least-squares line through the last timeperiod values, in price units.',
    pane: 'price',
    params: [period(14)],
    lookback: (n) => n - 1,
    stream: (n) => one(lineAtStep(n, n)),
    kernel: (n) => (x) => [lineAt(x, n, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'beta',
    title: 'Beta',
    doc: 'Slope of the returns of the second series on those of the first over timeperiod bars.',
    pane: 'own',
    inputs: ['real', 'real1'],
    params: [period(5, 1)],
    lookback: (n) => n,
    stream: 'window',
    kernel: (n) => (x, y) => [beta(x, y, n)],
  }),
  defineIndicator({
    ...shape,
    name: 'correl',
    title: "Pearson's Correlation Coefficient (r)",
    doc: 'Correlation of the last timeperiod values of two series, -1 to 1; 0 where one does not change.',
    pane: 'own',
    inputs: ['real', 'real1'],
    params: [period(30, 1)],
    lookback: (n) => n - 1,
    stream: (n) => {
      const [first, second, sums] = [slidingWindow(n), slidingWindow(n), noMoments()]
      let seen = 0
      return (x, y) => {
        const i = first.push(x)
        second.push(y)
        return [++seen < n ? Number.NaN : correlationAt(first.values, second.values, n, i, sums)]
      }
    },
    compiled: true,
    kernel: (n) => (x, y) => correlation(x, y, n),
  }),
  defineIndicator({
    ...shape,
    name: 'percentile',
    title: 'Percentile (nearest rank)',
    doc: 'The value that percentile per cent of the last timeperiod values do not exceed, in price units.',
    pane: 'price',
    params: [period(30), real('percentile', 50, 0, 100)],
    lookback: (n) => n - 1,
    stream: 'window',
    kernel: (n, share) => (x) => [percentile(x, n, share)],
  }),
  defineIndicator({
    ...shape,
    name: 'percentrank',
    title: 'Percent Rank',
    doc: 'Share of the timeperiod values before that lie below this one, in per cent.',
    pane: 'own',
    params: [period(100)],
    lookback: (n) => n,
    stream: 'window',
    kernel: (n) => (x) => [percentRank(x, n)],
  }),
]
