import { describe, expect, it } from 'vitest'

import { metricsFor } from '../../../core/engine/metrics.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../core/engine/simulate.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import {
  average,
  constant,
  crossesByLastDifference,
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
    sl_stop?: number
    tp_stop?: number
    sl_trail?: boolean
    stop_exit_price?: 'stoplimit' | 'stopmarket' | 'close'
    stop_entry_price?: 'close' | 'fillprice'
    fees?: number
    slippage?: number
    direction: 'long' | 'short' | 'both'
    entries: 'cross' | 'state'
    exits: 'cross' | 'none'
    fill: 'close' | 'next_open'
  }
  final_value: number
  total_return: number
  sharpe: number
  max_drawdown: number
  closed_trades: number
  win_rate: number
  profit_factor: number
  trades: { rows: number; data: Record<string, number[]> }
}

describe(`vectorbt's stops on GOOG${orSkipped}`, () => {
  const scenarios = hasReference ? readReference<{ scenarios: Scenario[] }>('vectorbt-stops-goog').scenarios : []
  it('has the 18 scenarios', ({ skip }) => {
    if (!hasReference) skip('no reference values in ../shared/reference')
    expect(scenarios).toHaveLength(18)
  })
  for (const scenario of scenarios)
    it(`${scenario.name}`, () => expect(differences(scenario, readBars('goog-daily.csv'))).toEqual([]))
})

/** What the run of a scenario has other than vectorbt; trades bar by bar, figures within 1e-9. */
function differences(scenario: Scenario, bars: Bars): string[] {
  const { parameters } = scenario
  const exit = parameters.stop_exit_price ?? 'stoplimit'
  const { fields } = overrideProfile(findProfile('vectorbt'), {
    fillTiming: parameters.fill === 'close' ? 'signalClose' : 'nextOpen',
    stopReference: parameters.stop_entry_price === 'fillprice' ? 'fill' : 'entryClose',
    stopExit: exit === 'close' ? 'close' : 'stopPrice',
    slippageOnStops: exit !== 'stoplimit',
  })
  const costs = {
    cash: 10_000,
    fees: parameters.fees ?? 0,
    feeFixed: 0,
    slippage: parameters.slippage ?? 0,
    spread: 0,
    leverage: 1,
  }
  const result = simulate({ bars, signals: signalsFor(parameters, bars), profile: fields, costs })
  const metrics = metricsFor({ bars, result, profile: fields, cash: 10_000 })
  const { data, rows } = scenario.trades

  expect(
    result.trades.map((trade) => [trade.side === 'short' ? 1 : 0, trade.entryBar, trade.exitBar, trade.open ? 0 : 1]),
  ).toEqual(
    Array.from({ length: rows }, (_, i) => [
      data['direction']![i],
      data['entry_idx']![i],
      data['exit_idx']![i],
      data['status']![i],
    ]),
  )
  const wrong: string[] = []
  const close = (name: string, got: number | null, expected: number) => {
    if (got === null || !(distance(got, expected) < 1e-9)) wrong.push(`${name}: ${got}, expected ${expected}`)
  }
  result.trades.forEach((trade, i) => {
    close(`size ${i}`, trade.size, data['size']![i]!)
    close(`entry price ${i}`, trade.entryPrice, data['entry_price']![i]!)
    close(`exit price ${i}`, trade.exitPrice, data['exit_price']![i]!)
    close(`entry fee ${i}`, trade.entryFee, data['entry_fees']![i]!)
    close(`exit fee ${i}`, trade.exitFee, data['exit_fees']![i]!)
    close(`pnl ${i}`, trade.pnl, data['pnl']![i]!)
    close(`return ${i}`, trade.return, data['return']![i]!)
  })
  close('final value', metrics.finalEquity, scenario.final_value)
  close('total return', metrics.totalReturn, scenario.total_return)
  close('sharpe', metrics.sharpe, scenario.sharpe)
  close('drawdown', metrics.maxDrawdown, scenario.max_drawdown)
  close('closed trades', metrics.trades, scenario.closed_trades)
  close('win rate', metrics.winRate, scenario.win_rate)
  close('profit factor', metrics.profitFactor, scenario.profit_factor)
  return wrong
}

function signalsFor(parameters: Scenario['parameters'], bars: Bars) {
  const [fast, slow] = [average(bars.close, 10, 2), average(bars.close, 30, 2)]
  const { up, down } = crossesByLastDifference(fast, slow)
  const above = Uint8Array.from(fast, (value, i) => (value > slow[i]! ? 1 : 0))
  const distances = parameters.sl_stop === undefined ? null : constant(bars.rows, parameters.sl_stop)
  const exits = parameters.exits === 'cross'
  return signalsOf(bars.rows, {
    entryLong: parameters.direction === 'short' ? null : parameters.entries === 'state' ? above : up,
    exitLong: exits && parameters.direction === 'long' ? down : null,
    entryShort: parameters.direction === 'long' ? null : down,
    exitShort: exits && parameters.direction === 'short' ? up : null,
    stopLoss: parameters.sl_trail === true ? null : distances,
    trailingStop: parameters.sl_trail === true ? distances : null,
    takeProfit: parameters.tp_stop === undefined ? null : constant(bars.rows, parameters.tp_stop),
  })
}
