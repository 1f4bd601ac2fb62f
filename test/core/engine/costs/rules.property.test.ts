import { deserialize, serialize } from 'node:v8'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { CostSpec } from '../../../../core/contract/costs.ts'
import type { Checkpoint } from '../../../../core/engine/events/checkpoint.ts'
import { createRuleDriver, simulateByEvents } from '../../../../core/engine/events/rule-driver.ts'
import { simulatePortfolioByEvents } from '../../../../core/engine/events/rule-portfolio.ts'
import { simulatePortfolio } from '../../../../core/engine/portfolio/portfolio.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import type { Simulation, SimulationResult } from '../../../../core/engine/types.ts'
import { anyCostSpec, anySimulation } from '../arbitrary.ts'

const often = { numRuns: process.env['SEXTANT_LONG'] === '1' ? 20_000 : 400 }
const modelled = fc
  .tuple(anySimulation, anyCostSpec, fc.constantFrom(0, 0.3, 0.6, 0.9), fc.constantFrom('cash', 'margin', 'margin'))
  .map(([given, costs, share, type]): Simulation => {
    const leverage = type === 'cash' ? 1 : given.costs.leverage
    const margins = { leverage: 1, initialMargin: 1 / leverage, maintenanceMargin: share / leverage, type }
    return { ...given, costs: { ...given.costs, ...margins, costs } }
  })
const withCosts = (given: Simulation, costs: CostSpec): Simulation => ({ ...given, costs: { ...given.costs, costs } })
const holding = ({ warnings }: SimulationResult) => warnings.some((text) => text.startsWith('Holding '))

describe('rules under any cost models', () => {
  it('take the same steps in both drivers, and balance on every bar of the event driver', () => {
    fc.assert(
      fc.property(modelled, (given) => {
        expect(simulateByEvents(given)).toEqual(simulate(given))
      }),
      often,
    )
  }, 600_000)

  it('go on from a checkpoint as if they had not been stopped', () => {
    fc.assert(
      fc.property(modelled, fc.nat(), (given, pick) => {
        const driver = createRuleDriver(given)
        for (let bar = 0; bar < pick % given.bars.rows; bar++) driver.step()
        const kept = deserialize(serialize(driver.checkpoint())) as Checkpoint
        expect(createRuleDriver(given, kept).finish()).toEqual(simulate(given))
      }),
      often,
    )
  }, 600_000)

  it('do with one symbol of a portfolio what they do alone, and the same in both drivers with two', () => {
    fc.assert(
      fc.property(modelled, anySimulation, (first, second) => {
        const { bars, signals, profile, costs, actions = null } = first
        const alone = simulate(first)
        const shared = simulatePortfolio({ series: [{ bars, signals, actions }], profile, costs })
        expect([shared.equity, shared.parts[0]!.trades]).toEqual([alone.equity, alone.trades])
        expect(shared.warnings).toEqual(alone.warnings)
        const series = [first, second].map((one) => ({
          bars: one.bars,
          actions: one.actions ?? null,
          signals: { ...one.signals, constraints: { ...one.signals.constraints, maxPositions: 2 } },
        }))
        const both = { series, profile, costs }
        expect(simulatePortfolioByEvents(both)).toEqual(simulatePortfolio(both))
      }),
      often,
    )
  }, 600_000)

  it('give the plain figures to the bit where the models say the same', () => {
    fc.assert(
      fc.property(anySimulation, (given) => {
        if (given.profile.feeBase === 'perTrade' || given.profile.sizingFee === 'unit') return
        const { fees, feeFixed, slippage } = given.costs
        const relative =
          given.profile.feeBase === 'value'
            ? ({ kind: 'percent', rate: fees } as const)
            : ({ kind: 'perShare', amount: fees } as const)
        const same = withCosts(given, {
          fees: { kind: 'sum', of: [relative, { kind: 'fixed', amount: feeFixed }] },
          slippage: { kind: 'percent', rate: slippage },
        })
        const blank = { ...same, costs: { ...same.costs, fees: 0, feeFixed: 0, slippage: 0 } }
        expect(simulate(blank)).toEqual(simulate(given))
      }),
      often,
    )
  }, 600_000)

  it('never take more of a bar than their share of its volume, but to be liquidated or at the end', () => {
    fc.assert(
      fc.property(modelled, fc.constantFrom(0.002, 0.01, 0.05), (given, volumeShare) => {
        const { trades } = simulate(withCosts({ ...given, actions: null }, { ...given.costs.costs, volumeShare }))
        const taken = new Float64Array(given.bars.rows)
        for (const trade of trades) {
          taken[trade.entryBar]! += trade.size
          if (!trade.open && trade.exitReason !== 'liquidation' && trade.exitReason !== 'finalBar')
            taken[trade.exitBar]! += trade.size
        }
        for (const units of taken) expect(units).toBeLessThanOrEqual(1000 * volumeShare * (1 + 1e-9))
      }),
      often,
    )
  }, 600_000)

  it('end with the cash put in, the profits, and the cost of holding', () => {
    fc.assert(
      fc.property(modelled, (given) => {
        if (given.profile.finalBar === 'leaveOpen') return
        const result = simulate(given)
        for (let i = 0; i < result.equity.length; i++)
          expect(result.equity[i]).toBe(result.cash[i]! + result.positionValue[i]!)
        const profits = result.trades.reduce((sum, { pnl }) => sum + pnl, 0)
        const gap = result.equity.at(-1)! - given.costs.cash - profits
        if (!holding(result)) expect(Math.abs(gap)).toBeLessThan(1e-6 * given.costs.cash)
        else {
          const said = /Holding (cost|brought) ([\d.]+)/.exec(result.warnings.join('\n'))!
          expect(gap).toBeCloseTo((said[1] === 'cost' ? -1 : 1) * Number(said[2]), 1)
        }
      }),
      often,
    )
  }, 600_000)
})
