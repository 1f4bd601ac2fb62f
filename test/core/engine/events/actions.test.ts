import { describe, expect, it } from 'vitest'

import type { CorporateAction } from '../../../../core/engine/actions/actions.ts'
import { barsOf, play } from './scripted.ts'

const flat = (...closes: number[]) => barsOf(closes.map((price) => [price, price, price, price]))
const split = (bar: number, ratio: number): CorporateAction => ({ bar, split: ratio, dividend: 0 })
const dividend = (bar: number, amount: number): CorporateAction => ({ bar, split: 1, dividend: amount })

describe('a strategy with callbacks', () => {
  it('holds more units at a lower average price after a split, and is paid a dividend', () => {
    const seen: number[][] = []
    const { equity, trades, warnings } = play({
      bars: flat(100, 100, 104, 52, 51, 51),
      actions: [split(3, 2), dividend(4, 1)],
      at: { 0: (broker) => void broker.buy(10), 4: (broker) => void broker.closePosition() },
      onBar: (_, broker) => void seen.push([broker.position(), broker.averagePrice(), broker.cash()]),
    })
    expect(seen).toEqual([
      [0, Number.NaN, 10_000],
      [10, 100, 9000],
      [10, 100, 9000],
      [20, 50, 9000],
      [20, 50, 9020],
      [0, Number.NaN, 10_040],
    ])
    expect([...equity]).toEqual([10_000, 10_000, 10_040, 10_040, 10_040, 10_040])
    expect(trades).toMatchObject([{ size: 20, entryPrice: 50, exitPrice: 51, pnl: 40, dividends: 20, split: 2 }])
    expect(warnings).toContain('Dividends of 20.00 were received; they are in the profit of the trades.')
  })

  it('shares a dividend out over the parts of a position that are sold one by one', () => {
    const { trades } = play({
      bars: flat(100, 100, 99, 99, 99),
      actions: [dividend(2, 1)],
      at: {
        0: (broker) => void broker.buy(10),
        2: (broker) => void broker.sell(4),
        3: (broker) => void broker.sell(6),
      },
    })
    expect(trades).toMatchObject([
      { size: 4, dividends: 4, pnl: 0 },
      { size: 6, dividends: 6, pnl: 0 },
    ])
  })

  it('finds its orders in new shares: sizes, limits, stops, brackets and amounts that trail', () => {
    const { fills } = play({
      rows: [
        [100, 100, 100, 100],
        [50, 50, 50, 50],
        [50, 50, 46, 48],
        [48, 48, 45, 45],
      ],
      actions: [split(1, 2)],
      at: {
        0(broker) {
          broker.buy(5, { type: 'limit', limit: 94, stopLoss: 91 })
          const trailing = broker.sell(3, { type: 'trailingStop', trail: { by: 'amount', distance: 50 } })
          broker.cancel(trailing)
        },
      },
      onBar(bar, broker) {
        if (bar.index !== 1) return
        expect(broker.orders()).toMatchObject([{ size: 10, request: { limit: 47, stopLoss: 45.5, size: 10 } }])
      },
    })
    expect(fills).toEqual(['2 buy 10 @ 47', '3 sell 10 @ 45.5'])
  })

  it('ends an order of which less than a whole unit is left', () => {
    const { ends } = play({
      bars: flat(10, 100, 100),
      actions: [split(1, 0.1)],
      set: { units: 'whole' },
      at: { 0: (broker) => void broker.buy(5, { type: 'limit', limit: 5 }) },
    })
    expect(ends).toEqual(['1 cancelled: a split left less than one unit of it'])
  })

  it('pays the fraction of a unit out as a trade of its own where units are whole', () => {
    const { trades, equity } = play({
      bars: flat(75, 75, 90, 60, 66),
      actions: [split(3, 1.5)],
      set: { units: 'whole' },
      at: { 0: (broker) => void broker.buy(7) },
    })
    expect(trades).toMatchObject([
      { size: 0.5, entryPrice: 50, exitPrice: 60, pnl: 5, exitReason: 'cashInLieu' },
      { size: 10, entryPrice: 50, open: true },
    ])
    expect(equity[3]).toBe(10_000 + 7 * 15)
  })

  it('sees the past in shares of the bar it looks from, less the dividends since', () => {
    const seen: unknown[] = []
    play({
      bars: barsOf([
        [100, 100, 100, 100, 10],
        [50, 50, 50, 50, 20],
        [49, 49, 49, 49, 20],
      ]),
      actions: [split(1, 2), dividend(2, 1)],
      onBar: (bar) =>
        void seen.push([bar.close, [...bar.past('close', 3)], bar.ago('close', 1), [...bar.past('volume', 3)]]),
    })
    expect(seen).toEqual([
      [100, [100], Number.NaN, [10]],
      [50, [50, 50], 50, [20, 20]],
      [49, [expect.closeTo(49, 12), expect.closeTo(49, 12), 49], expect.closeTo(49, 12), [20, 20, 20]],
    ])
  })
})
