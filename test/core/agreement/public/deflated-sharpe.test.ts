import { describe, expect, it } from 'vitest'

import { normalCdf } from '../../../../core/engine/metrics/normal.ts'
import { probabilisticSharpe } from '../../../../core/engine/metrics/returns.ts'

/** Where the normal distribution reaches a probability, by halving. */
function normalQuantile(probability: number): number {
  let [low, high] = [-10, 10]
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (normalCdf(middle) < probability) low = middle
    else high = middle
  }
  return low
}

/**
 * Bailey and Lopez de Prado, "The Deflated Sharpe Ratio" (2014): the best of 100 trials has a Sharpe ratio of 2.5 a year over
 * 1250 days, with skewness -3 and kurtosis 10; the trials' yearly ratios have the variance 1/2.
 */
describe('the worked example of the deflated Sharpe ratio', () => {
  const trials = 100
  const euler = 0.5772156649015329
  const deviation = Math.sqrt(0.5 / 250)
  const byLuck =
    deviation * ((1 - euler) * normalQuantile(1 - 1 / trials) + euler * normalQuantile(1 - 1 / (trials * Math.E)))

  it('expects 0.1132 a day of the best of 100 by luck', () => expect(byLuck).toBeCloseTo(0.1132, 4))

  it('leaves a probability of 0.900397 that the ratio is above that', () => {
    const sharpe = 2.5 / Math.sqrt(250)
    const found = probabilisticSharpe({ sharpe, against: byLuck, observations: 1250, skew: -3, kurtosis: 10 })
    expect(found).toBeCloseTo(0.900397, 6)
  })
})
