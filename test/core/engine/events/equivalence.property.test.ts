import { deserialize, serialize } from 'node:v8'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { resultHash } from '../../../../core/backtest/result-hash.ts'
import { createRuleDriver, simulateByEvents } from '../../../../core/engine/events/rule-driver.ts'
import { createRulePortfolio, simulatePortfolioByEvents } from '../../../../core/engine/events/rule-portfolio.ts'
import type { Checkpoint, PortfolioCheckpoint } from '../../../../core/engine/events/checkpoint.ts'
import { metricsFor } from '../../../../core/engine/metrics.ts'
import { createPortfolioWalk, simulatePortfolio } from '../../../../core/engine/portfolio/portfolio.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import type { Simulation, SimulationResult } from '../../../../core/engine/types.ts'
import { anySimulation } from '../arbitrary.ts'

/** Random strategies and data; SEXTANT_LONG=1 tries 20,000. */
const often = { numRuns: process.env['SEXTANT_LONG'] === '1' ? 20_000 : 500 }
const minutes = 10 * 60_000

function hashOf({ bars, profile, costs }: Simulation, result: SimulationResult): string {
  return resultHash(result, metricsFor({ bars, result, profile, cash: costs.cash, benchmark: bars.close }))
}

describe('vector and event drivers, for any bars, signals, conventions and costs', () => {
  it(
    'give the same trades, orders, curves, warnings and resultHash, to the bit',
    () => {
      fc.assert(
        fc.property(anySimulation, (given) => {
          const vector = simulate(given)
          const event = simulateByEvents(given)
          expect(event).toEqual(vector)
          expect(hashOf(given, event)).toBe(hashOf(given, vector))
        }),
        often,
      )
    },
    minutes,
  )

  it(
    'give the same after a stop at any bar and a new start from what was written down',
    () => {
      fc.assert(
        fc.property(anySimulation, fc.nat(), fc.nat(), (given, first, second) => {
          const stops = [first % (given.bars.rows + 1), second % (given.bars.rows + 1)].sort((a, b) => a - b)
          let kept: Checkpoint | undefined
          for (const stop of stops) {
            const driver = createRuleDriver(given, kept)
            for (let bar = kept?.bar ?? 0; bar < stop; bar++) expect(driver.step()).toBe(true)
            kept = deserialize(serialize(driver.checkpoint())) as Checkpoint
            expect(kept.bar).toBe(stop)
          }
          const resumed = createRuleDriver(given, kept).finish()
          expect(resumed).toEqual(simulate(given))
          expect(hashOf(given, resumed)).toBe(hashOf(given, simulate(given)))
        }),
        often,
      )
    },
    minutes,
  )

  it(
    'give the same where two symbols share the account',
    () => {
      fc.assert(
        fc.property(anySimulation, anySimulation, fc.integer({ min: 1, max: 2 }), (first, second, maxPositions) => {
          const { profile, costs } = first
          const series = [first, second].map(({ bars, signals, actions = null }) => ({
            bars,
            actions,
            signals: { ...signals, constraints: { ...signals.constraints, maxPositions } },
          }))
          expect(simulatePortfolioByEvents({ series, profile, costs })).toEqual(
            simulatePortfolio({ series, profile, costs }),
          )
        }),
        often,
      )
    },
    minutes,
  )

  it(
    'give the same for several symbols after a stop at any time and a new start from what was written down',
    () => {
      const inputs = fc.array(anySimulation, { minLength: 2, maxLength: 4 })
      fc.assert(
        fc.property(inputs, fc.nat(), fc.nat(), fc.boolean(), (members, first, second, shifted) => {
          const { profile, costs } = members[0]!
          const series = members.map(({ bars, signals, actions = null }, i) => ({
            actions,
            // Bars of other times: symbols come and go.
            bars: shifted ? { ...bars, ts: bars.ts.map((time) => time + i * 3 * 86_400_000) } : bars,
            signals: { ...signals, constraints: { ...signals.constraints, maxPositions: 1 + (i % 3) } },
          }))
          const input = { series, profile, costs }
          const whole = simulatePortfolio(input)
          const stops = [first % (whole.ts.length + 1), second % (whole.ts.length + 1)].sort((a, b) => a - b)
          for (const start of [createPortfolioWalk, createRulePortfolio]) {
            let kept: PortfolioCheckpoint | undefined
            for (const stop of stops) {
              const walk = start(input, kept)
              for (let at = kept?.step ?? 0; at < stop; at++) expect(walk.step()).toBe(true)
              kept = deserialize(serialize(walk.checkpoint())) as PortfolioCheckpoint
              expect(kept.step).toBe(stop)
            }
            expect(start(input, kept).finish()).toEqual(whole)
          }
        }),
        often,
      )
    },
    minutes,
  )
})
