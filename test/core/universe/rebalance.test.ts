import { describe, expect, it } from 'vitest'

import { eventDriver } from '../../../core/backtest/event-driver.ts'
import type { BacktestResult } from '../../../core/backtest/port.ts'
import { runBacktest } from '../../../core/backtest/run.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import { readFixture, universe } from './generated.ts'

const weights: Record<string, string> = {
  top: 'if(topk(pct_change(close, 60), 3), 0.3, 0)',
  inverse: '0.95 * (1 / std(returns, 30)) / cs_sum(1 / std(returns, 30))',
  full: '(1 / std(returns, 30)) / cs_sum(1 / std(returns, 30))',
  'long-short': '0.9 * cs_demean(pct_change(close, 60)) / cs_sum(abs(cs_demean(pct_change(close, 60))))',
}
const periods: Record<string, string> = { D: '1d', W: '1w', M: '1M', Q: '1q' }

interface Terms {
  weights: string
  period: string
  profile: Record<string, unknown>
  fees?: number
  feeFixed?: number
  slippage?: number
  series?: ReturnType<typeof universe>
  driver?: typeof eventDriver
}

const daily = universe(8, 700, false)

function runOf({ weights: name, period, profile, series = daily, driver, ...costs }: Terms): BacktestResult {
  return runBacktest(
    {
      text: JSON.stringify({ name, weight: weights[name] ?? name, rebalance: periods[period] ?? period }),
      params: {},
      series: series.map((one) => ({ ...one, timeframe: '1d' })),
      profile: overrideProfile(findProfile('vectorbt'), profile).fields,
      costs: { cash: 100_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1, ...costs },
      sizing: null,
      seed: 1,
      benchmark: null,
    },
    driver,
  )
}

const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))

/** The rows of a table of numbers that differ. */
function rowsApart(ours: readonly (readonly number[])[], theirs: readonly (readonly number[])[]): string[] {
  return theirs.flatMap((row, i) =>
    row.every((value, k) => near(value, ours[i]?.[k] ?? Number.NaN))
      ? []
      : [`${JSON.stringify(ours[i])} instead of ${JSON.stringify(row)}`],
  )
}

interface Vectorbt {
  weights: string
  period: string
  at: 'close' | 'open'
  fees: number
  feeFixed: number
  slippage: number
  order: 'auto' | 'default'
  value: [number, number][]
  cash: [number, number][]
  orders: number
  paid: number
  closed: number
  realised: number
  firstOrders: number[][]
  firstTrades: number[][]
}

describe('weights are brought about as vectorbt does, one account for 8 symbols', () => {
  const { cases } = readFixture<{ cases: Vectorbt[] }>('rebalance-vectorbt')
  it.each(cases.map((one) => [`${one.weights} ${one.period} at the ${one.at}, fees ${one.fees}`, one] as const))(
    '%s',
    (_, { weights: name, period, at, fees, feeFixed, slippage, order, ...expected }) => {
      const profile = {
        fillTiming: at === 'open' ? 'nextOpen' : 'signalClose',
        callOrder: order === 'auto' ? 'salesFirst' : 'listed',
      }
      const { result, parts } = runOf({ weights: name, period, profile, fees, feeFixed, slippage })
      const orders = parts
        .flatMap(({ result: own }, col) =>
          own.orders.filter(({ status }) => status === 'filled').map((one) => ({ col, ...one })),
        )
        .toSorted((a, b) => a.bar - b.bar || a.col - b.col)
      const trades = parts
        .flatMap(({ result: own }, col) => own.trades.filter(({ open }) => !open).map((one) => ({ col, ...one })))
        .toSorted((a, b) => a.exitBar - b.exitBar || a.col - b.col)
      expect(
        rowsApart(
          expected.value.map(([i]) => [i, result.equity[i]!]),
          expected.value,
        ),
      ).toEqual([])
      expect(
        rowsApart(
          expected.cash.map(([i]) => [i, result.cash[i]!]),
          expected.cash,
        ),
      ).toEqual([])
      expect(orders).toHaveLength(expected.orders)
      expect(
        near(
          orders.reduce((sum, { fee }) => sum + fee, 0),
          expected.paid,
        ),
      ).toBe(true)
      const asRows = orders.map(({ col, bar, size, price, fee, side }) => [
        col,
        bar,
        size,
        price,
        fee,
        +(side === 'sell'),
      ])
      expect(rowsApart(asRows, expected.firstOrders)).toEqual([])
      expect(trades).toHaveLength(expected.closed)
      expect(trades.reduce((sum, { pnl }) => sum + pnl, 0)).toBeCloseTo(expected.realised, 4)
      const lots = trades.map((t) => [
        t.col,
        t.size,
        t.entryBar,
        t.entryPrice,
        t.entryFee,
        t.exitBar,
        t.exitPrice,
        t.exitFee,
        t.pnl,
      ])
      expect(rowsApart(lots, expected.firstTrades)).toEqual([])
    },
  )
})

describe('weights are brought about as bt does', () => {
  const { cases } = readFixture<{
    cases: { weights: string; period: string; whole: boolean; value: [number, number][]; units: number[][] }[]
  }>('rebalance-bt')
  it.each(cases.map((one) => [`${one.weights} ${one.period}${one.whole ? ', whole units' : ''}`, one] as const))(
    '%s',
    (_, { weights: name, period, whole, value, units }) => {
      const profile = { callOrder: 'salesFirst', units: whole ? 'whole' : 'fractional' }
      const { result, parts } = runOf({ weights: name, period, profile })
      expect(
        rowsApart(
          value.map(([i]) => [i, result.equity[i]!]),
          value,
        ),
      ).toEqual([])
      const held = (at: number) =>
        parts.map(({ result: own }) =>
          own.orders
            .filter(({ bar, status }) => bar <= at && status === 'filled')
            .reduce((sum, { side, size }) => sum + (side === 'buy' ? size : -size), 0),
        )
      for (const [at, ...expected] of units) {
        const ours = held(at!)
        expected.forEach((one, k) => expect(ours[k]).toBeCloseTo(one, 6))
      }
    },
  )
})

describe('both drivers', () => {
  const ragged = universe(12, 320, true)
  it.each([
    ['top', '1M', { fillTiming: 'nextOpen', callOrder: 'salesFirst' }],
    ['full', '1w', { fillTiming: 'nextClose', units: 'whole' }],
    ['long-short', '1M', { fillTiming: 'signalClose', sizingPrice: 'signalClose' }],
    ['inverse', '1q', { fillTiming: 'nextOpen', shortOfCash: 'refuse', finalBar: 'exitClose' }],
  ] as const)('give the same of %s every %s on calendars of their own, to the bit', (name, period, profile) => {
    const terms = { weights: name, period, profile, series: ragged, fees: 0.001, feeFixed: 1, slippage: 0.0005 }
    const vector = runOf(terms)
    expect(vector.result.trades.length).toBeGreaterThan(3)
    expect(runOf({ ...terms, driver: eventDriver }).resultHash).toBe(vector.resultHash)
  })
})
