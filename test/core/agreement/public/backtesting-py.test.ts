import { describe, expect, it } from 'vitest'

import { runBacktest } from '../../../../core/backtest/run.ts'
import type { BacktestResult } from '../../../../core/backtest/port.ts'
import { findProfile, overrideProfile } from '../../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import type { Costs } from '../../../../core/engine/types.ts'
import { sliceBars } from '../../../../core/market-data/bars.ts'
import { hasReference, orSkipped, readBars, signalsOf } from '../../engine/reference.ts'

const free: Costs = { cash: 10_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 }

/** Figures that the library's own tests state (kernc/backtesting.py, backtesting/test/_test.py) for its GOOG file. */
describe.skipIf(!hasReference)(`what backtesting.py states of itself${orSkipped}`, () => {
  it('statistics of the averages of 10 and 30 days, finalised', () => {
    const { result, metrics } = crossOfAverages()
    const stated: [string, number | null, number][] = [
      ['Equity Final [$]', metrics.finalEquity, 51_422.99],
      ['# Trades', metrics.trades, 66],
      ['Return [%]', metrics.totalReturn! * 100, 414.2299],
      ['Sharpe Ratio', metrics.sharpe, 0.5806232244],
      ['Sortino Ratio', metrics.sortino, 1.0853434352],
      ['Calmar Ratio', metrics.calmar, 0.441664092],
      ['Max. Drawdown [%]', metrics.maxDrawdown! * 100, -47.98012705],
      ['SQN', metrics.sqn, 1.0766187357],
      ['Kelly Criterion', metrics.kelly, 0.1518705127],
      ['Exposure Time [%]', metrics.exposure! * 100, 96.74115],
      ['Profit Factor', metrics.profitFactor, 2.1679459743],
      ['Beta', metrics.beta, 0.0380339071],
      ['Equity Peak [$]', Math.max(...result.equity), 75_787.44],
    ]
    for (const [name, got, expected] of stated)
      expect(Math.abs(got! - expected) / Math.abs(expected), `${name}: ${got}, stated ${expected}`).toBeLessThan(1e-7)
  })

  it.each([
    ['1 % of spread and 1 % of commission', { spread: 0.01, fees: 0.01 }, [9685.31, 9749.33]],
    ['100 and 1 % of commission', { feeFixed: 100, fees: 0.01 }, [9784.5, 9718.69]],
    ['1 % of commission', { fees: 0.01 }, [9781.28, 9846.04]],
  ])('%s: the equity while bought and after the sale', (_, costs, expected) => {
    const bars = sliceBars(readBars('goog-daily.csv'), 0, 20)
    const on = (bar: number) => Uint8Array.from({ length: 20 }, (__, i) => (i === bar ? 1 : 0))
    const { equity, trades } = simulate({
      bars,
      profile: findProfile('backtesting.py').fields,
      costs: { ...free, ...costs },
      signals: signalsOf(20, { entryLong: on(1), exitLong: on(2) }),
    })
    expect([...equity.subarray(2, 4)].map((value) => Math.round(value * 100) / 100)).toEqual(expected)
    expect(trades[0]!.entryPrice).toBeCloseTo(bars.open[2]! * (1 + ('spread' in costs ? 0.01 : 0)), 9)
  })

  it.each([
    { day: '2012-10-17', stopLoss: 720, exits: 720 },
    // Bought at the stop on a bar that goes on to the stop loss, which counts from the next bar on.
    { day: '2012-10-17', entryStop: 758, stopLoss: 720, exits: 705.58 },
    { day: '2004-09-09', entryStop: 104, stopLoss: 103, takeProfit: 110, enters: 104 },
  ])('$day, stop $entryStop, stop loss $stopLoss', ({ day, entryStop, stopLoss, takeProfit, exits, enters }) => {
    const bars = readBars('goog-daily.csv')
    const at = bars.ts.indexOf(Date.parse(`${day}T00:00:00Z`))
    const one = (value: number | undefined) =>
      value === undefined ? null : Float64Array.from(bars.ts, (_, i) => (i === at ? value : Number.NaN))
    const signals = signalsOf(bars.rows, {
      entryLong: Uint8Array.from(bars.ts, (_, i) => (i === at ? 1 : 0)),
      entryStop: one(entryStop),
      stopLoss: one(1 - stopLoss / bars.close[at]!),
      takeProfit: one(takeProfit === undefined ? undefined : takeProfit / bars.close[at]! - 1),
    })
    const { trades } = simulate({ bars, profile: findProfile('backtesting.py').fields, costs: free, signals })
    if (exits !== undefined) expect(trades[0]!.exitPrice).toBeCloseTo(exits, 9)
    if (enters !== undefined) expect(trades[0]!.entryPrice).toBeCloseTo(enters, 9)
    expect(trades).toHaveLength(1)
  })
})

function crossOfAverages(): BacktestResult {
  const up = 'crossover(sma(close, 10), sma(close, 30))'
  const down = 'crossunder(sma(close, 10), sma(close, 30))'
  return runBacktest({
    text: JSON.stringify({ name: 'x', entryLong: up, exitLong: down, entryShort: down, exitShort: up }),
    params: {},
    series: [{ symbol: 'GOOG', timeframe: '1d', bars: readBars('goog-daily.csv') }],
    profile: overrideProfile(findProfile('backtesting.py'), { finalBar: 'exitOpen' }).fields,
    costs: free,
    sizing: null,
    seed: 0,
    benchmark: null,
  })
}
