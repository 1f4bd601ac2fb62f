import { describe, expect, it } from 'vitest'

import type { Metrics } from '../../../core/contract/figures.ts'
import { barLength, dayMs } from '../../../core/engine/calendar.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import { distance } from '../engine/reference.ts'
import { averages, barsOf, readFixture, rowsNumbered, runRules } from './series.ts'
import type { SeriesName } from './series.ts'

interface Scenario {
  name: string
  series: SeriesName
  parameters: {
    trade_on_close?: boolean
    commission?: number | [number, number]
    spread?: number
    finalize_trades?: boolean
    margin?: number
    size?: number
    sl?: number
    tp?: number
    shorts?: boolean
    fractional?: boolean
  }
  stats: Record<string, number | null>
  count: number
  trades: number[][]
  equity: [number, number][]
}

const fixture = readFixture<{ scenarios: Scenario[] }>('backtestingpy')
const [up, down] = [`crossover(${averages})`, `crossunder(${averages})`]

describe(`backtesting.py ${fixture.header.versions['backtesting']}`, () => {
  it('has 15 settings on three series', () => expect(fixture.scenarios).toHaveLength(45))
  it.each(fixture.scenarios)('$name on $series, within 1e-8', (scenario) => expect(differences(scenario)).toEqual([]))
})

function differences({ series, parameters, stats, count, trades, equity }: Scenario): string[] {
  const { commission = 0, sl, tp, size, margin = 1 } = parameters
  const bars = barsOf(fixture, series)
  const [feeFixed, fees] = Array.isArray(commission) ? commission : [0, commission]
  const leverage = 1 / margin
  const { result, metrics } = runRules({
    bars,
    timeframe: series === 'hourly' ? '1h' : '1d',
    profile: 'backtesting.py',
    set: {
      fillTiming: parameters.trade_on_close === true ? 'signalClose' : 'nextOpen',
      finalBar: parameters.finalize_trades === true ? 'exitOpen' : 'leaveOpen',
      units: parameters.fractional === true ? 'fractional' : 'whole',
    },
    costs: { cash: 100_000, fees, feeFixed, spread: parameters.spread ?? 0, leverage },
    sizing: size !== undefined && size >= 1 ? `units(${size})` : `percent(${(size ?? 1) * leverage * 100})`,
    rules: {
      entryLong: up,
      exitLong: down,
      ...(parameters.shorts === false ? {} : { entryShort: down, exitShort: up }),
      stopLoss: sl?.toString(),
      takeProfit: tp?.toString(),
    },
  })
  const wrong: string[] = []
  // FractionalBacktest counts in whole hundred-millionths of a unit: its sizes are that much smaller.
  const grain = (expected: number) => (parameters.fractional === true ? 2e-8 / Math.abs(expected) : 0)
  const close = (name: string, got: number | null, expected: number | null | undefined, tolerance = 1e-8) => {
    const agrees =
      expected === null || expected === undefined ? got === null : got !== null && distance(got, expected) < tolerance
    if (!agrees) wrong.push(`${name}: ${got}, expected ${expected}`)
  }
  expect(result.trades).toHaveLength(count)
  const ours = result.trades.toSorted((a, b) => a.entryBar - b.entryBar)
  rowsNumbered(ours, trades).forEach((trade, row) => {
    const [number, units, entryBar, exitBar, entryPrice, exitPrice, pnl, fee, gained] = trades[row]!
    expect([trade.side, trade.entryBar, trade.exitBar]).toEqual([units! > 0 ? 'long' : 'short', entryBar, exitBar])
    const tolerance = 1e-9 + grain(units!)
    close(`size of trade ${number}`, trade.size, Math.abs(units!), tolerance)
    close(`entry of trade ${number}`, trade.entryPrice, entryPrice, 1e-9)
    close(`exit of trade ${number}`, trade.exitPrice, exitPrice, 1e-9)
    close(`pnl of trade ${number}`, trade.pnl, pnl)
    close(`fees of trade ${number}`, trade.entryFee + trade.exitFee, fee)
    close(`return of trade ${number}`, trade.return, gained)
  })
  for (const [bar, value] of equity) close(`equity on bar ${bar}`, result.equity[bar]!, value, 1e-9)
  const paid = result.trades.reduce((sum, trade) => sum + trade.entryFee + trade.exitFee, 0)
  const figures = {
    ...figuresOf(metrics, bars),
    'Equity Peak [$]': Math.max(...result.equity),
    ...(paid === 0 ? {} : { 'Commissions [$]': paid }),
  }
  for (const [key, got] of Object.entries(figures)) close(key, got, stats[key])
  expect(Object.keys(stats).toSorted()).toEqual(Object.keys(figures).toSorted())
  return wrong
}

/** Our figures under the library's names and in its units. */
function figuresOf(metrics: Metrics, bars: Bars): Record<string, number | null> {
  const percent = (value: number | null) => (value === null ? null : value * 100)
  const seconds = (days: number | null) => (days === null ? null : days * 86_400)
  const unit = barLength(bars.ts) / dayMs
  // The library rounds mean durations up to the unit of the bars.
  const roundedUp = (days: number | null) => (days === null ? null : seconds(Math.ceil(days / unit - 1e-9) * unit))
  return {
    'Exposure Time [%]': percent(metrics.exposure),
    'Equity Final [$]': metrics.finalEquity,
    'Return [%]': percent(metrics.totalReturn),
    'Buy & Hold Return [%]': percent(metrics.benchmarkReturn),
    'Return (Ann.) [%]': percent(metrics.calmar! * -metrics.maxDrawdown!),
    'Volatility (Ann.) [%]': percent(metrics.volatility),
    'CAGR [%]': percent(metrics.cagr),
    'Sharpe Ratio': metrics.sharpe,
    'Sortino Ratio': metrics.sortino,
    'Calmar Ratio': metrics.calmar,
    'Alpha [%]': percent(metrics.alpha),
    Beta: metrics.beta,
    'Max. Drawdown [%]': percent(metrics.maxDrawdown),
    'Avg. Drawdown [%]': percent(metrics.avgDrawdown),
    'Max. Drawdown Duration': seconds(metrics.maxDrawdownDays),
    'Avg. Drawdown Duration': roundedUp(metrics.avgDrawdownDays),
    '# Trades': metrics.trades,
    'Win Rate [%]': percent(metrics.winRate),
    'Best Trade [%]': percent(metrics.bestTrade),
    'Worst Trade [%]': percent(metrics.worstTrade),
    'Avg. Trade [%]': percent(metrics.avgTrade),
    'Max. Trade Duration': seconds(metrics.maxTradeDays),
    'Avg. Trade Duration': roundedUp(metrics.avgTradeDays),
    'Profit Factor': metrics.profitFactor,
    'Expectancy [%]': percent(metrics.expectancy),
    SQN: metrics.sqn,
    'Kelly Criterion': metrics.kelly,
  }
}
