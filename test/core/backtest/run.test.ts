import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'

import { createVectorRunner } from '../../../core/backtest/adapters/vector.ts'
import type { BacktestRequest } from '../../../core/backtest/port.ts'
import { alignedCloses } from '../../../core/backtest/prepare.ts'
import { runBacktest } from '../../../core/backtest/run.ts'
import { metricNames } from '../../../core/contract/figures.ts'
import { exitReasons } from '../../../core/engine/account/ledger.ts'
import { findProfile } from '../../../core/engine/conventions/profiles.ts'
import { sliceBars } from '../../../core/market-data/bars.ts'
import { costs, smaCross, wanderingBars } from './fixtures.ts'

const bars = wanderingBars(600)
const twoPositions = JSON.stringify({ ...(JSON.parse(smaCross) as object), constraints: { maxPositions: 2 } })
const request: BacktestRequest = {
  text: smaCross,
  params: { fast: 5, slow: 20 },
  series: [{ symbol: 'X', timeframe: '1d', bars }],
  profile: findProfile('sextant').fields,
  costs,
  sizing: null,
  seed: 0,
  benchmark: null,
}
const failure = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    return error as { code: string; message: string; hint: string }
  }
  throw new Error('did not fail')
}

describe('runBacktest', () => {
  it('gives trades, figures, the parameters it used and a proof of causality', () => {
    const run = runBacktest(request)
    expect(run.params).toEqual({ fast: 5, slow: 20, stop: 0.05 })
    expect(run.strategy.name).toBe('sma-cross')
    expect(run.lookback).toBe(20)
    expect(run.result.trades.length).toBeGreaterThan(3)
    expect(run.metrics.trades).toBe(run.result.trades.filter((trade) => !trade.open).length)
    expect(run.causality).toEqual({ points: 4, passed: true })
    expect(run.result.trades[0]!.entryBar).toBeGreaterThan(20)
  })

  it('hashes trades, equity and figures as little-endian doubles', () => {
    const { result, metrics, resultHash } = runBacktest(request)
    const numbers = [
      ...result.trades.flatMap((trade) => [
        trade.side === 'long' ? 1 : -1,
        trade.size,
        trade.entryBar,
        trade.entryPrice,
        trade.exitBar,
        trade.exitPrice,
        trade.entryFee,
        trade.exitFee,
        trade.pnl,
        trade.return,
        exitReasons.indexOf(trade.exitReason),
        trade.open ? 1 : 0,
      ]),
      ...result.equity,
      ...metricNames
        .filter((name) => name !== 'dsr' && name !== 'trialsCounted')
        .map((name) => metrics[name] ?? Number.NEGATIVE_INFINITY),
    ]
    const bytes = Buffer.alloc(numbers.length * 8)
    numbers.forEach((value, i) => bytes.writeDoubleLE(value, i * 8))
    expect(resultHash).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it('has the same hash every time, and another for another parameter, price, cost or convention', () => {
    const { resultHash } = runBacktest(request)
    expect(runBacktest({ ...request, seed: 7 }).resultHash).toBe(resultHash)
    const changed = { ...bars, close: bars.close.map((value, i) => (i === 300 ? value + 0.01 : value)) }
    for (const other of [
      { params: { fast: 6, slow: 20 } },
      { series: [{ symbol: 'X', timeframe: '1d', bars: changed }] },
      { costs: { ...costs, fees: 0.002 } },
      { profile: findProfile('vectorbt').fields },
      { sizing: 'percent(90)' },
    ]) {
      expect(runBacktest({ ...request, ...other }).resultHash).not.toBe(resultHash)
    }
  })

  it('compares with a benchmark of other times', () => {
    const benchmark = sliceBars(wanderingBars(600, 2), 100, 600)
    const { metrics } = runBacktest({ ...request, benchmark })
    expect(metrics.benchmarkReturn).toBeCloseTo(benchmark.close.at(-1)! / benchmark.close[0]! - 1, 12)
    expect(metrics.beta).not.toBeNull()
    expect(runBacktest(request).metrics.beta).toBeNull()
    const closes = alignedCloses(bars.ts.subarray(0, 3), sliceBars(bars, 1, 2))
    expect(Array.from(closes)).toEqual([bars.close[1], bars.close[1], bars.close[1]])
  })

  it('says when the history is too short for the rules', () => {
    const run = runBacktest({ ...request, series: [{ symbol: 'X', timeframe: '1d', bars: sliceBars(bars, 0, 15) }] })
    expect(run.result.trades).toEqual([])
    expect(run.warnings).toContain(
      'The rules need 20 bars before they have a value, and X has 15: they were never true.',
    )
  })

  it('lets several symbols share the account, whatever times their bars have', () => {
    const other = sliceBars(wanderingBars(700, 3), 50, 650)
    const run = runBacktest({
      ...request,
      sizing: 'percent(40)',
      text: twoPositions,
      series: [...request.series, { symbol: 'Y', timeframe: '1d', bars: other }],
    })
    const times = new Set([...bars.ts, ...other.ts])
    expect(Array.from(run.timeline)).toEqual([...times].sort((a, b) => a - b))
    expect(run.result.equity).toHaveLength(times.size)
    expect(run.parts.map((part) => part.symbol)).toEqual(['X', 'Y'])
    const [own, others] = run.parts
    expect(own!.result.trades.length).toBeGreaterThan(0)
    expect(others!.result.trades.length).toBeGreaterThan(0)
    expect(run.result.trades).toHaveLength(own!.result.trades.length + others!.result.trades.length)
    const entered = (trades: readonly { entryBar: number }[], ts: Float64Array) =>
      trades.map((trade) => ts[trade.entryBar]!)
    const both = [...entered(own!.result.trades, bars.ts), ...entered(others!.result.trades, other.ts)]
    expect(new Set(entered(run.result.trades, run.timeline))).toEqual(new Set(both))
    const profits = run.result.trades.reduce((sum, trade) => sum + trade.pnl, 0)
    expect(run.metrics.finalEquity).toBeCloseTo(costs.cash + profits, 6)
    expect(run.causality.points).toBe(8)
  })

  it('refuses no symbol, one twice, and bars without rows', () => {
    const [series] = request.series
    expect(failure(() => runBacktest({ ...request, series: [] }))).toMatchObject({ code: 'invalid-input' })
    expect(failure(() => runBacktest({ ...request, series: [series!, series!] })).message).toContain('X twice')
    expect(
      failure(() => runBacktest({ ...request, series: [{ ...series!, bars: sliceBars(bars, 0, 0) }] })).message,
    ).toContain('X has no bars')
  })

  it('refuses a broken strategy and a parameter out of range', () => {
    expect(failure(() => runBacktest({ ...request, text: '{"name": "x", "entryLong": "close > "}' })).code).toBe(
      'invalid-strategy',
    )
    expect(failure(() => runBacktest({ ...request, params: { fast: 1 } })).code).toBe('invalid-input')
  })
})

it('the vector runner gives the same and heeds a cancelled signal', async () => {
  const runner = createVectorRunner()
  expect((await runner.run(request)).resultHash).toBe(runBacktest(request).resultHash)
  await expect(runner.run(request, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
})
