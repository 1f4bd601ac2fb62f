import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { niceStep, priceDecimals, rowOf, valueTicks } from '../../../../renderer/ui/price-chart/price-ticks.ts'

describe('the value axis', () => {
  it('steps by 1, 2, 2.5 or 5 times a power of ten', () => {
    expect([0.11, 1, 1.7, 2.2, 3, 7, 70].map(niceStep)).toEqual([0.2, 1, 2, 2.5, 5, 10, 100])
  })

  it('puts round values inside the pane, in linear and log form', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e5, noNaN: true }),
        fc.double({ min: 1.001, max: 500, noNaN: true }),
        fc.integer({ min: 60, max: 900 }),
        fc.boolean(),
        (from, ratio, height, log) => {
          for (const { value, coord } of valueTicks({ from, to: from * ratio, height, log })) {
            expect(coord).toBeGreaterThan(0)
            expect(coord).toBeLessThan(height)
            expect(rowOf(value, { from, to: from * ratio, height, log })).toBeCloseTo(coord, 9)
          }
        },
      ),
    )
  })

  it('puts equal ratios at equal distances on a log axis', () => {
    const scale = { from: 100, to: 1600, height: 400, log: true }
    expect([100, 200, 400, 800, 1600].map((value) => Math.round(rowOf(value, scale)))).toEqual([400, 300, 200, 100, 0])
  })

  it('shows no more decimals than the price carries meaning', () => {
    expect(priceDecimals(6, 2842.429932)).toBe(2)
    expect(priceDecimals(5, 1.08345)).toBe(5)
    expect(priceDecimals(8, 0.00001234)).toBe(8)
    expect(priceDecimals(2, 104.5)).toBe(2)
    expect(priceDecimals(0, 38_000)).toBe(0)
  })
})
