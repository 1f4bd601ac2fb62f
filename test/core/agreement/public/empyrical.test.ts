import { describe, expect, it } from 'vitest'

import { maxDrawdown } from '../../../../core/engine/metrics/curve.ts'
import { growthOf } from '../../../../core/engine/metrics/growth.ts'
import { returnFigures } from '../../../../core/engine/metrics/returns.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'

const percent = (values: readonly number[]) => Float64Array.from(values, (value) => value / 100)
/** Its first value is missing there: left out of mean and deviation, and counted as a day of growth. */
const mixed = percent([1, 10, -4, 2, 3, 2, 1, -10])
const mixedDays = percent([0, 1, 10, -4, 2, 3, 2, 1, -10])
const positive = percent([1, 2, 1, 1, 1, 1, 1, 1, 1])
const negative = percent([0, -6, -7, -1, -9, -2, -6, -8, -5])
const allNegative = percent([-2, -6, -7, -1, -9, -2, -6, -8, -5])

const { fields } = findProfile('zipline')
const figures = (returns: Float64Array, riskFree = 0) => returnFigures(returns, 252, { ...fields, riskFree })
/** What the Sortino ratio divides by. */
const downsideRisk = (returns: Float64Array) => {
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length
  return (mean * 252) / figures(returns).sortino!
}
const depth = (returns: Float64Array) => maxDrawdown(growthOf(returns), 1)

/** Figures that the tests of empyrical-reloaded state (tests/test_stats.py), under the profile of the tool that uses it. */
describe('what empyrical-reloaded states of itself, to 8 decimals', () => {
  it.each([
    ['Sharpe ratio, mixed', figures(mixed).sharpe, 1.7238613961706866],
    ['Sharpe ratio, positive', figures(positive).sharpe, 52.915026221291804],
    ['Sharpe ratio, negative', figures(negative).sharpe, -24.406808633910085],
    ['downside risk, mixed', downsideRisk(mixed), 0.6044832503882965],
    ['annual volatility, mixed', figures(mixed).volatility, 0.9136465399704637],
    ['annual return, mixed', figures(mixedDays).annualReturn, 1.9135925373194231],
    ['Calmar ratio, mixed', figures(mixedDays).annualReturn! / -depth(mixedDays), 19.135925373194233],
    ['Sortino ratio, mixed', figures(mixed).sortino, 2.605531251673693],
    ['Sortino ratio, mixed, required 1 % a day', figures(mixed, 2.52).sortino, -1.3934779588919977],
    ['Sortino ratio, negative', figures(negative).sortino, -13.532743075043401],
    ['omega ratio, positive, risk-free 1.1 % a day', figures(positive, 0.011 * 252).omega, 1.125],
    ['omega ratio, negative, risk-free 1 % a day', figures(negative, 0.01 * 252).omega, 0],
    ['greatest drawdown, mixed', depth(mixedDays), -0.1],
    ['greatest drawdown, negative', depth(negative), -0.3659073],
    ['greatest drawdown, all negative', depth(allNegative), -0.378589157],
    ['greatest drawdown, up, down, up', depth(percent([10, -10, 10])), -0.1],
  ])('%s', (_, got, expected) => expect(got).toBeCloseTo(expected, 8))

  it('has no ratio where nothing is lost', () =>
    expect(figures(positive)).toMatchObject({ sortino: null, omega: null }))
})
