import { describe, expect, it } from 'vitest'
import { spread } from '../../../../renderer/features/runs/equity-option.ts'
import { bestOf, metricRows, verdict } from '../../../../renderer/features/runs/metric-rows.ts'

const row = (name: string) => metricRows.find((one) => one.name === name)!

describe('the comparison of two runs', () => {
  it('says better and worse, not up and down', () => {
    expect(verdict(row('totalReturn'), 0.5, 0.4)).toBe(1)
    expect(verdict(row('volatility'), 0.5, 0.4)).toBe(-1)
    expect(verdict(row('totalFees'), 100, 400)).toBe(1)
    // Drawdowns are negative: −30% is worse than −20%.
    expect(verdict(row('maxDrawdown'), -0.3, -0.2)).toBe(-1)
    expect(verdict(row('maxDrawdownDays'), 584, 773)).toBe(1)
  })

  it('gives no mark where neither way is better, where a value is missing, or where the figures read the same', () => {
    expect(verdict(row('trades'), 50, 10)).toBe(0)
    expect(verdict(row('sharpe'), null, 1)).toBe(0)
    expect(verdict(row('sharpe'), 1.0001, 1)).toBe(0)
  })

  it('marks the best of a row, and both where they read the same', () => {
    expect(bestOf(row('sharpe'), [1, 2, null])).toEqual([1])
    expect(bestOf(row('maxDrawdown'), [-0.3, -0.2, -0.25])).toEqual([1])
    expect(bestOf(row('sharpe'), [1.001, 1.002, 0.5])).toEqual([0, 1])
    expect(bestOf(row('sharpe'), [1, 1])).toEqual([])
    expect(bestOf(row('trades'), [1, 2])).toEqual([])
  })

  it('writes differences in the unit of the figure', () => {
    expect(row('totalReturn').delta(0.107)).toBe('+10.70')
    expect(row('maxDrawdown').delta(-0.0001)).toBe('−0.01')
    expect(row('totalFees').text(11_286)).toBe('11,286')
    expect(row('sharpe').text(null)).toBe('—')
  })
})

describe('letters at the ends of lines', () => {
  it('keeps them apart, in the order of the values, inside the plot', () => {
    const values = [1, 1.02, 0.2, 1.01]
    const rows = values.map((value) => (2 - value) * 100)
    const shifted = spread(values, [0, 2], 200).map((down, at) => rows[at]! + down)
    const sorted = shifted.toSorted((a, b) => a - b)
    for (let n = 1; n < sorted.length; n++) expect(sorted[n]! - sorted[n - 1]!).toBeGreaterThanOrEqual(20 - 1e-9)
    expect(shifted.map((_, at) => at).toSorted((a, b) => shifted[a]! - shifted[b]!)).toEqual([1, 3, 0, 2])
    expect(spread([1, 2], [0, 2], 200)).toEqual([0, 0])
  })
})
