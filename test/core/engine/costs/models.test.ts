import { describe, expect, it } from 'vitest'

import { FeeSpec, FinancingSpec } from '../../../../core/contract/costs.ts'
import { createFees } from '../../../../core/engine/costs/fees.ts'
import { createFinancing } from '../../../../core/engine/costs/financing.ts'
import { createSlippage } from '../../../../core/engine/costs/slippage.ts'
import { play } from '../events/scripted.ts'

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

  it('has the published examples of a broker’s tariff', () => {
    // Interactive Brokers, US stocks, fixed pricing: 0.005 a share, at least 1.00, at most 1 % of the value.
    const fees = createFees({
      kind: 'maximum',
      maximum: 0.01,
      of: { kind: 'minimum', minimum: 1, of: { kind: 'perShare', amount: 0.005 } },
    })
    const cost = (units: number, price: number) => fees.fee({ units, price, maker: false, traded: 0 })
    expect(cost(100, 25)).toBe(1)
    expect(cost(1000, 25)).toBe(5)
    expect(cost(1000, 0.25)).toBe(2.5)
  })

  it('refuses a schedule that is none', () => {
    expect(FeeSpec.safeParse({ kind: 'percent', rate: 2 }).success).toBe(false)
    expect(FeeSpec.safeParse({ kind: 'percent', rate: 0.1, minimum: 1 }).success).toBe(false)
    expect(FeeSpec.safeParse({ kind: 'unknown' }).success).toBe(false)
  })
})

describe('slippage', () => {
  const order = { units: 100, volume: 10_000, deviation: 0.02 }
  it('is an amount, a fraction, or grows with the share of the volume', () => {
    expect(createSlippage({ kind: 'constant', amount: 0.01 })).toMatchObject({ amount: 0.01, bySize: false })
    expect(createSlippage({ kind: 'percent', rate: 0.0005 }).slip(order)).toBe(0.0005)
    // zipline's rule: impact 0.1, a tenth of the volume: 0.1 x 0.1^2 of the price.
    expect(createSlippage({ kind: 'volumeShare', impact: 0.1 }).slip({ ...order, units: 1000 })).toBeCloseTo(0.001, 12)
    // One hundredth of the volume at a deviation of 2 %: 0.02 x 0.1 of the price.
    expect(createSlippage({ kind: 'squareRoot', coefficient: 1 }).slip(order)).toBeCloseTo(0.002, 12)
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

describe('rollover', () => {
  const held = { cash: 0, longValue: 200_000, shortValue: 0 }
  const at = (day: number, hour: number) => Date.UTC(2007, 10, day, hour)
  const night = createFinancing(FinancingSpec.parse({ kind: 'rollover', base: 0.035, quote: 0.0015 }))
  it('is the difference of the two rates for each night, three on Wednesday, none at the weekend', () => {
    // A published example: two lots of USDJPY held over a night of November 2007 receive USD 18.61.
    expect(night.cost({ ...held, from: at(6, 12), to: at(7, 12) })).toBeCloseTo(-18.61, 2)
    expect(night.cost({ ...held, from: at(6, 12), to: at(6, 21) })).toBeCloseTo(0, 12)
    expect(night.cost({ ...held, from: at(7, 12), to: at(8, 12) })).toBeCloseTo(-3 * 18.611111, 4)
    expect(night.cost({ ...held, from: at(9, 23), to: at(12, 12) })).toBeCloseTo(0, 12)
    expect(night.cost({ ...held, from: at(5, 0), to: at(12, 0) })).toBeCloseTo(-7 * 18.611111, 4)
  })

  it('takes from a short what it gives a long, and the markup from both', () => {
    const time = { from: at(6, 12), to: at(7, 12) }
    const short = { cash: 0, longValue: 0, shortValue: 200_000, ...time }
    expect(night.cost(short)).toBeCloseTo(18.61, 2)
    const marked = createFinancing(
      FinancingSpec.parse({ kind: 'rollover', base: 0.035, quote: 0.0015, markup: 0.0036 }),
    )
    expect(marked.cost(short)).toBeCloseTo(18.61 + 2, 2)
    expect(marked.cost({ ...held, ...time })).toBeCloseTo(-18.61 + 2, 2)
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
