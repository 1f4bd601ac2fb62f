import { describe, expect, it } from 'vitest'

import { Account } from '../../../../core/contract/profile.ts'
import { simulateByEvents } from '../../../../core/engine/events/rule-driver.ts'
import { simulatePortfolio } from '../../../../core/engine/portfolio/portfolio.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import type { Costs, Simulation } from '../../../../core/engine/types.ts'
import type { Bars } from '../../../../core/market-data/bars.ts'
import { barsOf, free as money, play } from '../events/scripted.ts'
import { constant, signalsOf } from '../reference.ts'

const { fields } = findProfile('sextant')

const still = [100, 100, 100, 100]
const falling = barsOf([still, still, [90, 91, 60, 80], [80, 80, 80, 80]])
const rising = barsOf([still, still, [110, 130, 109, 120], [120, 120, 120, 120]])
const first = Uint8Array.from([1, 0, 0, 0])

function run(bars: Bars, rules: 'entryLong' | 'entryShort', costs: Partial<Costs>, more = {}) {
  const sizing = { kind: 'percent', percent: 1000 } as const
  const given: Simulation = {
    bars,
    signals: signalsOf(4, { [rules]: first, sizing, ...more }),
    profile: fields,
    costs: { ...money, ...costs },
  }
  const result = simulate(given)
  expect(simulateByEvents(given)).toEqual(result)
  const shared = simulatePortfolio({ series: [{ bars, signals: given.signals }], profile: fields, costs: given.costs })
  expect(shared.equity).toEqual(result.equity)
  return result
}

describe('margin accounts', () => {
  it('open positions up to 1 / initial margin of the equity', () => {
    const { trades, warnings } = run(falling, 'entryLong', { initialMargin: 0.5 })
    expect(trades[0]!.size).toBeCloseTo(200, 9)
    expect(warnings).toContainEqual(expect.stringContaining('1 order cut'))
  })

  it('close a long at P (1 - initial) / (1 - maintenance), the margin call price of the textbooks', () => {
    const { trades, warnings, orders, equity } = run(falling, 'entryLong', {
      initialMargin: 0.5,
      maintenanceMargin: 0.25,
    })
    expect(trades[0]).toMatchObject({ exitBar: 2, exitReason: 'liquidation' })
    expect(trades[0]!.exitPrice).toBeCloseTo((100 * (1 - 0.5)) / (1 - 0.25), 9)
    expect(orders.at(-1)).toMatchObject({ status: 'filled', reason: 'liquidation' })
    expect(warnings).toContainEqual(expect.stringContaining('below the maintenance margin, first on 2020-01-03'))
    expect(equity.at(-1)).toBeCloseTo(200 * (200 / 3) - 10_000, 6)
  })

  it('close a short at P (1 + initial) / (1 + maintenance)', () => {
    const { trades } = run(rising, 'entryShort', { initialMargin: 0.5, maintenanceMargin: 0.3 })
    expect(trades[0]!.size).toBeCloseTo(200, 9)
    expect(trades[0]!.exitPrice).toBeCloseTo((100 * 1.5) / 1.3, 9)
  })

  it('close at the open where a bar opens beyond it, and after the stop where that is nearer', () => {
    const gap = barsOf([still, still, [60, 61, 59, 60], [60, 60, 60, 60]])
    const margins = { initialMargin: 0.5, maintenanceMargin: 0.25 }
    expect(run(gap, 'entryLong', margins).trades[0]).toMatchObject({ exitPrice: 60, exitReason: 'liquidation' })
    const near = run(falling, 'entryLong', margins, { stopLoss: constant(4, 0.2) })
    expect(near.trades[0]).toMatchObject({ exitPrice: 80, exitReason: 'stopLoss' })
    const far = run(falling, 'entryLong', margins, { stopLoss: constant(4, 0.39) })
    expect(far.trades[0]).toMatchObject({ exitReason: 'liquidation' })
    expect(far.trades[0]!.exitPrice).toBeCloseTo(200 / 3, 9)
  })

  it('do the same to a strategy with callbacks, which trades on', () => {
    const ran = play({
      rows: [still, still, [90, 91, 60, 80], [80, 80, 80, 80], [80, 80, 80, 80]],
      costs: { initialMargin: 0.5, maintenanceMargin: 0.25 },
      at: { 0: (b) => void b.buy(200), 3: (b) => void b.buy(1) },
    })
    expect(ran.trades[0]!.exitPrice).toBeCloseTo(200 / 3, 9)
    expect(ran.fills).toHaveLength(3)
    expect(ran.warnings).toContainEqual(expect.stringContaining('below the maintenance margin'))
  })

  it('close all symbols where only together they are below it', () => {
    const halves = {
      sizing: { kind: 'value', value: 10_000 } as const,
      constraints: { lotSize: null, allowShort: true, maxPositions: 2 },
    }
    const bars = barsOf([still, still, [80, 80, 62, 62], [62, 62, 62, 62]])
    const series = [bars, bars].map((own) => ({ bars: own, signals: signalsOf(4, { entryLong: first, ...halves }) }))
    const { parts, equity } = simulatePortfolio({
      series,
      profile: fields,
      costs: { ...money, initialMargin: 0.5, maintenanceMargin: 0.25 },
    })
    expect(parts.map(({ trades }) => trades[0]!.exitReason)).toEqual(['liquidation', 'liquidation'])
    expect(equity.at(-1)).toBeGreaterThan(0)
  })
})

describe('cash accounts', () => {
  it('sell nothing short', () => {
    expect(run(rising, 'entryShort', { type: 'cash' }).trades).toEqual([])
    const ran = play({ rows: [still, still, still], costs: { type: 'cash' }, at: { 0: (b) => void b.sell(5) } })
    expect(ran.trades).toEqual([])
  })
})

describe('the account of a request', () => {
  it('refuses margins that contradict each other', () => {
    const wrong = (account: object) => Account.safeParse(account).error?.issues[0]?.path
    expect(wrong({ leverage: 4, initialMargin: 0.5 })).toEqual(['initialMargin'])
    expect(wrong({ leverage: 4, maintenanceMargin: 0.25 })).toEqual(['maintenanceMargin'])
    expect(wrong({ type: 'cash', leverage: 2 })).toEqual(['type'])
    expect(wrong({ leverage: 2, initialMargin: 0.5, maintenanceMargin: 0.3 })).toBeUndefined()
  })
})
