import { describe, expect, it } from 'vitest'

import type { FeeSpec } from '../../../../core/contract/costs.ts'
import { createFees } from '../../../../core/engine/costs/fees.ts'
import { createSlippage } from '../../../../core/engine/costs/slippage.ts'

const fee = (spec: FeeSpec, units: number, price: number) =>
  createFees(spec).fee({ units, price, maker: false, traded: 0 })

/** Figures that the tests of zipline-reloaded state (tests/finance/test_commissions.py, test_slippage.py). */
describe('what zipline states of its costs', () => {
  it.each([
    ['$0.0075 a share of 230', { kind: 'perShare', amount: 0.0075 }, 230, 100, 1.725],
    ['$0.0075 a share of 170', { kind: 'perShare', amount: 0.0075 }, 170, 101, 1.275],
    ['$0.0075 a share of 100', { kind: 'perShare', amount: 0.0075 }, 100, 102, 0.75],
    ['0.15 % of 230 at 100', { kind: 'percent', rate: 0.0015 }, 230, 100, 34.5],
    ['0.15 % of 170 at 101', { kind: 'percent', rate: 0.0015 }, 170, 101, 25.755],
    ['0.15 % of 100 at 102', { kind: 'percent', rate: 0.0015 }, 100, 102, 15.3],
    ['$10 a trade', { kind: 'fixed', amount: 10 }, 230, 100, 10],
    ['at least $2.50', { kind: 'minimum', minimum: 2.5, of: { kind: 'perShare', amount: 0.0075 } }, 230, 100, 2.5],
    ['at least $1', { kind: 'minimum', minimum: 1, of: { kind: 'perShare', amount: 0.0075 } }, 230, 100, 1.725],
  ] satisfies [string, FeeSpec, number, number, number][])('%s: a fee', (_, spec, units, price, expected) => {
    expect(fee(spec, units, price)).toBeCloseTo(expected, 7)
  })

  it.each([
    [1, 3.50021875],
    [-1, 3.49978125],
  ])('volume share, side %d: 50 of 2000 units move 3.50 to %d', (side, expected) => {
    const { slip } = createSlippage({ kind: 'volumeShare', impact: 0.1 })
    const moved = 3.5 * slip({ units: 50, volume: 2000, deviation: Number.NaN })
    expect(3.5 + side * moved).toBeCloseTo(expected, 10)
  })
})
