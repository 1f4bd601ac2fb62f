import { describe, expect, it } from 'vitest'

import type { CostSpec } from '../../../../core/contract/costs.ts'
import { findProfile, overrideProfile } from '../../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import type { Costs } from '../../../../core/engine/types.ts'
import type { Bars } from '../../../../core/market-data/bars.ts'
import type { Signals } from '../../../../core/strategy/signals.ts'
import { signalsOf } from '../reference.ts'

const plain: Costs = { cash: 10_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 }

/** Daily bars that open, stay and close at a price, with a volume each. */
function flatBars(prices: readonly number[], volumes: readonly number[]): Bars {
  const column = (value: (i: number) => number) => Float64Array.from(prices, (_, i) => value(i))
  const price = column((i) => prices[i]!)
  return {
    rows: prices.length,
    ts: column((i) => Date.UTC(2024, 0, 1 + i)),
    open: price,
    high: price,
    low: price,
    close: price,
    volume: column((i) => volumes[i]!),
  }
}

function run(
  given: { prices: readonly number[]; volumes?: readonly number[]; enter: number; exit?: number; short?: boolean },
  costs: CostSpec,
  more: { signals?: Partial<Signals>; costs?: Partial<Costs>; set?: Record<string, string> } = {},
) {
  const bars = flatBars(given.prices, given.volumes ?? given.prices.map(() => 1000))
  const at = (bar: number | undefined) => Uint8Array.from(given.prices, (_, i) => (i === bar ? 1 : 0))
  const rules =
    given.short === true
      ? { entryShort: at(given.enter), exitShort: at(given.exit) }
      : { entryLong: at(given.enter), exitLong: at(given.exit) }
  return simulate({
    bars,
    signals: signalsOf(given.prices.length, { ...rules, ...more.signals }),
    profile: overrideProfile(findProfile('sextant'), more.set ?? {}).fields,
    costs: { ...plain, ...more.costs, costs },
  })
}

describe('rules under cost models, by hand', () => {
  it('spend all cash on units and a fee with a minimum', () => {
    const fees = { kind: 'minimum', minimum: 100, of: { kind: 'perShare', amount: 0.5 } } as const
    const { trades, cash } = run({ prices: [100, 100, 100, 120, 120], enter: 0, exit: 2 }, { fees })
    // 99 units at 100 and a fee of 100; out at 120 with the same fee.
    expect(trades[0]!.size).toBeCloseTo(99, 9)
    expect(trades[0]).toMatchObject({ entryFee: 100, exitFee: 100 })
    expect(cash.at(-1)).toBeCloseTo(99 * 120 - 100, 6)
  })

  it('pay for their own share of the volume', () => {
    const slippage = { kind: 'volumeShare', impact: 0.1 } as const
    const units = { kind: 'units', units: 100 } as const
    const { trades } = run(
      { prices: [50, 50, 50, 50], enter: 0, exit: 1 },
      { slippage },
      { signals: { sizing: units } },
    )
    // A tenth of the volume: 0.1 x 0.1^2 of the price each way.
    expect(trades[0]!.entryPrice).toBeCloseTo(50 * 1.001, 12)
    expect(trades[0]!.exitPrice).toBeCloseTo(50 * 0.999, 12)
    expect(
      run({ prices: [50, 50, 50, 50], enter: 0, exit: 1, volumes: [NaN, NaN, NaN, NaN] }, { slippage }).warnings,
    ).toEqual([expect.stringContaining('no volume')])
  })

  it('cut an entry to its share of the bar and leave over as many opens as it takes', () => {
    const { trades, orders, warnings, cash } = run(
      { prices: [10, 10, 10, 11, 12, 13, 14], volumes: [1000, 1000, 1000, 400, 400, 400, 400], enter: 0, exit: 2 },
      { volumeShare: 0.1 },
    )
    expect(trades.map(({ size, entryBar, exitBar, exitPrice }) => [size, entryBar, exitBar, exitPrice])).toEqual([
      [40, 1, 3, 11],
      [40, 1, 4, 12],
      [20, 1, 5, 13],
    ])
    expect(orders.filter(({ reason }) => reason === 'signal')).toHaveLength(3)
    expect(cash.at(-1)).toBe(10_000 - 1000 + 40 * 11 + 40 * 12 + 20 * 13)
    expect(warnings).toContainEqual(expect.stringContaining('cut to the share of the bar'))
  })

  it('fill nothing on a bar without volume, and say so', () => {
    const { trades, orders } = run({ prices: [10, 10, 10], volumes: [0, 0, 0], enter: 0 }, { volumeShare: 0.1 })
    expect(trades).toEqual([])
    expect(orders).toMatchObject([{ status: 'rejected', reason: 'no volume left on the bar' }])
  })

  it('pay for borrowed shares by the day, for borrowed cash, and funding at its hours', () => {
    const prices = [100, 100, 100, 100, 100]
    const units = { signals: { sizing: { kind: 'units', units: 50 } as const } }
    const short = run(
      { prices, enter: 0, exit: 3, short: true },
      { financing: [{ kind: 'borrow', annual: 0.36, yearDays: 360 }] },
      units,
    )
    // 0.1 % of 5000 a day, from the second bar to the fifth.
    expect(short.cash.at(-1)).toBeCloseTo(10_000 - 15, 9)
    expect(short.trades[0]!.pnl).toBeCloseTo(0, 12)
    const levered = run(
      { prices, enter: 0, exit: 3 },
      { financing: [{ kind: 'marginInterest', annual: 0.36, yearDays: 360 }] },
      { costs: { leverage: 2 }, signals: { sizing: { kind: 'value', value: 20_000 } } },
    )
    // 10,000 borrowed, then the interest on the interest.
    expect(levered.cash.at(-1)).toBeCloseTo(10_000 * (2 - 1.001 ** 3), 6)
    const perpetual = run(
      { prices, enter: 0, exit: 3 },
      { financing: [{ kind: 'funding', rate: 0.0001, everyHours: 8 }] },
      units,
    )
    expect(perpetual.cash.at(-1)).toBeCloseTo(10_000 - 9 * 0.5, 9)
    expect(perpetual.warnings).toContainEqual(expect.stringContaining('Holding cost 4.50'))
  })

  it('step down the tiers of a schedule as value is traded', () => {
    const tiers = [
      { upTo: 9000, rate: 0.01 },
      { upTo: null, rate: 0.001 },
    ]
    const { trades } = run(
      { prices: [100, 100, 100, 100], enter: 0, exit: 1 },
      { fees: { kind: 'tiered', tiers } },
      { signals: { sizing: { kind: 'units', units: 95 } } },
    )
    expect(trades[0]!.entryFee).toBeCloseTo(95, 9)
    expect(trades[0]!.exitFee).toBeCloseTo(9.5, 9)
  })

  it('take as makers where a limit rested inside its bar, and as takers at the open', () => {
    const fees = { kind: 'makerTaker', maker: 0, taker: 0.01 } as const
    const bars = flatBars([100, 100, 100], [1000, 1000, 1000])
    const limits = { sizing: { kind: 'units', units: 10 } as const, entryLong: Uint8Array.from([1, 0, 0]) }
    const bought = (limit: number) =>
      simulate({
        bars: {
          ...bars,
          open: Float64Array.from([100, 101, 100]),
          high: Float64Array.from([101, 101, 101]),
          low: Float64Array.from([99, 99, 99]),
        },
        signals: signalsOf(3, { ...limits, entryLimit: new Float64Array(3).fill(limit) }),
        profile: findProfile('sextant').fields,
        costs: { ...plain, costs: { fees } },
      }).trades[0]!
    expect(bought(100)).toMatchObject({ entryPrice: 100, entryFee: 0 })
    expect(bought(102)).toMatchObject({ entryPrice: 101 })
    expect(bought(102).entryFee).toBeCloseTo(10.1, 9)
  })
})
