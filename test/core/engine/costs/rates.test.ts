import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { ratesOf } from '../../../../core/engine/costs/rates.ts'
import type { Rates } from '../../../../core/engine/costs/rates.ts'
import { simulateByEvents } from '../../../../core/engine/events/rule-driver.ts'
import { simulatePortfolioByEvents } from '../../../../core/engine/events/rule-portfolio.ts'
import { simulatePortfolio } from '../../../../core/engine/portfolio/portfolio.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import type { Simulation } from '../../../../core/engine/types.ts'
import type { Bars } from '../../../../core/market-data/bars.ts'
import { anyCostSpec, anySimulation } from '../arbitrary.ts'
import { barsOf, free } from '../events/scripted.ts'
import { constant, signalsOf } from '../reference.ts'

const day = 86_400_000
const still = [100, 100, 100, 100]
const flat = (rows: number) => barsOf(Array.from({ length: rows }, () => still))

/** Rates that change at every open and close, like prices. */
const ratesFor = (rows: number) =>
  fc
    .array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 2 * rows, maxLength: 2 * rows })
    .map((values): Rates => ({
      open: Float64Array.from(values.slice(0, rows)),
      close: Float64Array.from(values.slice(rows)),
    }))

function inAccountCurrency(bars: Bars, { open, close }: Rates): Bars {
  const times = (column: Float64Array, rate: Float64Array) => column.map((price, i) => price * rate[i]!)
  return {
    ...bars,
    open: times(bars.open, open),
    high: times(bars.high, open),
    low: times(bars.low, open),
    close: times(bars.close, close),
  }
}

const near = (a: number, b: number, scale: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-8 * scale)

describe('exchange rates', () => {
  it('are the last close of the pair that has ended, at the open and at the close of each bar', () => {
    const bars = flat(3)
    const pair = {
      ...flat(2),
      close: Float64Array.from([1.1, 1.2]),
      ts: Float64Array.from([bars.ts[0]! - day, bars.ts[1]!]),
    }
    const { open, close } = ratesOf({ bars, barMs: day, pair, pairMs: day, inverse: false })
    expect([...open]).toEqual([1.1, 1.1, 1.2])
    expect([...close]).toEqual([1.1, 1.2, 1.2])
    const inverse = ratesOf({ bars, barMs: day, pair, pairMs: day, inverse: true })
    expect(inverse.open[0]).toBe(1 / 1.1)
    expect(() => ratesOf({ bars, barMs: day, pair: flat(3), pairMs: day, inverse: false })).toThrow(/No exchange rate/)
  })

  it('turn profits and fees at each fill, and what is held at each close', () => {
    // 10,000 dollars buy 10,000 / (1.25 x 100) units for euros; sold at 1.5.
    const rates = { open: Float64Array.from([1.2, 1.25, 1.3, 1.5]), close: Float64Array.from([1.25, 1.3, 1.4, 1.6]) }
    const { trades, equity } = simulate({
      bars: flat(4),
      rates,
      profile: findProfile('sextant').fields,
      costs: { ...free, fees: 0.001 },
      signals: signalsOf(4, {
        entryLong: Uint8Array.from([1, 0, 0, 0]),
        exitLong: Uint8Array.from([0, 0, 1, 0]),
        sizing: { kind: 'units', units: 10 },
      }),
    })
    expect(trades[0]).toMatchObject({ size: 10, entryPrice: 100, exitPrice: 100, entryRate: 1.25, exitRate: 1.5 })
    expect(trades[0]!.entryFee).toBeCloseTo(1.25, 12)
    expect(trades[0]!.exitFee).toBeCloseTo(1.5, 12)
    expect(trades[0]!.pnl).toBeCloseTo(250 - 2.75, 9)
    expect(trades[0]!.return).toBeCloseTo((250 - 2.75) / 1250, 12)
    expect(equity[1]).toBeCloseTo(10_000 - 1.25 + 10 * 100 * (1.3 - 1.25), 9)
    expect(equity[2]).toBeCloseTo(10_000 - 1.25 + 10 * 100 * (1.4 - 1.25), 9)
    expect(equity[3]).toBeCloseTo(10_000 + 250 - 2.75, 9)
  })

  it('leave levels to the prices of the series', () => {
    const bars = barsOf([still, still, [100, 100, 94, 96]])
    const rates = { open: Float64Array.from([1, 1, 2]), close: Float64Array.from([1, 1, 2]) }
    const { trades } = simulate({
      bars,
      rates,
      profile: findProfile('sextant').fields,
      costs: free,
      signals: signalsOf(3, { entryLong: Uint8Array.from([1, 0, 0]), stopLoss: constant(3, 0.05) }),
    })
    expect(trades[0]).toMatchObject({ exitPrice: 95, exitReason: 'stopLoss' })
    expect(trades[0]!.pnl).toBeCloseTo(100 * (95 * 2 - 100), 9)
  })

  it('give what a run on prices in the account’s currency gives', () => {
    // Nor shorts and leverage: a close outside of its converted bar would be liquidated at another moment.
    const rules = [
      'entryShort',
      'stopLoss',
      'takeProfit',
      'targets',
      'trailingStop',
      'trailingThen',
      'entryLimit',
      'entryStop',
    ]
    const plain = anySimulation.chain((given) =>
      fc.record({ given: fc.constant(given), rates: ratesFor(given.bars.rows), percent: fc.constantFrom(50, 100) }),
    )
    fc.assert(
      fc.property(plain, anyCostSpec, ({ given, rates, percent }, costs) => {
        const none = Object.fromEntries(rules.map((rule) => [rule, null]))
        const signals = { ...given.signals, ...none, sizing: { kind: 'percent', percent } as const }
        // A slipped price that is kept in the bar is kept in that of its own currency; a constant amount is of that currency.
        const slippage = costs.slippage?.kind === 'percent' ? { slippage: costs.slippage } : { slippage: undefined }
        const shortOfCash = given.profile.shortOfCash === 'refuse' ? 'refuse' : 'cut'
        const profile = { ...given.profile, slippageCap: 'none', shortOfCash } as const
        const own: Simulation = {
          bars: given.bars,
          signals,
          profile,
          costs: { ...given.costs, leverage: 1, costs: { ...costs, ...slippage } },
        }
        const foreign = simulate({ ...own, rates })
        const home = simulate({ ...own, bars: inAccountCurrency(own.bars, rates) })
        expect(foreign.trades).toHaveLength(home.trades.length)
        const scale = Math.max(given.costs.cash, ...home.equity.map(Math.abs))
        foreign.trades.forEach(({ pnl, entryFee }, i) => {
          near(pnl, home.trades[i]!.pnl, scale)
          near(entryFee, home.trades[i]!.entryFee, scale)
        })
        foreign.equity.forEach((value, i) => near(value, home.equity[i]!, scale))
      }),
      { numRuns: 300 },
    )
  })

  it('are the same in both drivers, alone and beside a series in the account’s currency', () => {
    const both = fc.tuple(anySimulation, anySimulation, anyCostSpec).chain(([first, second, costs]) =>
      fc.record({
        first: fc.constant({ ...first, costs: { ...first.costs, costs } }),
        second: fc.constant(second),
        rates: ratesFor(first.bars.rows),
      }),
    )
    fc.assert(
      fc.property(both, ({ first, second, rates }) => {
        const foreign = { ...first, rates }
        const alone = simulate(foreign)
        expect(simulateByEvents(foreign)).toEqual(alone)
        const { profile, costs, bars, signals, actions = null } = first
        const single = simulatePortfolio({ series: [{ bars, signals, actions, rates }], profile, costs })
        expect(single.equity).toEqual(alone.equity)
        const series = [
          { bars, signals, actions, rates },
          { bars: second.bars, signals: second.signals, actions: second.actions ?? null },
        ].map((one) => ({
          ...one,
          signals: { ...one.signals, constraints: { ...one.signals.constraints, maxPositions: 2 } },
        }))
        expect(simulatePortfolioByEvents({ series, profile, costs })).toEqual(
          simulatePortfolio({ series, profile, costs }),
        )
      }),
      { numRuns: 300 },
    )
  })
})
