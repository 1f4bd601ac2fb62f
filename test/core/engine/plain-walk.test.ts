import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { createAccount } from '../../../core/engine/account/account.ts'
import { simulateByEvents } from '../../../core/engine/events/rule-driver.ts'
import { isPlain, walkPlain } from '../../../core/engine/plain-walk.ts'
import { simulate } from '../../../core/engine/simulate.ts'
import type { Simulation } from '../../../core/engine/types.ts'
import { anySimulation } from './arbitrary.ts'

/** What the walk in local variables is for: longs by signals, with cash. */
const anyPlain = fc
  .record({ given: anySimulation, percent: fc.constantFrom(100, 100, 95, 250, 0.5), noExit: fc.boolean() })
  .map(({ given, percent, noExit }): Simulation => {
    const { actions: _, ...rest } = given
    return {
      ...rest,
      costs: { ...given.costs, leverage: 1, initialMargin: undefined, maintenanceMargin: undefined, costs: undefined },
      profile: {
        ...given.profile,
        units: 'fractional',
        feeBase: 'value',
        sizingFee: 'order',
        sizingPrice: 'fill',
        shortOfCash: 'cut',
        slippageCap: 'none',
        exitWithEntry: 'exit',
        lastBarEntry: true,
        closeFillBooked: 'sameBar',
      },
      signals: {
        ...given.signals,
        exitLong: noExit ? null : given.signals.exitLong,
        entryShort: null,
        stopLoss: null,
        takeProfit: null,
        targets: null,
        trailingStop: null,
        trailingThen: null,
        maxBarsHeld: null,
        entryLimit: null,
        entryStop: null,
        weight: null,
        rebalance: null,
        members: null,
        cooldown: 0,
        sizing: { kind: 'percent', percent },
        constraints: { lotSize: null, allowShort: true, maxPositions: 1 },
      },
    }
  })

describe('the walk of plain entries and exits', () => {
  it('is that of the steps, to the bit, in trades, orders and every curve', () => {
    let plain = 0
    fc.assert(
      fc.property(anyPlain, (given) => {
        const account = createAccount(given.bars, given.profile, given.costs)
        const equity = new Float64Array(given.bars.rows)
        const shift = given.profile.fillTiming === 'signalClose' ? 0 : 1
        expect(isPlain(account, given.signals)).toBe(true)
        if (walkPlain(account, given.signals, { equity, cash: null, positionValue: null }, shift)) plain += 1
        const { insideBars: _, ...walked } = simulate(given)
        const { insideBars: __, ...stepped } = simulateByEvents(given)
        expect(walked).toEqual(stepped)
      }),
      { numRuns: 1000 },
    )
    expect(plain).toBeGreaterThan(500)
  })

  it('is left to the steps where anything else is asked', () => {
    fc.assert(
      fc.property(anyPlain, (given) => {
        const asked = (change: Partial<Simulation>) => {
          const { bars, profile, costs, signals } = { ...given, ...change }
          return isPlain(createAccount(bars, profile, costs), signals)
        }
        const { signals, profile, costs } = given
        const column = new Float64Array(signals.rows).fill(0.1)
        for (const name of [
          'stopLoss',
          'takeProfit',
          'trailingStop',
          'maxBarsHeld',
          'entryLimit',
          'entryStop',
        ] as const)
          expect(asked({ signals: { ...signals, [name]: column } }), name).toBe(false)
        expect(asked({ signals: { ...signals, entryShort: new Uint8Array(signals.rows) } })).toBe(false)
        expect(asked({ signals: { ...signals, sizing: { kind: 'units', units: 1 } } })).toBe(false)
        expect(asked({ costs: { ...costs, leverage: 2 } })).toBe(false)
        expect(asked({ profile: { ...profile, units: 'whole' } })).toBe(false)
        expect(asked({ profile: { ...profile, shortOfCash: 'refuse' } })).toBe(false)
      }),
      { numRuns: 20 },
    )
  })
})
