import { describe, expect, it } from 'vitest'

import { metricsFor } from '../../../core/engine/metrics.ts'
import { simulatePortfolio } from '../../../core/engine/portfolio/portfolio.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import type { Signals } from '../../../core/strategy/signals.ts'
import {
  average,
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
    size: number
    size_type: 'percent' | 'value'
    fees?: number
    fixed_fees?: number
    slippage?: number
    call_seq?: 'auto'
    fill?: 'next_open'
  }
  final_value: number
  total_return: number
  sharpe: number
  max_drawdown: number
  final_cash: number
  value: number[]
  trades: { rows: number; data: Record<string, (number | string)[]> }
}

const assets = ['AAPL', 'IBM', 'KO', 'MSFT']

describe(`vectorbt, four symbols that share the cash${orSkipped}`, () => {
  const scenarios = hasReference ? readReference<{ scenarios: Scenario[] }>('vectorbt-shared-cash-4').scenarios : []
  it('has the 6 scenarios', ({ skip }) => {
    if (!hasReference) skip('no reference values in ../shared/reference')
    expect(scenarios).toHaveLength(6)
  })
  for (const scenario of scenarios) it(`${scenario.name}`, () => expect(differences(scenario)).toEqual([]))
})

/** What the run of a scenario has other than vectorbt; trades bar by bar, values within 1e-9. */
function differences({ parameters, ...expected }: Scenario): string[] {
  const { fields } = overrideProfile(findProfile('vectorbt'), {
    fillTiming: parameters.fill === 'next_open' ? 'nextOpen' : 'signalClose',
    callOrder: parameters.call_seq === 'auto' ? 'salesFirst' : 'listed',
  })
  const costs = {
    cash: 10_000,
    fees: parameters.fees ?? 0,
    feeFixed: parameters.fixed_fees ?? 0,
    slippage: parameters.slippage ?? 0,
    spread: 0,
    leverage: 1,
  }
  const sizing: Signals['sizing'] =
    parameters.size_type === 'value'
      ? { kind: 'value', value: parameters.size }
      : { kind: 'percent', percent: parameters.size * 100 }
  const series = assets.map((asset) => {
    const bars = readBars(`csvdir-${asset}-daily.csv`)
    const { up, down } = crossesByLastDifference(average(bars.close, 20, 6), average(bars.close, 50, 6))
    return {
      bars,
      signals: signalsOf(bars.rows, {
        entryLong: up,
        exitLong: down,
        sizing,
        constraints: { lotSize: null, allowShort: true, maxPositions: 4 },
      }),
    }
  })
  const result = simulatePortfolio({ series, profile: fields, costs })
  const { data, rows } = expected.trades
  const ours = result.parts.flatMap(({ trades }, i) => trades.map((trade) => ({ asset: assets[i]!, ...trade })))
  const theirs = Array.from({ length: rows }, (_, i) => [
    data['asset']![i],
    data['entry_idx']![i],
    data['exit_idx']![i],
    data['status']![i],
  ])
  expect(ours.map((trade) => [trade.asset, trade.entryBar, trade.exitBar, trade.open ? 0 : 1])).toEqual(theirs)

  const wrong: string[] = []
  const close = (name: string, got: number | null, value: number) => {
    if (got === null || !(distance(got, value) < 1e-9)) wrong.push(`${name}: ${got}, expected ${value}`)
  }
  ours.forEach((trade, i) => {
    close(`size ${i}`, trade.size, data['size']![i] as number)
    close(`entry ${i}`, trade.entryPrice, data['entry_price']![i] as number)
    close(`pnl ${i}`, trade.pnl, data['pnl']![i] as number)
  })
  expected.value.forEach((value, i) => close(`value ${i}`, result.equity[i]!, value))
  const metrics = metricsFor({
    bars: { rows: result.ts.length, ts: result.ts },
    result: { ...result, trades: [] },
    profile: fields,
    cash: 10_000,
  })
  close('final cash', result.cash.at(-1)!, expected.final_cash)
  close('total return', metrics.totalReturn, expected.total_return)
  close('sharpe', metrics.sharpe, expected.sharpe)
  close('drawdown', metrics.maxDrawdown, expected.max_drawdown)
  return wrong
}
