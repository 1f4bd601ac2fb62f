import { describe, expect, it } from 'vitest'

import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import { metricsFor } from '../../../core/engine/metrics.ts'
import { simulate } from '../../../core/engine/simulate.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import { average, constant, crossesStrictly, distance, signalsOf } from '../engine/reference.ts'
import { barsOf, readFixture, rowsNumbered } from './series.ts'
import type { SeriesName } from './series.ts'

interface Scenario {
  name: string
  series: SeriesName
  parameters: {
    costs?: 'default'
    percent?: number
    units?: number
    shorts?: boolean
    per_trade?: number
    per_dollar?: number
    stop?: number
    target?: number
  }
  figures: Record<'value' | 'return' | 'sharpe' | 'sortino' | 'volatility' | 'max_drawdown', number>
  count: number
  fills: number[][]
  values: [number, number][]
}

const fixture = readFixture<{ scenarios: Scenario[] }>('zipline')

describe(`zipline-reloaded ${fixture.header.versions['zipline-reloaded']}`, () => {
  it('has nine settings on two series', () => expect(fixture.scenarios).toHaveLength(18))
  it.each(fixture.scenarios)('$name on $series, within 1e-9', (scenario) => expect(differences(scenario)).toEqual([]))
})

/** The tool stores prices as whole thousandths. */
function stored(bars: Bars): Bars {
  const round = (column: Float64Array) => column.map((price) => Math.round(price * 1000) / 1000)
  return { ...bars, open: round(bars.open), high: round(bars.high), low: round(bars.low), close: round(bars.close) }
}

function differences({ series, parameters, figures, count, fills, values }: Scenario): string[] {
  const { costs, percent, units, shorts, per_trade, per_dollar, stop, target } = parameters
  const bars = stored(barsOf(fixture, series))
  const base = per_trade !== undefined ? 'perTrade' : per_dollar !== undefined ? 'value' : 'perUnit'
  const profile = overrideProfile(findProfile('zipline'), { feeBase: base }).fields
  const { up, down } = crossesStrictly(average(bars.close, 10, 3), average(bars.close, 30, 3))
  const result = simulate({
    bars,
    profile,
    costs: {
      cash: 100_000,
      fees: costs === 'default' ? 0.001 : (per_trade ?? per_dollar ?? 0),
      feeFixed: 0,
      slippage: costs === 'default' ? 0.0005 : 0,
      spread: 0,
      leverage: 1,
    },
    signals: signalsOf(bars.rows, {
      entryLong: up,
      exitLong: down,
      ...(shorts === true ? { entryShort: down, exitShort: up } : {}),
      stopLoss: stop === undefined ? null : constant(bars.rows, stop),
      takeProfit: target === undefined ? null : constant(bars.rows, target),
      sizing: units === undefined ? { kind: 'percent', percent: percent! * 100 } : { kind: 'units', units },
    }),
  })
  const wrong: string[] = []
  const close = (name: string, got: number | null | undefined, expected: number) => {
    if (got === null || got === undefined || !(distance(got, expected) < 1e-9))
      wrong.push(`${name}: ${got}, expected ${expected}`)
  }
  const ours = fillsOf(result.trades)
  expect(ours).toHaveLength(count)
  rowsNumbered(ours, fills).forEach((fill, row) => {
    const [number, bar, amount, price, fee] = fills[row]!
    expect([fill.bar, fill.units]).toEqual([bar, amount])
    close(`price of fill ${number}`, fill.price, price!)
    close(`fee of fill ${number}`, fill.fee, fee!)
  })
  for (const [bar, value] of values) close(`value on bar ${bar}`, result.equity[bar], value)
  const metrics = metricsFor({ bars, result, profile, cash: 100_000 })
  close('value', metrics.finalEquity, figures.value)
  close('return', metrics.totalReturn, figures.return)
  close('sharpe', metrics.sharpe, figures.sharpe)
  close('sortino', metrics.sortino, figures.sortino)
  close('volatility', metrics.volatility, figures.volatility)
  close('drawdown', metrics.maxDrawdown, figures.max_drawdown)
  return wrong
}

interface Fill {
  readonly bar: number
  readonly units: number
  readonly price: number
  readonly fee: number
}

/** Entries and exits in order of time; a turn is one order of the tool's. */
function fillsOf(trades: ReturnType<typeof simulate>['trades']): Fill[] {
  const fills: Fill[] = []
  for (const trade of trades) {
    const units = trade.side === 'long' ? trade.size : -trade.size
    const entry = { bar: trade.entryBar, units, price: trade.entryPrice, fee: trade.entryFee }
    const last = fills.at(-1)
    const turns = last?.bar === entry.bar && Math.sign(last.units) === Math.sign(units)
    if (turns) fills.splice(-1, 1, { ...last, units: last.units + units, fee: last.fee + entry.fee })
    else fills.push(entry)
    if (!trade.open) fills.push({ bar: trade.exitBar, units: -units, price: trade.exitPrice, fee: trade.exitFee })
  }
  return fills
}
