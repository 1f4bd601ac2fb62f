import { describe, expect, it } from 'vitest'

import { metricsFor } from '../../../core/engine/metrics.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../core/engine/simulate.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import type { Signals } from '../../../core/strategy/signals.ts'
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
    fast: number
    slow: number
    broker: {
      sizer: { sizer: string; stake?: number; percents?: number }
      commission?: number
      slip?: number
      slip_open?: boolean
      coc?: boolean
    }
    strategy: { shorts?: boolean; bracket?: [number, number]; exectype?: 'Limit' | 'Stop' }
  }
  final_value: number
  analyzers: { sharpe: number; drawdown: { max: { drawdown: number } }; sqn: { sqn: number; trades: number } }
  trades: { rows: number; data: Record<string, (number | boolean)[]> }
  values: number[] | null
}

describe(`backtrader on GOOG${orSkipped}`, () => {
  const scenarios = hasReference ? readReference<{ scenarios: Scenario[] }>('backtrader-goog').scenarios : []
  it('has the 30 scenarios', ({ skip }) => {
    if (!hasReference) skip('no reference values in ../shared/reference')
    expect(scenarios).toHaveLength(30)
  })
  for (const scenario of scenarios) {
    it(`${scenario.name}`, () => expect(differences(scenario, readBars('goog-daily.csv'))).toEqual([]))
  }
})

/** What the run of a scenario has other than the tool; trades bar by bar, figures within 1e-9. */
function differences({ parameters, trades: expected, analyzers, values, ...scenario }: Scenario, bars: Bars): string[] {
  const { broker, strategy } = parameters
  const { fields } = overrideProfile(findProfile('backtrader'), {
    fillTiming: broker.coc === true ? 'signalClose' : 'nextOpen',
    slippageAtOpen: broker.slip_open === true,
    units: broker.sizer.sizer === 'PercentSizerInt' ? 'whole' : 'fractional',
  })
  const costs = {
    cash: 10_000,
    fees: broker.commission ?? 0,
    feeFixed: 0,
    slippage: broker.slip ?? 0,
    spread: 0,
    leverage: 1,
  }
  const { stake, percents } = broker.sizer
  const sizing: Signals['sizing'] =
    stake === undefined ? { kind: 'percent', percent: percents! } : { kind: 'units', units: stake }
  const { up, down } = crossesByLastDifference(
    average(bars.close, parameters.fast, 2),
    average(bars.close, parameters.slow, 2),
  )
  const shorts = strategy.shorts === true ? { entryShort: down, exitShort: up } : {}
  const bracket =
    strategy.bracket === undefined
      ? {}
      : { stopLoss: constant(bars.rows, strategy.bracket[0]), takeProfit: constant(bars.rows, strategy.bracket[1]) }
  const entry = strategy.exectype === undefined ? {} : working(bars, up, down, strategy)
  const result = simulate({
    bars,
    signals: signalsOf(bars.rows, { entryLong: up, exitLong: down, ...shorts, ...bracket, ...entry, sizing }),
    profile: fields,
    costs,
  })
  const metrics = metricsFor({ bars, result, profile: fields, cash: 10_000 })
  const closed = result.trades.filter((trade) => !trade.open)
  const { data, rows } = expected
  // The tool dates a fill at the signal's close on the bar after it, though at the earlier price.
  const late = broker.coc === true ? 1 : 0
  expect(closed.map((trade) => [trade.side === 'long', trade.entryBar + late, trade.exitBar + late])).toEqual(
    Array.from({ length: rows }, (_, i) => [data['long']![i], data['entry_bar']![i], data['exit_bar']![i]]),
  )
  const wrong: string[] = []
  const close = (name: string, got: number | null, value: number) => {
    if (got === null || !(distance(got, value) < 1e-9)) wrong.push(`${name}: ${got}, expected ${value}`)
  }
  closed.forEach((trade, i) => {
    close(`entry price ${i}`, trade.entryPrice, data['entry_price']![i] as number)
    close(`pnl ${i}`, trade.pnl, data['pnl_net']![i] as number)
    close(`fees ${i}`, trade.entryFee + trade.exitFee, data['commission']![i] as number)
  })
  values?.forEach((value, i) => close(`value ${i}`, result.equity[result.equity.length - values.length + i]!, value))
  close('final value', metrics.finalEquity, scenario.final_value)
  close('sharpe', metrics.sharpe, analyzers.sharpe)
  close('drawdown', metrics.maxDrawdown, -analyzers.drawdown.max.drawdown / 100)
  close('trades', metrics.trades, analyzers.sqn.trades)
  close('sqn', metrics.sqn, analyzers.sqn.sqn)
  return wrong
}

const tenDays = 10 * 86_400_000

/**
 * The tool's limit and stop entries, 1 % from the close of a crossing, work until they are filled: those with a bracket until
 * the opposite crossing, the others for ten days. Ours are good for one bar, so they are repeated on every bar until then, with
 * the levels of the first.
 */
function working(
  bars: Bars,
  up: Uint8Array,
  down: Uint8Array,
  { exectype, bracket }: Scenario['parameters']['strategy'],
): Partial<Signals> {
  const { rows, ts, close, high, low } = bars
  const entryLong = new Uint8Array(rows)
  const [price, stopLoss, takeProfit] = [1, 2, 3].map(() => constant(rows, Number.NaN)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  let since = -1
  let level = Number.NaN
  for (let bar = 0; bar + 1 < rows; bar++) {
    if (down[bar] !== 0) since = -1
    if (up[bar] !== 0) {
      since = bar
      level = close[bar]! * (exectype === 'Limit' ? 0.99 : 1.01)
    }
    if (since < 0 || (bracket === undefined && ts[bar + 1]! > ts[since]! + tenDays)) continue
    entryLong[bar] = 1
    price[bar] = level
    if (bracket !== undefined) {
      stopLoss[bar] = 1 - (level * (1 - bracket[0])) / close[bar]!
      takeProfit[bar] = (level * (1 + bracket[1])) / close[bar]! - 1
    }
    if (exectype === 'Limit' ? low[bar + 1]! <= level : high[bar + 1]! >= level) since = -1
  }
  return {
    entryLong,
    ...(exectype === 'Limit' ? { entryLimit: price } : { entryStop: price }),
    ...(bracket === undefined ? {} : { stopLoss, takeProfit }),
  }
}
