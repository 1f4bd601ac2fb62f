import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { findProfile, overrideProfile } from '../../../../core/engine/conventions/profiles.ts'
import { simulateByEvents } from '../../../../core/engine/events/rule-driver.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import type { Bars } from '../../../../core/market-data/bars.ts'
import { anySimulation } from '../arbitrary.ts'
import { barsOf, free, hour, run } from './by-hand.ts'
import type { Row } from './by-hand.ts'

const often = { numRuns: 400 }
const perBar = 6

/** A price from tick to tick; ticks are whole so that levels are met exactly or not at all. */
const anyPath = fc
  .array(fc.integer({ min: -4, max: 4 }), { minLength: perBar * 4, maxLength: perBar * 12, size: 'max' })
  .map((steps) => {
    const path = [100]
    for (const step of steps) path.push(Math.max(20, path.at(-1)! + step))
    return path.slice(0, path.length - ((path.length - 1) % perBar))
  })

/** Bars over `n` ticks each. */
function gather(path: readonly number[], n: number): Bars {
  const rows: Row[] = []
  for (let i = 0; i + n < path.length; i += n) {
    const part = path.slice(i, i + n + 1)
    rows.push([part[0]!, Math.max(...part), Math.min(...part), part.at(-1)!])
  }
  return barsOf(rows, (hour * n) / perBar)
}

interface Exit {
  readonly bar: number
  readonly price: number
}

/** Follows the ticks in straight lines from the entry on; knows nothing of bars. */
function follow(
  path: readonly number[],
  entry: { tick: number; price: number },
  side: number,
  distance: { stop: number; target: number; trail: number },
): Exit | null {
  let furthest = entry.price
  const target = entry.price * (1 + side * distance.target)
  for (let tick = entry.tick; tick < path.length; tick++) {
    const fixed = entry.price * (1 - side * distance.stop)
    const trailing = furthest * (1 - side * distance.trail)
    const stop = Number.isNaN(distance.trail) ? fixed : side > 0 ? Math.max(fixed, trailing) : Math.min(fixed, trailing)
    const bar = Math.floor((tick - 1) / perBar)
    if (side * path[tick]! <= side * stop) return { bar, price: stop }
    if (side * path[tick]! >= side * target) return { bar, price: target }
    if (side * path[tick]! > side * furthest) furthest = path[tick]!
  }
  return null
}

const distance = (max: number) => fc.double({ min: 0.01, max, noNaN: true })

describe('finer bars of one tick', () => {
  const finest = (path: readonly number[]) => [{ bars: gather(path, 1), barMs: hour / perBar }]
  const levels = fc.record({
    stop: distance(0.1),
    target: distance(0.1),
    trail: fc.option(distance(0.1), { nil: Number.NaN }),
  })

  it('give what a walk along the ticks gives, for a market entry', () => {
    fc.assert(
      fc.property(anyPath, levels, fc.constantFrom(1, -1), (path, given, side) => {
        const { trades } = run(
          gather(path, perBar),
          {
            [side > 0 ? 'entryLong' : 'entryShort']: [0],
            stopLoss: given.stop,
            takeProfit: given.target,
            trailingStop: given.trail,
          },
          { finer: finest(path) },
        )
        const expected = follow(path, { tick: perBar + 1, price: path[perBar]! }, side, given)
        const [trade] = trades
        expect(trade!.open ? null : { bar: trade!.exitBar, price: trade!.exitPrice }).toEqual(expected)
        expect(trade).not.toHaveProperty('ambiguous')
      }),
      often,
    )
  })

  it('give what a walk along the ticks gives, for limit and stop entries', () => {
    fc.assert(
      fc.property(
        anyPath,
        levels,
        fc.constantFrom(1, -1),
        fc.constantFrom('entryLimit', 'entryStop'),
        fc.integer({ min: -9, max: 9 }),
        (path, given, side, kind, away) => {
          const price = path[perBar]! + away
          const direction = kind === 'entryLimit' ? -side : side
          const reached = path.slice(perBar, 2 * perBar + 1).findIndex((tick) => direction * tick >= direction * price)
          const { trades } = run(
            gather(path, perBar),
            {
              [side > 0 ? 'entryLong' : 'entryShort']: [0],
              [kind]: price,
              stopLoss: given.stop,
              takeProfit: given.target,
            },
            { finer: finest(path) },
          )
          if (reached < 0) {
            expect(trades).toEqual([])
            return
          }
          const filled = reached === 0 ? path[perBar]! : price
          const entry = { tick: perBar + Math.max(1, reached), price: filled }
          const expected = follow(path, entry, side, { ...given, trail: Number.NaN })
          const [trade] = trades
          expect(trade!.open ? null : { bar: trade!.exitBar, price: trade!.exitPrice }).toEqual(expected)
        },
      ),
      often,
    )
  })

  it('are asked through bars between them as well', () => {
    fc.assert(
      fc.property(anyPath, levels, (path, given) => {
        const rules = { entryLong: [0], stopLoss: given.stop, takeProfit: given.target, trailingStop: given.trail }
        const bars = gather(path, perBar)
        const between = { bars: gather(path, 3), barMs: hour / 2 }
        const direct = run(bars, rules, { finer: finest(path) })
        expect(run(bars, rules, { finer: [between, ...finest(path)] }).trades).toEqual(direct.trades)
      }),
      often,
    )
  })
})

describe('worst, profile and best', () => {
  it('are in that order where each ambiguous bar ends the position whatever its order, and sizes are fixed', () => {
    fc.assert(
      fc.property(anySimulation, (given) => {
        const { profile } = overrideProfileOf(given.profile.sameBar)
        const rows = given.bars.rows
        const simulation = {
          bars: given.bars,
          profile,
          costs: { ...free, cash: 1e9 },
          signals: {
            ...given.signals,
            sizing: { kind: 'units' as const, units: 3 },
            stopLoss: new Float64Array(rows).fill(0.02),
            takeProfit: new Float64Array(rows).fill(0.02),
            trailingStop: null,
            entryLimit: null,
            entryStop: null,
          },
        }
        const final = (choose: 'worst' | 'profile' | 'best') =>
          simulate({ ...simulation, intrabar: { choose, barMs: Number.NaN, finer: [] } }).equity.at(-1)!
        const [worst, chosen, best] = [final('worst'), final('profile'), final('best')]
        expect(worst).toBeLessThanOrEqual(chosen + 1e-3)
        expect(chosen).toBeLessThanOrEqual(best + 1e-3)
      }),
      often,
    )
  })

  it('leave everything else alone: without ambiguous bars all three are the run without the question', () => {
    fc.assert(
      fc.property(anySimulation, fc.constantFrom('profile', 'worst', 'best'), (given, choose) => {
        const plain = simulate(given)
        const asked = simulate({ ...given, intrabar: { choose, barMs: Number.NaN, finer: [] } })
        if (choose !== 'profile' && asked.insideBars!.assumed > 0) return
        expect(asked.equity).toEqual(plain.equity)
        plain.trades.forEach((trade, i) => expect(asked.trades[i]).toMatchObject(trade))
        expect(asked.trades).toHaveLength(plain.trades.length)
      }),
      often,
    )
  })

  it('are the same from both drivers', () => {
    fc.assert(
      fc.property(anySimulation, fc.constantFrom('profile', 'worst', 'best'), (given, choose) => {
        const simulation = { ...given, intrabar: { choose, barMs: Number.NaN, finer: [] } }
        expect(simulateByEvents(simulation)).toEqual(simulate(simulation))
      }),
      often,
    )
  })
})

function overrideProfileOf(sameBar: string) {
  return { profile: overrideProfile(findProfile('sextant'), { sameBar }).fields }
}
