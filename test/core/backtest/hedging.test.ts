import { describe, expect, it } from 'vitest'

import { eventDriver } from '../../../core/backtest/event-driver.ts'
import type { BacktestRequest } from '../../../core/backtest/port.ts'
import { runBacktest } from '../../../core/backtest/run.ts'
import { runSweep } from '../../../core/backtest/sweep.ts'
import { findProfile } from '../../../core/engine/conventions/profiles.ts'
import type { Costs } from '../../../core/engine/types.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import { barsOf } from '../engine/events/scripted.ts'

const costs: Costs = { cash: 100_000, fees: 0.001, feeFixed: 1, slippage: 0.0005, spread: 0, leverage: 1 }
const long = { entryLong: 'close > highest(lag(close, 1), $n)', exitLong: 'close < lowest(lag(close, 1), 10)' }
const short = { entryShort: 'rsi(close, 5) > 70', exitShort: 'rsi(close, 5) < 40' }

/** A walk of 400 days, the same every time. */
function walk(): Bars {
  let state = 7
  let price = 100
  const rows = Array.from({ length: 400 }, () => {
    state = (state * 48_271) % 2_147_483_647
    const next = price * (1 + (state / 2_147_483_647 - 0.49) * 0.03)
    const row = [price, Math.max(price, next) * 1.002, Math.min(price, next) * 0.998, next]
    price = next
    return row
  })
  return barsOf(rows)
}

const bars = walk()
const text = (rules: object, more: object = {}) =>
  JSON.stringify({
    name: 'sides',
    params: [{ name: 'n', type: 'int', default: 5, min: 2, max: 50 }],
    ...rules,
    sizing: 'units(20)',
    ...more,
  })

function request(rules: object, account: Partial<Costs> = {}, more: object = {}): BacktestRequest {
  return {
    text: text(rules, more),
    params: {},
    series: [{ symbol: 'X', timeframe: '1d', bars }],
    profile: findProfile('sextant').fields,
    costs: { ...costs, ...account },
    sizing: null,
    seed: 0,
    benchmark: null,
  }
}

const hedging = { positions: 'hedging' } as const

describe('hedging', () => {
  it('holds a long and a short position at once, each as it would be alone', () => {
    const both = runBacktest(request({ ...long, ...short }, hedging)).result
    const [longs, shorts] = [long, short].map((rules) => runBacktest(request(rules)).result)
    const overlap = both.trades.some((a) =>
      both.trades.some(
        (b) => a.side === 'long' && b.side === 'short' && a.entryBar < b.exitBar && b.entryBar < a.exitBar,
      ),
    )
    expect(overlap).toBe(true)
    expect(both.trades.filter(({ side }) => side === 'long')).toEqual(longs!.trades)
    expect(both.trades.filter(({ side }) => side === 'short')).toEqual(shorts!.trades)
    both.equity.forEach((value, i) =>
      expect(value - costs.cash).toBeCloseTo(longs!.equity[i]! + shorts!.equity[i]! - 2 * costs.cash, 6),
    )
    const net = runBacktest(request({ ...long, ...short })).result
    expect(net.trades).not.toEqual(both.trades)
  })

  it('is the same bar by bar, and one part a symbol', () => {
    const vector = runBacktest(request({ ...long, ...short }, hedging))
    const event = runBacktest(request({ ...long, ...short }, hedging), eventDriver)
    expect(event.resultHash).toBe(vector.resultHash)
    expect(vector.parts).toHaveLength(1)
    expect(vector.parts[0]!.result.trades).toHaveLength(vector.result.trades.length)
  })

  it('counts both positions against the leverage', () => {
    const whole = { sizing: 'percent(100)' }
    const { result } = runBacktest(request({ entryLong: 'close > 0', entryShort: 'rsi(close, 5) > 0' }, hedging, whole))
    // All of the equity is bought, so nothing can be sold short beside it.
    expect(result.trades.map(({ side }) => side)).toEqual(['long'])
    expect(result.warnings).toContainEqual(expect.stringContaining('refused'))
    const levered = runBacktest(
      request({ entryLong: 'close > 0', entryShort: 'rsi(close, 5) > 0' }, { ...hedging, leverage: 2 }, whole),
    ).result
    expect(levered.trades.map(({ side }) => side).toSorted()).toEqual(['long', 'short'])
  })

  it('gives the rows of single runs in a sweep', async () => {
    const rows: number[][] = []
    await runSweep({
      bars,
      strategyText: text({ ...long, ...short }),
      params: {},
      where: null,
      workers: 1,
      sizing: null,
      barMs: 86_400_000,
      profile: findProfile('sextant').fields,
      axes: [{ name: 'n', values: [3, 5, 9] }],
      costs: { ...costs, ...hedging },
      onRows({ values, count, columns }) {
        for (let row = 0; row < count; row++)
          rows.push([...values.subarray(row * columns.length, (row + 1) * columns.length)])
      },
    })
    for (const [n, totalReturn, sharpe, , trades, , , finalEquity] of rows) {
      const { metrics } = runBacktest({ ...request({ ...long, ...short }, hedging), params: { n: n! } })
      expect([totalReturn, sharpe, trades, finalEquity]).toEqual([
        metrics.totalReturn,
        metrics.sharpe,
        metrics.trades,
        metrics.finalEquity,
      ])
    }
    expect(rows).toHaveLength(3)
  })

  it('refuses weights', () => {
    const weights = { weight: '1', rebalance: '1M', sizing: undefined }
    expect(() => runBacktest(request({}, hedging, weights))).toThrow(/cannot be hedged/)
  })
})
