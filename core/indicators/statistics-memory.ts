import { defineIndicator, line, period, real } from './define.ts'
import type { Indicator } from './indicator.ts'
import { differenceWeights, fractionalDifference, hurst, hurstStep } from './memory.ts'
import { rollingMean } from './rolling-sum.ts'
import { rollingDeviation } from './rolling-variance.ts'
import { deviationStep } from './step-moments.ts'
import { meanStep } from './step-sum.ts'

const shape = { group: 'statistics', pane: 'own', inputs: ['real'], outputs: [line()] } as const

/** Distance from the mean in deviations; `sample` turns a deviation that divides by n into one that divides by n - 1. */
function score(x: number, mean: number, deviation: number, sample: number): number {
  return deviation === 0 ? 0 : (x - mean) / (deviation * sample)
}

export const memory: readonly Indicator[] = [
  defineIndicator({
    ...shape,
    name: 'zscore',
    title: 'Z-Score',
    doc: 'Distance from the mean of the last timeperiod values in sample standard deviations (n - 1); 0 where they do not vary, which in rules is missing.',
    source: 'Standard score; sample standard deviation, ddof 1',
    params: [period(20)],
    levels: [-2, 0, 2],
    lookback: (n) => n - 1,
    stream: (n) => {
      const [average, deviation, sample] = [meanStep(n), deviationStep(n), Math.sqrt(n / (n - 1))]
      return (x) => [score(x, average(x), deviation(x), sample)]
    },
    kernel: (n) => (x) => {
      const [out, deviation, sample] = [rollingMean(x, n), rollingDeviation(x, n), Math.sqrt(n / (n - 1))]
      for (let i = 0; i < out.length; i++) out[i] = score(x[i]!, out[i]!, deviation[i]!, sample)
      return [out]
    },
  }),
  defineIndicator({
    ...shape,
    name: 'hurst',
    title: 'Hurst Exponent (generalised, order 1)',
    doc: 'Power of the number of bars with which the mean size of moves of ln x over 1 to maxlag bars grows, over timeperiod bars: 0.5 a random walk, more a trend, less a return to the mean.',
    source: 'T. Di Matteo, Quantitative Finance (2007), H(1); lags up to half the window',
    params: [period(100, 20), { ...period(19, 2, 'maxlag'), max: 200 }],
    levels: [0.5],
    lookback: (n) => n - 1,
    missing: 'Where nothing moves over one of the lags, and within timeperiod bars of a value that is not above 0.',
    stream: (n, longest) => hurstStep(n, longest),
    kernel: (n, longest) => (x) => [hurst(x, n, longest)],
  }),
  defineIndicator({
    ...shape,
    name: 'fracdiff',
    aliases: ['frac_diff', 'ffd'],
    title: 'Fractional Difference (fixed width)',
    doc: 'Difference of order d that keeps part of the level: weighted sum of the values back to the last weight not below threshold, in units of the series.',
    source:
      'J. R. M. Hosking, Biometrika (1981); M. Lopez de Prado, Advances in Financial Machine Learning (2018), 5.5',
    params: [real('d', 0.4, 0, 2), real('threshold', 1e-4, 1e-6, 1)],
    lookback: (d, threshold) => differenceWeights(d, threshold).length - 1,
    stream: 'window',
    kernel: (d, threshold) => (x) => [fractionalDifference(x, d, threshold)],
  }),
]
