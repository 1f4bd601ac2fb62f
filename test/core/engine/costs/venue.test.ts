import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { simulateByEvents } from '../../../../core/engine/events/rule-driver.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import { onTick } from '../../../../core/engine/account/tick.ts'
import type { Constraints, Signals } from '../../../../core/strategy/signals.ts'
import { anySimulation } from '../arbitrary.ts'
import { barsOf, free } from '../events/scripted.ts'
import { constant, signalsOf } from '../reference.ts'

const still = [100.02, 100.02, 100.02, 100.02]

function run(rows: readonly (readonly number[])[], constraints: Partial<Constraints>, rules: Partial<Signals>) {
  return simulate({
    bars: barsOf(rows),
    profile: findProfile('sextant').fields,
    costs: free,
    signals: signalsOf(rows.length, {
      sizing: { kind: 'units', units: 7.5 },
      constraints: { lotSize: null, allowShort: true, maxPositions: 1, ...constraints },
      ...rules,
    }),
  })
}

const first = (rows: number) => Uint8Array.from({ length: rows }, (_, i) => (i === 0 ? 1 : 0))

describe('onTick', () => {
  it('rounds to the grid, and leaves what is on it', () => {
    expect(onTick(97.0194, 0.05, false)).toBe(97)
    expect(onTick(97.0194, 0.05, true)).toBe(97.05)
    expect(onTick(0.07 + 0.01, 0.01, true)).toBe(0.08)
    expect(onTick(100.25, 0.25, true)).toBe(100.25)
    expect(onTick(4512.3, 5, false)).toBe(4510)
    expect(onTick(97.0194, 0, true)).toBe(97.0194)
    expect(onTick(Number.NaN, 0.05, true)).toBeNaN()
  })
})

describe('rules of a venue', () => {
  it('round stops and targets away from the market', () => {
    const low = [100.02, 100.02, 96, 97]
    const rules = { entryLong: first(3), stopLoss: constant(3, 0.03), takeProfit: constant(3, 0.03) }
    expect(run([still, still, low], { tickSize: 0.05 }, rules).trades[0]!.exitPrice).toBe(97)
    const high = [100.02, 104, 100.02, 103]
    // 103.0206 up to the next 0.05.
    expect(run([still, still, high], { tickSize: 0.05 }, rules).trades[0]!.exitPrice).toBe(103.05)
    const short = { entryShort: first(3), stopLoss: constant(3, 0.03), takeProfit: constant(3, 0.03) }
    expect(run([still, still, high], { tickSize: 0.05 }, short).trades[0]!.exitPrice).toBe(103.05)
    expect(run([still, still, low], { tickSize: 0.05 }, short).trades[0]!.exitPrice).toBe(97)
  })

  it('round limits and stops of entries away from it', () => {
    const wide = [100.02, 101, 98, 100]
    const bought = (rules: Partial<Signals>) =>
      run([still, wide], { tickSize: 0.25 }, { entryLong: first(2), ...rules }).trades[0]
    expect(bought({ entryLimit: constant(2, 99.9) })!.entryPrice).toBe(99.75)
    expect(bought({ entryStop: constant(2, 100.6) })!.entryPrice).toBe(100.75)
    // 98.1 goes down to 98, which is reached; 97.9 to 97.75, which is not.
    expect(bought({ entryLimit: constant(2, 97.9) })).toBeUndefined()
  })

  it('round trailing stops, on every bar', () => {
    const rows = [still, still, [100.02, 103.33, 100.02, 103], [103, 103, 95, 96]]
    const { trades } = run(rows, { tickSize: 0.1 }, { entryLong: first(4), trailingStop: constant(4, 0.05) })
    // 5 % under 103.33 is 98.1635.
    expect(trades[0]!.exitPrice).toBe(98.1)
  })

  it('refuse what is smaller than the smallest order', () => {
    const entryLong = first(2)
    expect(run([still, still], { minSize: 7.5 }, { entryLong }).trades).toHaveLength(1)
    expect(run([still, still], { lotSize: 1, minSize: 7.5 }, { entryLong }).orders).toMatchObject([
      { status: 'rejected', reason: 'smaller than the smallest order of the venue' },
    ])
    expect(run([still, still], { minValue: 751 }, { entryLong }).trades).toEqual([])
    expect(run([still, still], { minValue: 750 }, { entryLong }).trades).toHaveLength(1)
  })

  it('are the same in both drivers', () => {
    fc.assert(
      fc.property(anySimulation, fc.constantFrom(0.01, 0.25, 3), (given, tickSize) => {
        const constraints = { ...given.signals.constraints, tickSize, minSize: 1, minValue: 50 }
        const bound = { ...given, signals: { ...given.signals, constraints } }
        expect(simulateByEvents(bound)).toEqual(simulate(bound))
      }),
      { numRuns: 300 },
    )
  })
})
