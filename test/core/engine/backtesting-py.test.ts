import { describe, expect, it } from 'vitest'

import { barLength, dayMs } from '../../../core/engine/calendar.ts'
import { metricsFor } from '../../../core/engine/metrics.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../core/engine/simulate.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import type { Signals } from '../../../core/strategy/signals.ts'
import {
  average,
  constant,
  crossesStrictly,
  distance,
  hasReference,
  orSkipped,
  readBars,
  readReference,
  signalsOf,
} from './reference.ts'

interface Scenario {
  name: string
  parameters: {
    n1: number
    n2: number
    backtest: {
      commission?: number | [number, number]
      spread?: number
      trade_on_close?: boolean
      margin?: number
      exclusive_orders?: boolean
      hedging?: boolean
      finalize_trades?: boolean
    }
    strategy: {
      shorts?: boolean
      size?: number
      sl?: number
      tp?: number
      mode?: 'limit' | 'stop' | 'stoplimit'
      off?: number
      explicit_close?: boolean
    }
  }
  stats: Record<string, number | string | null>
  trades: {
    rows: number
    data: Record<
      'Size' | 'EntryBar' | 'ExitBar' | 'EntryPrice' | 'ExitPrice' | 'PnL' | 'Commission' | 'ReturnPct',
      number[]
    >
  }
  equity: number[] | null
}

/** What the account of this engine (one net position a symbol) does not do, with the reason. */
const exceptions: Record<string, string> = {
  size_20pct_no_close: 'stacks several trades and nets them first in, first out; this engine holds one position',
  hedging_size_20pct_sl_tp_no_close: 'holds long and short trades at the same time; this engine holds one position',
}

const plainName = (scenario: Scenario) => scenario.name.replace(/_\d+_\d+$/, '')

const files = {
  goog: { bars: 'goog-daily.csv', decimals: 2 },
  eurusd: { bars: 'eurusd-hourly.csv', decimals: 5 },
} as const

describe.each(['goog', 'eurusd'] as const)(`backtesting.py on %s${orSkipped}`, (market) => {
  const scenarios = hasReference ? readReference<{ scenarios: Scenario[] }>(`backtestingpy-${market}`).scenarios : []
  const bars = hasReference ? readBars(files[market].bars) : null
  it('has the 48 scenarios', ({ skip }) => {
    if (!hasReference) skip('no reference values in ../shared/reference')
    expect(scenarios).toHaveLength(48)
  })
  const excepted = (scenario: Scenario) => Object.hasOwn(exceptions, plainName(scenario))
  for (const scenario of scenarios.filter((one) => !excepted(one))) {
    it(`${scenario.name}`, () => expect(differences(scenario, bars!, files[market].decimals)).toEqual([]))
  }
  it.each(Object.entries(exceptions))('%s is not compared: it %s', (name) => {
    expect(scenarios.filter((scenario) => plainName(scenario) === name)).toHaveLength(hasReference ? 2 : 0)
  })
})

/** What the run of a scenario has other than the library; trades bar by bar and size by size, figures within 1e-8. */
function differences(scenario: Scenario, bars: Bars, decimals: number): string[] {
  const { backtest, strategy } = scenario.parameters
  const set = {
    fillTiming: backtest.trade_on_close === true ? 'signalClose' : 'nextOpen',
    finalBar: backtest.finalize_trades === true ? 'exitOpen' : 'leaveOpen',
  }
  const { fields } = overrideProfile(findProfile('backtesting.py'), set)
  const [feeFixed, fees] = Array.isArray(backtest.commission) ? backtest.commission : [0, backtest.commission ?? 0]
  const leverage = 1 / (backtest.margin ?? 1)
  const costs = { cash: 10_000, fees, feeFixed, slippage: 0, spread: backtest.spread ?? 0, leverage }
  const size = strategy.size ?? 1
  const sizing: Signals['sizing'] =
    size >= 1 && strategy.size !== undefined
      ? { kind: 'units', units: size }
      : { kind: 'percent', percent: size * leverage * 100 }
  const result = simulate({
    bars,
    signals: { ...signalsFor(scenario, bars, decimals), sizing },
    profile: fields,
    costs,
  })
  const metrics = metricsFor({
    bars,
    result,
    profile: fields,
    cash: 10_000,
    benchmark: bars.close,
    warmUp: scenario.parameters.n2 - 1,
  })

  const { data, rows } = scenario.trades
  const order = result.trades.map((_, i) => i).sort((a, b) => result.trades[a]!.entryBar - result.trades[b]!.entryBar)
  const trades = order.map((i) => result.trades[i]!)
  expect(
    trades.map((trade) => [trade.side === 'long' ? trade.size : -trade.size, trade.entryBar, trade.exitBar]),
  ).toEqual(Array.from({ length: rows }, (_, i) => [data.Size[i], data.EntryBar[i], data.ExitBar[i]]))
  const wrong: string[] = []
  const close = (name: string, got: number | null, expected: number | null | undefined) => {
    const agrees =
      expected === null || expected === undefined ? got === null : got !== null && distance(got, expected) < 1e-8
    if (!agrees) wrong.push(`${name}: ${got}, expected ${expected}`)
  }
  trades.forEach((trade, i) => {
    close(`entry price ${i}`, trade.entryPrice, data.EntryPrice[i])
    close(`exit price ${i}`, trade.exitPrice, data.ExitPrice[i])
    close(`pnl ${i}`, trade.pnl, data.PnL[i])
    close(`fees ${i}`, trade.entryFee + trade.exitFee, data.Commission[i])
    close(`return ${i}`, trade.return, data.ReturnPct[i])
  })
  scenario.equity?.forEach((value, i) => close(`equity ${i}`, result.equity[i]!, value))

  const { stats } = scenario
  const figure = (name: string) => stats[name] as number | null
  const percent = (name: string) => (figure(name) === null ? null : figure(name)! / 100)
  const days = (name: string) => (figure(name) === null ? null : figure(name)! / 86_400)
  const unit = barLength(bars.ts) / dayMs
  const roundedUp = (value: number | null) => (value === null ? null : Math.ceil(value / unit - 1e-9) * unit)
  close('equity', metrics.finalEquity, figure('Equity Final [$]'))
  close('peak', Math.max(...result.equity), figure('Equity Peak [$]'))
  close('return', metrics.totalReturn, percent('Return [%]'))
  close('held', metrics.benchmarkReturn, percent('Buy & Hold Return [%]'))
  close('annual return', metrics.calmar! * -metrics.maxDrawdown!, percent('Return (Ann.) [%]'))
  close('volatility', metrics.volatility, percent('Volatility (Ann.) [%]'))
  close('cagr', metrics.cagr, percent('CAGR [%]'))
  close('sharpe', metrics.sharpe, figure('Sharpe Ratio'))
  close('sortino', metrics.sortino, figure('Sortino Ratio'))
  close('calmar', metrics.calmar, figure('Calmar Ratio'))
  close('alpha', metrics.alpha, percent('Alpha [%]'))
  close('beta', metrics.beta, figure('Beta'))
  close('drawdown', metrics.maxDrawdown, percent('Max. Drawdown [%]'))
  close('average drawdown', metrics.avgDrawdown, percent('Avg. Drawdown [%]'))
  close('drawdown days', metrics.maxDrawdownDays, days('Max. Drawdown Duration'))
  // The library rounds mean durations up to the unit of the bars.
  close('average drawdown days', roundedUp(metrics.avgDrawdownDays), days('Avg. Drawdown Duration'))
  close('trades', metrics.trades, figure('# Trades'))
  close('win rate', metrics.winRate, percent('Win Rate [%]'))
  close('best', metrics.bestTrade, percent('Best Trade [%]'))
  close('worst', metrics.worstTrade, percent('Worst Trade [%]'))
  close('average', metrics.avgTrade, percent('Avg. Trade [%]'))
  close('longest trade', metrics.maxTradeDays, days('Max. Trade Duration'))
  close('average trade days', roundedUp(metrics.avgTradeDays), days('Avg. Trade Duration'))
  close('profit factor', metrics.profitFactor, figure('Profit Factor'))
  close('expectancy', metrics.expectancy, percent('Expectancy [%]'))
  close('sqn', metrics.sqn, figure('SQN'))
  close('kelly', metrics.kelly, figure('Kelly Criterion'))
  close('exposure', metrics.exposure, percent('Exposure Time [%]'))
  return wrong
}

/** The strategy of the reference's header: turn on every crossing of the two averages. */
function signalsFor({ parameters }: Scenario, bars: Bars, decimals: number): Signals {
  const { strategy, n1, n2 } = parameters
  const { up, down } = crossesStrictly(average(bars.close, n1, decimals), average(bars.close, n2, decimals))
  const entryShort = strategy.shorts === false ? null : down
  const protection = { stopLoss: strategy.sl, takeProfit: strategy.tp }
  const turning = { exitLong: down, exitShort: up, lookback: n2 - 1 }
  if (strategy.mode === undefined) {
    const column = (value: number | undefined) => (value === undefined ? null : constant(bars.rows, value))
    return signalsOf(bars.rows, {
      ...turning,
      entryLong: up,
      entryShort,
      stopLoss: column(protection.stopLoss),
      takeProfit: column(protection.takeProfit),
    })
  }
  return working({ up, down, bars, strategy, turning })
}

/**
 * The library's limit and stop entries work until filled or replaced; ours are good for one bar. So the order is repeated on
 * every bar until the next crossing, with the levels of its own bar, and no longer after its fill.
 */
function working(given: {
  up: Uint8Array
  down: Uint8Array
  bars: Bars
  strategy: Scenario['parameters']['strategy']
  turning: Partial<Signals>
}): Signals {
  const { up, down, bars, strategy, turning } = given
  const { rows } = bars
  const [entryLong, entryShort] = [new Uint8Array(rows), new Uint8Array(rows)]
  const column = () => constant(rows, Number.NaN)
  const [price, beyond, stopLoss, takeProfit] = [column(), column(), column(), column()]
  let cap = Number.NaN
  let side = 0
  let level = Number.NaN
  for (let bar = 0; bar < rows; bar++) {
    if (up[bar] !== 0 || down[bar] !== 0) {
      side = up[bar] !== 0 ? 1 : -1
      level = bars.close[bar]! * (1 + (strategy.mode === 'limit' ? -side : side) * strategy.off!)
      cap = bars.close[bar]! * (1 + side * 1.5 * strategy.off!)
    }
    if (side === 0) continue
    // Fills are tested on the next bar; the first one reached ends the order.
    ;(side > 0 ? entryLong : entryShort)[bar] = 1
    price[bar] = level
    beyond[bar] = cap
    if (strategy.sl !== undefined) stopLoss[bar] = side * (1 - (level * (1 - side * strategy.sl)) / bars.close[bar]!)
    if (strategy.tp !== undefined) takeProfit[bar] = side * ((level * (1 + side * strategy.tp)) / bars.close[bar]! - 1)
    const next = bar + 1
    if (next === rows) break
    const upward = (strategy.mode === 'limit') === side < 0
    const stopped = Number.isNaN(level) || (upward ? bars.high[next]! >= level : bars.low[next]! <= level)
    if (!stopped) continue
    if (strategy.mode !== 'stoplimit' || (side > 0 ? bars.low[next]! <= cap : bars.high[next]! >= cap)) side = 0
    // The stop is reached and the limit is not: what is left is a limit order.
    else level = Number.NaN
  }
  const entry =
    strategy.mode === 'limit'
      ? { entryLimit: price }
      : { entryStop: price, entryLimit: strategy.mode === 'stoplimit' ? beyond : null }
  return signalsOf(rows, {
    ...turning,
    entryLong,
    entryShort,
    ...entry,
    stopLoss: strategy.sl === undefined ? null : stopLoss,
    takeProfit: strategy.tp === undefined ? null : takeProfit,
  })
}
