import { describe, expect, it } from 'vitest'

import { runSweep } from '../../../core/backtest/sweep.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import { distance } from '../engine/reference.ts'
import { averages, barsOf, readFixture, rowsNumbered, runRules } from './series.ts'
import type { SeriesName } from './series.ts'

type Name = 'total_return' | 'sharpe' | 'max_drawdown' | 'closed_trades' | 'win_rate' | 'profit_factor'
type Figure = number | 'Infinity' | null
interface Grid {
  series: SeriesName
  fill: 'close' | 'next_open'
  fees: number
  slippage: number
  pairs: [number, number][]
  given_exact_signals: [number, number][]
  metrics: Record<Name, Figure[]>
}
interface Stop {
  name: string
  series: SeriesName
  parameters: {
    sl?: number
    tp?: number
    trail?: boolean
    fill?: 'next_open'
    entry?: 'fillprice'
    exit?: 'stopmarket' | 'close'
    entries?: 'state'
    direction?: 'short' | 'both'
    fees?: number
    slippage?: number
  }
  figures: Record<Name, Figure>
  count: number
  trades: number[][]
}

const fixture = readFixture<{ grids: Grid[]; stops: Stop[] }>('vectorbt')
const ours = {
  total_return: 'totalReturn',
  sharpe: 'sharpe',
  max_drawdown: 'maxDrawdown',
  closed_trades: 'trades',
  win_rate: 'winRate',
  profit_factor: 'profitFactor',
} as const
const entries = Object.entries(ours) as [Name, (typeof ours)[Name]][]
/** Without losing trades the profit factor is infinite there and null here: it does not exist. */
const agrees = (got: number | null, expected: Figure) =>
  typeof expected === 'number' ? got !== null && distance(got, expected) < 1e-9 : got === null

const [up, down] = [`crossover(${averages})`, `crossunder(${averages})`]

describe(`vectorbt ${fixture.header.versions['vectorbt']}`, () => {
  it('has the grids and the stops', () => {
    expect(fixture.grids.map(({ pairs }) => pairs.length)).toEqual(Array(6).fill(58))
    expect(fixture.stops).toHaveLength(28)
    // Decimal-exact averages are this engine's own rule; elsewhere the tool's signals are its own.
    for (const grid of fixture.grids) expect(grid.given_exact_signals.length).toBeLessThan(5)
  })

  it.each(fixture.grids)(
    'grid on $series, fill $fill, fees $fees: 58 pairs as one sweep, within 1e-9',
    async ({ series, fill, fees, slippage, pairs, metrics }) => {
      const text = {
        name: 'grid',
        params: [
          { name: 'fast', type: 'int', default: 10 },
          { name: 'slow', type: 'int', default: 30 },
        ],
        entryLong: 'crossover(sma(close, $fast), sma(close, $slow))',
        exitLong: 'crossunder(sma(close, $fast), sma(close, $slow))',
      }
      const axis = (which: 0 | 1) => [...new Set(pairs.map((pair) => pair[which]))].toSorted((a, b) => a - b)
      const wrong: string[] = []
      let row = 0
      await runSweep({
        bars: barsOf(fixture, series),
        strategyText: JSON.stringify(text),
        params: {},
        axes: [
          { name: 'fast', values: axis(0) },
          { name: 'slow', values: axis(1) },
        ],
        where: 'fast < slow',
        profile: overrideProfile(findProfile('vectorbt'), {
          fillTiming: fill === 'close' ? 'signalClose' : 'nextOpen',
        }).fields,
        costs: { cash: 10_000, fees, feeFixed: 0, slippage, spread: 0, leverage: 1 },
        sizing: null,
        barMs: null,
        workers: 1,
        onRows: ({ columns, count, values }) => {
          for (let i = 0; i < count; i++, row++) {
            const cell = (name: string) => values[i * columns.length + columns.indexOf(name)]!
            expect([cell('fast'), cell('slow')]).toEqual(pairs[row])
            for (const [theirs, name] of entries) {
              const got = Number.isNaN(cell(name)) ? null : cell(name)
              const expected = metrics[theirs][row]!
              if (!agrees(got, expected)) wrong.push(`${pairs[row]!.join('/')} ${name}: ${got}, expected ${expected}`)
            }
          }
        },
      })
      expect(row).toBe(pairs.length)
      expect(wrong).toEqual([])
    },
  )

  it.each(fixture.stops)('stops: $name on $series, within 1e-9', (stop) => expect(differences(stop)).toEqual([]))
})

function differences({ series, parameters, figures, count, trades }: Stop): string[] {
  const { sl, tp, trail, fill, entry, exit, fees, slippage } = parameters
  const text = (value: number | undefined) => value?.toString()
  const { result, metrics } = runRules({
    bars: barsOf(fixture, series),
    timeframe: '1d',
    profile: 'vectorbt',
    set: {
      fillTiming: fill === undefined ? 'signalClose' : 'nextOpen',
      stopReference: entry === undefined ? 'entryClose' : 'fill',
      stopExit: exit === 'close' ? 'close' : 'stopPrice',
      slippageOnStops: exit !== undefined,
    },
    costs: { fees: fees ?? 0, slippage: slippage ?? 0 },
    sizing: 'percent(100)',
    rules: { ...turning(parameters), [trail === true ? 'trailingStop' : 'stopLoss']: text(sl), takeProfit: text(tp) },
  })
  expect(result.trades).toHaveLength(count)
  const wrong: string[] = []
  const close = (name: string, got: number | null, expected: Figure) => {
    if (!agrees(got, expected)) wrong.push(`${name}: ${got}, expected ${expected}`)
  }
  rowsNumbered(result.trades, trades).forEach((trade, row) => {
    const [number, short, entryBar, exitBar, closed, ...money] = trades[row]!
    expect([trade.side === 'short' ? 1 : 0, trade.entryBar, trade.exitBar, trade.open ? 0 : 1]).toEqual([
      short,
      entryBar,
      exitBar,
      closed,
    ])
    const names = ['size', 'entryPrice', 'exitPrice', 'entryFee', 'exitFee', 'pnl', 'return'] as const
    names.forEach((name, i) => close(`${name} of trade ${number}`, trade[name], money[i]!))
  })
  for (const [theirs, name] of entries) close(name, metrics[name], figures[theirs])
  return wrong
}

function turning({ direction, entries: kind }: Stop['parameters']): Record<string, string> {
  if (direction === 'short') return { entryShort: down, exitShort: up }
  if (direction === 'both') return { entryLong: up, entryShort: down }
  return { entryLong: kind === 'state' ? 'sma(close, 10) > sma(close, 30)' : up, exitLong: down }
}
