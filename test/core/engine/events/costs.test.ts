import { describe, expect, it } from 'vitest'

import { createFees, FeeSpec } from '../../../../core/engine/events/fees.ts'
import { createFinancing } from '../../../../core/engine/events/financing.ts'
import { createSlippage } from '../../../../core/engine/events/slippage.ts'
import { play } from './scripted.ts'

const fill = { units: 300, price: 20, maker: false, traded: 0 }

describe('fees', () => {
  it.each<[FeeSpec, number]>([
    [{ kind: 'percent', rate: 0.001 }, 6],
    [{ kind: 'perShare', amount: 0.005 }, 1.5],
    [{ kind: 'perContract', amount: 2, contractSize: 100 }, 6],
    [{ kind: 'perContract', amount: 2, contractSize: 70 }, 10],
    [{ kind: 'fixed', amount: 4.95 }, 4.95],
    [{ kind: 'makerTaker', maker: -0.0001, taker: 0.0005 }, 3],
    [{ kind: 'minimum', minimum: 2, of: { kind: 'perShare', amount: 0.005 } }, 2],
    [
      {
        kind: 'sum',
        of: [
          { kind: 'percent', rate: 0.001 },
          { kind: 'fixed', amount: 1 },
        ],
      },
      7,
    ],
  ])('%j of 300 units at 20 is %d', (spec, fee) => {
    expect(createFees(FeeSpec.parse(spec)).fee(fill)).toBeCloseTo(fee, 12)
  })

  it('takes the tier that the value traded so far has reached, and rewards a resting order', () => {
    const tiers = [
      { upTo: 10_000, rate: 0.001 },
      { upTo: 50_000, rate: 0.0005 },
      { upTo: null, rate: 0.0002 },
    ]
    const fees = createFees({ kind: 'tiered', tiers })
    expect([0, 9_999, 10_000, 49_999, 1e9].map((traded) => fees.fee({ ...fill, traded }))).toEqual(
      [6, 6, 3, 3, 1.2].map((value) => expect.closeTo(value, 12) as number),
    )
    expect(createFees({ kind: 'makerTaker', maker: -0.0001, taker: 0.0005 }).fee({ ...fill, maker: true })).toBeCloseTo(
      -0.6,
      12,
    )
  })

  it('refuses a schedule that is none', () => {
    expect(FeeSpec.safeParse({ kind: 'percent', rate: 2 }).success).toBe(false)
    expect(FeeSpec.safeParse({ kind: 'percent', rate: 0.1, minimum: 1 }).success).toBe(false)
    expect(FeeSpec.safeParse({ kind: 'unknown' }).success).toBe(false)
  })
})

describe('slippage', () => {
  const order = { side: 1, quoted: 50, units: 100, volume: 10_000, deviation: 0.02 }
  it('is an amount, a fraction, or grows with the share of the volume', () => {
    expect(createSlippage({ kind: 'constant', amount: 0.01 }).slip(order)).toBe(0.01)
    expect(createSlippage({ kind: 'percent', rate: 0.0005 }).slip(order)).toBeCloseTo(0.025, 12)
    // zipline's rule: impact 0.1, a tenth of the volume: 0.1 x 0.1^2 of the price.
    expect(createSlippage({ kind: 'volumeShare', impact: 0.1 }).slip({ ...order, units: 1000 })).toBeCloseTo(0.05, 12)
    // One hundredth of the volume at a deviation of 2 %: 50 x 0.02 x 0.1.
    expect(createSlippage({ kind: 'squareRoot', coefficient: 1 }).slip(order)).toBeCloseTo(0.1, 12)
  })

  it('does not guess without volume or history', () => {
    expect(createSlippage({ kind: 'volumeShare', impact: 0.1 }).slip({ ...order, volume: Number.NaN })).toBe(0)
    expect(createSlippage({ kind: 'squareRoot', coefficient: 1 }).slip({ ...order, volume: 0 })).toBe(0)
    expect(createSlippage({ kind: 'squareRoot', coefficient: 1 }).slip({ ...order, deviation: Number.NaN })).toBe(0)
  })
})

describe('financing', () => {
  const from = Date.UTC(2024, 0, 1)
  const held = { cash: -36_000, longValue: 10_000, shortValue: 7_200, from, to: from + 86_400_000 }
  it('charges borrowed shares and cash by the day, and funding at its hours', () => {
    expect(createFinancing({ kind: 'borrow', annual: 0.05, yearDays: 360 }).cost(held)).toBeCloseTo(1, 12)
    expect(createFinancing({ kind: 'marginInterest', annual: 0.06, yearDays: 360 }).cost(held)).toBeCloseTo(6, 12)
    expect(createFinancing({ kind: 'marginInterest', annual: 0.06, yearDays: 360 }).cost({ ...held, cash: 5 })).toBe(0)
    const funding = createFinancing({ kind: 'funding', rate: 0.0001, everyHours: 8 })
    expect(funding.cost(held)).toBeCloseTo(3 * 0.0001 * 2_800, 12)
    expect(funding.cost({ ...held, from: from + 1, to: from + 3_600_000 })).toBe(0)
  })
})

describe('costs in a run', () => {
  const rows = Array.from({ length: 4 }, () => [100, 100, 100, 100])
  it('takes what the strategy brings in place of what the request says', () => {
    const at = { 0: (b: { buy: (n: number) => unknown }) => void b.buy(10) }
    expect(play({ rows, at, costs: { fees: 0.01, feeFixed: 1 } }).cash.at(-1)).toBeCloseTo(10_000 - 1_000 - 11, 9)
    expect(play({ rows, at, costs: { fees: 0.01 }, own: { fees: { kind: 'fixed', amount: 3 } } }).cash.at(-1)).toBe(
      8_997,
    )
    expect(play({ rows, at, costs: { fees: 0.01 }, set: { feeBase: 'perUnit' } }).cash.at(-1)).toBeCloseTo(
      9_000 - 0.1,
      9,
    )
    expect(play({ rows, at, costs: { slippage: 0.01, spread: 0.02 } }).fills).toEqual(['1 buy 10 @ 102'])
    expect(play({ rows, at, own: { slippage: { kind: 'constant', amount: 0.25 } } }).fills).toEqual([
      '1 buy 10 @ 100.25',
    ])
  })

  it('never worsens a limit, and lowers the fee of one that rested', () => {
    const falling = [...rows, [99, 99, 95, 96]]
    const run = play({
      rows: falling,
      costs: { slippage: 0.01, spread: 0.02 },
      own: { fees: { kind: 'makerTaker', maker: 0, taker: 0.01 } },
      at: { 0: (b) => void b.buy(10, { type: 'limit', limit: 97 }) },
    })
    expect(run.fills).toEqual(['4 buy 10 @ 97'])
    expect(run.cash.at(-1)).toBe(10_000 - 970)
  })

  it('takes financing from the cash, keeps it out of the trades and says so', () => {
    const run = play({
      rows,
      own: { financing: [{ kind: 'borrow', annual: 0.36, yearDays: 360 }] },
      at: { 0: (b) => void b.sell(10) },
    })
    // 0.1 % of 1000 for each of the two days on which it was held.
    expect(run.equity.at(-1)).toBeCloseTo(10_000 - 2, 9)
    expect(run.trades[0]!.pnl).toBeCloseTo(0, 12)
    expect(run.warnings.join()).toContain('Holding cost 2.00')
  })
})
