import { describe, expect, it } from 'vitest'

import { metricsFor } from '../../../../core/engine/metrics.ts'
import { maxDrawdown } from '../../../../core/engine/metrics/curve.ts'
import { returnFigures } from '../../../../core/engine/metrics/returns.ts'
import { findProfile, overrideProfile } from '../../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import { average, crossesStrictly, distance, signalsOf } from '../../engine/reference.ts'
import { barsOf, readFixture } from '../series.ts'

const bars = barsOf(readFixture('backtrader'), 'sp500')
const off = (got: number | null | undefined, expected: number) => distance(got ?? Number.NaN, expected)

/**
 * Made with ffn 1.4.1 and bt 1.4.1 on the shipped sample. Not compared: ffn's Sortino ratio (sample deviation of the negative
 * returns around their mean), its skewness and kurtosis (corrected for the sample) and its Calmar ratio (from CAGR).
 */
describe('the sample held, as ffn describes it', () => {
  const prices = bars.close
  const returns = Float64Array.from({ length: bars.rows - 1 }, (_, i) => prices[i + 1]! / prices[i]! - 1)
  const figures = returnFigures(returns, 252, { ddof: 1, riskFree: 0, sharpeFormula: 'arithmetic' })
  const held = metricsFor({
    bars,
    result: { equity: prices, positionValue: prices, trades: [] },
    profile: findProfile('sextant').fields,
    cash: prices[0]!,
  })
  it('return and growth a year', () => {
    expect(off(held.totalReturn, 0.9753440141593548)).toBeLessThan(1e-9)
    expect(off(held.cagr, 0.034124133779111165)).toBeLessThan(1e-9)
  })
  it('volatility and Sharpe ratio of days', () => {
    expect(off(figures.volatility, 0.1989143062066408)).toBeLessThan(1e-9)
    expect(off(figures.sharpe, 0.26860462897158777)).toBeLessThan(1e-9)
  })
  it('drawdown', () => expect(off(maxDrawdown(prices, prices[0]!), -0.5677538775030553)).toBeLessThan(1e-9))
})

/**
 * Weights changed where the averages of 10 and 30 closes cross, at that close, in whole units. Its yearly figures are not
 * compared: bt annualises with the bars a year that it counts, here about 254.5.
 */
describe('weights of bt: all of the capital while the fast average is above the slow one', () => {
  it.each([
    {
      fees: 0,
      last: 164_566.397141,
      values: [
        [1276, 92_855.85486100001],
        [2552, 106_622.93874299999],
        [3828, 143_133.55865100003],
      ],
      sizes: [68, 67],
      drawdown: -0.2946497812365131,
    },
    {
      fees: 0.001,
      last: 138_379.9149195519,
      values: [
        [1276, 88_721.85987579911],
        [2552, 97_588.10397328799],
        [3828, 125_619.38190651892],
      ],
      sizes: [68, 66],
      drawdown: -0.3128308741089856,
    },
  ])('commission $fees: $last', ({ fees, last, values, sizes, drawdown }) => {
    const set = { fillTiming: 'signalClose', units: 'whole', annualDays: 252 }
    const { fields: profile } = overrideProfile(findProfile('sextant'), set)
    const { up, down } = crossesStrictly(average(bars.close, 10, 6), average(bars.close, 30, 6))
    const costs = { cash: 100_000, fees, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 }
    const signals = signalsOf(bars.rows, { entryLong: up, exitLong: down })
    const result = simulate({ bars, profile, costs, signals })
    // 175 transactions there: 88 purchases and 87 sales.
    expect(result.trades).toHaveLength(88)
    expect(result.trades.slice(0, 2).map((trade) => trade.size)).toEqual(sizes)
    for (const [bar, value] of values) expect(off(result.equity[bar!], value!)).toBeLessThan(1e-9)
    const metrics = metricsFor({ bars, result, profile, cash: 100_000 })
    expect(off(metrics.finalEquity, last)).toBeLessThan(1e-9)
    expect(off(metrics.maxDrawdown, drawdown)).toBeLessThan(1e-9)
  })
})
