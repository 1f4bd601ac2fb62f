import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createActions } from '../../../core/engine/actions/actions.ts'
import type { CorporateAction } from '../../../core/engine/actions/actions.ts'
import { simulateByEvents } from '../../../core/engine/events/rule-driver.ts'
import { simulatePortfolio } from '../../../core/engine/portfolio/portfolio.ts'
import { findProfile } from '../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../core/engine/simulate.ts'
import type { Simulation, SimulationResult } from '../../../core/engine/types.ts'
import type { ProfileFields } from '../../../core/contract/profile.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import type { Signals } from '../../../core/strategy/signals.ts'
import { anyActions, anyBars } from './arbitrary.ts'
import { barsOf, free } from './events/scripted.ts'
import { signalsOf } from './reference.ts'

const on = (rows: number, ...bars: number[]) => Uint8Array.from({ length: rows }, (_, i) => (bars.includes(i) ? 1 : 0))
const all = (rows: number, value: number) => new Float64Array(rows).fill(value)

interface Case {
  readonly bars: Bars
  readonly actions: readonly CorporateAction[]
  readonly rules: Partial<Signals>
  readonly set?: Partial<ProfileFields>
}

/** The same from both drivers. */
function run({ bars, actions, rules, set = {} }: Case): SimulationResult {
  const simulation: Simulation = {
    bars,
    signals: signalsOf(bars.rows, { sizing: { kind: 'units', units: 10 }, ...rules }),
    profile: { ...findProfile('sextant').fields, ...set },
    costs: free,
    actions: createActions(bars, actions),
  }
  const result = simulate(simulation)
  expect(simulateByEvents(simulation)).toEqual(result)
  return result
}

const flat = (...closes: number[]) => barsOf(closes.map((price) => [price, price, price, price]))
const split = (bar: number, ratio: number): CorporateAction => ({ bar, split: ratio, dividend: 0 })
const dividend = (bar: number, amount: number): CorporateAction => ({ bar, split: 1, dividend: amount })

describe('a split', () => {
  it('multiplies the units and divides the price paid: two for one leaves the equity as it was, to the bit', () => {
    const { equity, trades, positionValue } = run({
      bars: flat(100, 100, 104, 52, 52, 53),
      actions: [split(3, 2)],
      rules: { entryLong: on(6, 0), exitLong: on(6, 4) },
    })
    expect([...equity]).toEqual([10_000, 10_000, 10_040, 10_040, 10_040, 10_060])
    expect(positionValue[3]).toBe(20 * 52)
    expect(trades).toMatchObject([{ size: 20, entryPrice: 50, exitPrice: 53, pnl: 60, split: 2, mae: 0, dividends: 0 }])
    expect(trades[0]!.mfe).toBeCloseTo(0.06, 14)
    expect(trades[0]!.return).toBeCloseTo(0.06, 14)
  })

  it('shows the order of the entry as it was filled', () => {
    const { orders } = run({
      bars: flat(100, 100, 104, 52, 53),
      actions: [split(3, 2)],
      rules: { entryLong: on(5, 0), exitLong: on(5, 3) },
    })
    expect(orders).toMatchObject([
      { bar: 1, side: 'buy', size: 10, price: 100 },
      { bar: 4, side: 'sell', size: 20, price: 53 },
    ])
  })

  it.each([
    { name: 'stop', rules: { stopLoss: all(6, 0.1) }, at: 45, reason: 'stopLoss' },
    { name: 'target', rules: { takeProfit: all(6, 0.3) }, at: 65, reason: 'takeProfit' },
    // 10 % below the high of 110 before the split.
    { name: 'trailing extreme', rules: { trailingStop: all(6, 0.1) }, at: 49.5, reason: 'trailingStop' },
  ])('moves the $name with the price', ({ rules, at, reason }) => {
    const bars = barsOf([
      [100, 100, 100, 100],
      [100, 110, 100, 104],
      [52, 53, 51, 52],
      [52, 53, 51, 52],
      [52, 70, 40, 52],
      [52, 52, 52, 52],
    ])
    const { trades } = run({
      bars,
      actions: [split(2, 2)],
      rules: { entryLong: on(6, 0), ...rules },
      set: { sameBar: reason === 'takeProfit' ? 'targetFirst' : 'stopFirst' },
    })
    expect(trades[0]).toMatchObject({ exitBar: 4, exitReason: reason })
    expect(trades[0]!.exitPrice).toBeCloseTo(at, 12)
  })

  it('pays a fraction of a unit out at the last close where units are whole', () => {
    // 7 units become 10.5; half a unit is worth 30 at the last close of 60, and cost 90 / 1.5 = 60 x 0.5.
    const { equity, trades, cash } = run({
      bars: flat(75, 75, 90, 60, 66),
      actions: [split(3, 1.5)],
      rules: { entryLong: on(5, 0), sizing: { kind: 'units', units: 7 } },
      set: { units: 'whole' },
    })
    expect(cash[3]).toBe(10_000 - 7 * 75 + 30)
    expect(equity[3]).toBe(10_000 + 7 * 15)
    expect(trades[0]).toMatchObject({ size: 10, entryPrice: 50, split: 1.5, dividends: 0.5 * (60 - 50) })
    expect(trades[0]!.pnl).toBe(10 * (66 - 50) + 0.5 * (60 - 50))
  })

  it('ends a position of which less than a unit is left', () => {
    const { trades, equity } = run({
      bars: flat(10, 10, 12, 120, 130),
      actions: [split(3, 0.1)],
      rules: { entryLong: on(5, 0), sizing: { kind: 'units', units: 7 } },
      set: { units: 'whole' },
    })
    expect(trades).toMatchObject([{ exitBar: 3, exitPrice: 120, exitReason: 'cashInLieu', open: false }])
    expect(trades[0]!.pnl).toBeCloseTo(7 * 2, 12)
    expect(equity.at(-1)).toBeCloseTo(10_014, 10)
  })

  it('makes no unit of rounding, however many there are', () => {
    const { trades } = run({
      bars: flat(10, 10, 10, 5),
      actions: [split(3, 2)],
      rules: { entryLong: on(4, 0), sizing: { kind: 'units', units: 3_000_000_001 } },
      set: { units: 'whole', shortOfCash: 'borrow' },
    })
    expect(trades[0]!.size).toBe(6_000_000_002)
  })

  it('lies between a limit order and its bar', () => {
    // The rule says 96 of the shares before the split: 48 of those after it.
    const bars = barsOf([
      [100, 100, 100, 100],
      [50, 51, 47, 49],
      [49, 49, 49, 49],
    ])
    const { orders } = run({
      bars,
      actions: [split(1, 2)],
      rules: { entryLong: on(3, 0), entryLimit: all(3, 96) },
    })
    expect(orders).toMatchObject([{ bar: 1, kind: 'limit', price: 48 }])
  })

  it('lies between a size in money, known at the close, and its fill', () => {
    const { orders } = run({
      bars: flat(100, 50, 50),
      actions: [split(1, 2)],
      rules: { entryLong: on(3, 0), sizing: { kind: 'value', value: 1000 } },
      set: { sizingPrice: 'signalClose' },
    })
    expect(orders[0]).toMatchObject({ size: 20, price: 50 })
  })

  it('comes after what was filled at the last close, though that is booked a bar later', () => {
    const { equity, orders } = run({
      bars: flat(100, 50, 51),
      actions: [split(1, 2)],
      rules: { entryLong: on(3, 0) },
      set: { fillTiming: 'signalClose', closeFillBooked: 'nextBar' },
    })
    expect(orders[0]).toMatchObject({ size: 10, price: 100 })
    expect([...equity]).toEqual([10_000, 10_000, 10_020])
  })
})

describe('a dividend', () => {
  it('is received by who holds a long on its day before the open, and is in the profit', () => {
    const { cash, equity, trades, warnings } = run({
      bars: flat(100, 100, 101, 99, 99),
      actions: [dividend(3, 2)],
      rules: { entryLong: on(5, 0), exitLong: on(5, 3) },
    })
    expect([...cash]).toEqual([10_000, 9000, 9000, 9020, 10_010])
    expect([...equity]).toEqual([10_000, 10_000, 10_010, 10_010, 10_010])
    expect(trades).toMatchObject([{ pnl: 10, dividends: 20, return: 0.01 }])
    expect(warnings).toContain('Dividends of 20.00 were received; they are in the profit of the trades.')
  })

  it('is paid by a short', () => {
    const { equity, trades } = run({
      bars: flat(100, 100, 101, 99, 99),
      actions: [dividend(3, 2)],
      rules: { entryLong: on(5), entryShort: on(5, 0), exitShort: on(5, 3) },
    })
    expect([...equity]).toEqual([10_000, 10_000, 9990, 9990, 9990])
    expect(trades).toMatchObject([{ side: 'short', pnl: -10, dividends: -20 }])
  })

  it('goes to nobody who buys at the open of its day, and still to who sells there', () => {
    const bars = flat(100, 100, 98, 98)
    const actions = [dividend(2, 2)]
    expect(run({ bars, actions, rules: { entryLong: on(4, 1) } }).equity.at(-1)).toBe(10_000)
    expect(run({ bars, actions, rules: { entryLong: on(4, 0), exitLong: on(4, 1) } }).equity.at(-1)).toBe(10_000)
  })

  it('is not counted twice in the equity of its day that an order is sized from', () => {
    const { orders } = run({
      bars: flat(100, 100, 90, 90, 90),
      actions: [dividend(2, 10)],
      rules: {
        entryLong: on(5, 0),
        entryShort: on(5, 1),
        exitLong: on(5),
        sizing: { kind: 'percent', percent: 50 },
      },
      set: { sizingPrice: 'signalClose' },
    })
    // Half of 10 000 at what the close of 100 is worth without the dividend.
    expect(orders.find(({ side, reason }) => side === 'sell' && reason === 'entry')!.size).toBeCloseTo(5000 / 100, 9)
  })

  it('is a cash amount for each share after a split of the same day', () => {
    const { equity } = run({
      bars: flat(100, 100, 49),
      actions: [{ bar: 2, split: 2, dividend: 1 }],
      rules: { entryLong: on(3, 0) },
    })
    expect(equity[2]).toBe(10_000)
  })

  it('leaves the value of the position when symbols share the cash', () => {
    const bars = flat(100, 100, 90, 90)
    const other = flat(50, 50, 50, 50)
    const rules = (entry: number, percent: number) =>
      signalsOf(4, {
        entryLong: on(4, entry),
        sizing: { kind: 'percent', percent },
        constraints: { lotSize: null, allowShort: true, maxPositions: 2 },
      })
    const { equity, parts } = simulatePortfolio({
      series: [
        { bars, signals: rules(0, 50), actions: createActions(bars, [dividend(2, 10)]) },
        { bars: other, signals: rules(1, 10) },
      ],
      profile: findProfile('sextant').fields,
      costs: free,
    })
    expect([...equity]).toEqual([10_000, 10_000, 10_000, 10_000])
    // A tenth of 10 000, not of 10 500.
    expect(parts[1]!.trades[0]!.size).toBeCloseTo(20, 12)
  })
})

describe('prices as rules see them', () => {
  it('do not change when later actions become known', () => {
    fc.assert(
      fc.property(
        anyBars.chain((bars) => fc.tuple(fc.constant(bars), anyActions(bars))),
        fc.nat(),
        ([bars, { list, seen }], pick) => {
          const present = pick % bars.rows
          const known = createActions(
            bars,
            list.filter(({ bar }) => bar <= present),
          )
          for (const name of ['open', 'high', 'low', 'close', 'volume'] as const)
            expect(known.seen[name].subarray(0, present + 1)).toEqual(seen[name].subarray(0, present + 1))
        },
      ),
    )
  })

  it('have the quotients of prices adjusted backwards by 1 - dividend / last close', () => {
    const bars = flat(100, 102, 50, 49, 50)
    const { seen } = createActions(bars, [split(2, 2), dividend(3, 1)])
    const backwards = [100 / 2, 102 / 2, 50, 49, 50].map((price, i) => price * (i < 3 ? 1 - 1 / 50 : 1))
    for (let i = 1; i < 5; i++) expect(seen.close[i]! / seen.close[0]!).toBeCloseTo(backwards[i]! / backwards[0]!, 14)
  })

  it('give a return of zero on an ex-day on which the price falls by the dividend', () => {
    const { seen } = createActions(flat(100, 98, 98), [dividend(1, 2)])
    expect(seen.close[1]).toBeCloseTo(100, 12)
  })
})

describe('buying and holding, for any bars and actions', () => {
  it('ends with the growth of the shares and the dividends, none of them put back', () => {
    fc.assert(
      fc.property(
        anyBars.chain((bars) => fc.tuple(fc.constant(bars), anyActions(bars))),
        ([bars, actions]) => {
          const { equity } = simulate({
            bars,
            actions,
            signals: signalsOf(bars.rows, { entryLong: on(bars.rows, 0), sizing: { kind: 'units', units: 3 } }),
            profile: findProfile('sextant').fields,
            costs: free,
          })
          // The order for three was given in the shares of the first bar.
          let units = 3 * (actions.list.find((action) => action.bar === 1)?.split ?? 1)
          const cost = units * bars.open[1]!
          let paid = 0
          for (const action of actions.list) {
            if (action.bar < 2) continue
            units *= action.split
            paid += units * action.dividend
          }
          const expected = free.cash - cost + units * bars.close.at(-1)! + paid
          expect(Math.abs(equity.at(-1)! - expected)).toBeLessThan(1e-9 * Math.max(free.cash, Math.abs(expected)))
        },
      ),
    )
  })

  it('ends where the same shares without a split end, for any split', () => {
    fc.assert(
      fc.property(anyBars, fc.constantFrom(2, 3, 7, 1.5, 0.5, 0.1), fc.nat(), (bars, ratio, pick) => {
        const at = 2 + (pick % (bars.rows - 2))
        const after = (column: Float64Array) => column.map((price, i) => (i < at ? price : price / ratio))
        const traded = {
          ...bars,
          open: after(bars.open),
          high: after(bars.high),
          low: after(bars.low),
          close: after(bars.close),
        }
        const given = {
          signals: signalsOf(bars.rows, {
            entryLong: on(bars.rows, 0),
            stopLoss: all(bars.rows, 0.15),
            trailingStop: all(bars.rows, 0.2),
            trailingThen: all(bars.rows, 0.08),
            trailingAfter: all(bars.rows, 0.1),
            targets: [
              { after: 0, fraction: 0.25 },
              { after: 5 * 86_400_000, fraction: 0.12 },
            ],
          }),
          profile: findProfile('sextant').fields,
          costs: free,
        }
        const plain = simulate({ bars, ...given })
        const divided = simulate({ bars: traded, actions: createActions(traded, [split(at, ratio)]), ...given })
        plain.equity.forEach((value, i) => expect(Math.abs(value - divided.equity[i]!)).toBeLessThan(1e-12 * 1e4 * 10))
        expect(divided.trades.map((trade) => trade.exitBar)).toEqual(plain.trades.map((trade) => trade.exitBar))
        divided.trades.forEach((trade, i) => {
          expect(trade.mae).toBeCloseTo(plain.trades[i]!.mae, 12)
          expect(trade.mfe).toBeCloseTo(plain.trades[i]!.mfe, 12)
        })
      }),
    )
  })
})
