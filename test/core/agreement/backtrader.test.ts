import { describe, expect, it } from 'vitest'

import { distance } from '../engine/reference.ts'
import { averages, barsOf, readFixture, rowsNumbered, runRules } from './series.ts'
import type { SeriesName } from './series.ts'

interface Scenario {
  name: string
  series: SeriesName
  parameters: {
    sizer: 'FixedSize' | 'PercentSizer' | 'PercentSizerInt'
    stake?: number
    percents?: number
    commission: number
    slip?: number
    slip_open?: boolean
    coc?: boolean
    shorts?: boolean
    bracket?: [number, number]
  }
  figures: { final_value: number; sharpe: number; max_drawdown: number; sqn: number; trades: number }
  count: number
  trades: (number | boolean)[][]
  values: [number, number][]
}

const fixture = readFixture<{ scenarios: Scenario[] }>('backtrader')
const [up, down] = [`crossover(${averages})`, `crossunder(${averages})`]

describe(`backtrader ${fixture.header.versions['backtrader']}`, () => {
  it('has nine settings on two series', () => expect(fixture.scenarios).toHaveLength(18))
  it.each(fixture.scenarios)('$name on $series, within 1e-9', (scenario) => expect(differences(scenario)).toEqual([]))
})

function differences({ series, parameters, figures, count, trades, values }: Scenario): string[] {
  const { stake, percents, bracket, coc } = parameters
  const { result, metrics } = runRules({
    bars: barsOf(fixture, series),
    timeframe: '1d',
    profile: 'backtrader',
    set: {
      fillTiming: coc === true ? 'signalClose' : 'nextOpen',
      slippageAtOpen: parameters.slip_open === true,
      units: parameters.sizer === 'PercentSizerInt' ? 'whole' : 'fractional',
    },
    costs: { cash: 100_000, fees: parameters.commission, slippage: parameters.slip ?? 0 },
    sizing: stake === undefined ? `percent(${percents})` : `units(${stake})`,
    rules: {
      entryLong: up,
      exitLong: down,
      ...(parameters.shorts === true ? { entryShort: down, exitShort: up } : {}),
      stopLoss: bracket?.[0].toString(),
      takeProfit: bracket?.[1].toString(),
    },
  })
  const wrong: string[] = []
  const close = (name: string, got: number | null, expected: number) => {
    if (got === null || !(distance(got, expected) < 1e-9)) wrong.push(`${name}: ${got}, expected ${expected}`)
  }
  const closed = result.trades.filter((trade) => !trade.open)
  expect(closed).toHaveLength(count)
  // The tool dates a fill at the signal's close on the bar after it, though at the earlier price.
  const late = coc === true ? 1 : 0
  rowsNumbered(closed, trades).forEach((trade, row) => {
    const [number, long, entryBar, exitBar, ...money] = trades[row]!
    expect([trade.side === 'long', trade.entryBar + late, trade.exitBar + late]).toEqual([long, entryBar, exitBar])
    const got = [trade.entryPrice, trade.pnl, trade.entryFee + trade.exitFee]
    got.forEach((value, i) => close(`${['entry', 'pnl', 'fees'][i]} of trade ${number}`, value, money[i] as number))
  })
  for (const [bar, value] of values) close(`value on bar ${bar}`, result.equity[bar]!, value)
  close('final value', metrics.finalEquity, figures.final_value)
  close('sharpe', metrics.sharpe, figures.sharpe)
  close('drawdown', metrics.maxDrawdown, -figures.max_drawdown / 100)
  close('sqn', metrics.sqn, figures.sqn)
  close('trades', metrics.trades, figures.trades)
  return wrong
}
