import { describe, expect, it } from 'vitest'

import { simulateByEvents } from '../../../../core/engine/events/rule-driver.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import { signalsOf } from '../reference.ts'
import { barsOf, free, play } from './scripted.ts'

const flat = [100, 101, 99, 100]
const buyAt = (bar: number, size: number) => ({ [bar]: (b: { buy: (n: number) => unknown }) => void b.buy(size) })

describe('bad data and bad luck, with orders', () => {
  it('does not trade a bar without a price, keeps the last close, and says so', () => {
    const run = play({ rows: [flat, [NaN, 101, 99, 100], [102, 103, 101, 102], [100, NaN, 99, 101]], at: buyAt(0, 10) })
    expect(run.fills).toEqual(['2 buy 10 @ 102'])
    expect(Array.from(run.equity)).toEqual([10_000, 10_000, 10_000, 10_000])
    expect(run.warnings).toContain('2 bars without a price: not traded.')
  })

  it('fills on a bar without volume unless a share of it was asked for', () => {
    const rows = [flat, [...flat, 0], [...flat, 100]]
    expect(play({ rows, at: buyAt(0, 5) }).fills).toEqual(['1 buy 5 @ 100'])
    expect(play({ rows, at: buyAt(0, 5), own: { volumeShare: 0.1 } }).fills).toEqual(['2 buy 5 @ 100'])
  })

  it('closes a position whose loss has used up the account, where nothing is left or at a worse open', () => {
    const crash = play({
      rows: [flat, flat, [90, 91, 40, 50], flat],
      costs: { leverage: 5 },
      at: { ...buyAt(0, 400), ...buyAt(2, 1) },
    })
    // 40,000 for 10,000: nothing is left at 75.
    expect(crash.fills).toEqual(['1 buy 400 @ 100', '2 sell 400 @ 75'])
    expect(crash.trades[0]!.exitReason).toBe('liquidation')
    expect(Array.from(crash.equity)).toEqual([10_000, 10_000, 0, 0])
    expect(crash.warnings[0]).toMatch(/^The account was used up on 2020-01-03: everything was closed, and nothing/)
    const gap = play({ rows: [flat, flat, [60, 61, 59, 60], flat], costs: { leverage: 5 }, at: buyAt(0, 400) })
    expect(gap.equity.at(-1)).toBe(-6_000)
    expect(gap.warnings[0]).toContain('which leaves a debt of 6000.00')
  })

  it('opens nothing at a price that is not positive, but can leave there', () => {
    const rows = [flat, flat, [-5, -4, -6, -5], [-5, -4, -6, -5], flat]
    const refused = play({ rows, at: buyAt(1, 5) })
    expect(refused.ends).toEqual(['2 rejected: nothing is opened at a price of -5'])
    const left = play({ rows, at: { ...buyAt(0, 5), 1: (b) => void b.closePosition() } })
    expect(left.trades[0]).toMatchObject({ exitPrice: -5, pnl: -525 })
    expect(left.equity.at(-1)).toBe(10_000 - 525)
  })

  it('takes a symbol with one bar, and one with none', () => {
    const one = play({ rows: [flat], at: buyAt(0, 5) })
    expect(one.fills).toEqual([])
    expect(one.warnings).toContain('1 order still worked after the last bar.')
    expect(Array.from(one.equity)).toEqual([10_000])
    expect(play({ rows: [] }).equity).toHaveLength(0)
  })

  it('cuts an order to the cash, or refuses it, as the profile says', () => {
    expect(play({ rows: [flat, flat], at: buyAt(0, 1000) }).fills).toEqual(['1 buy 100 @ 100'])
    const fees = play({ rows: [flat, flat], costs: { fees: 0.01 }, at: buyAt(0, 1000) })
    expect(fees.cash.at(-1)).toBeCloseTo(0, 6)
    const refuse = play({ rows: [flat, flat], at: buyAt(0, 1000), set: { shortOfCash: 'refuse' } })
    expect(refuse.ends).toEqual(['1 rejected: not enough cash for the smallest order'])
  })
})

describe('the same data, with rules', () => {
  const rules = (rows: readonly (readonly number[])[], costs = free) => {
    const bars = barsOf(rows)
    const given = {
      bars,
      costs,
      profile: findProfile('sextant').fields,
      signals: signalsOf(rows.length, { entryLong: new Uint8Array(rows.length).fill(1) }),
    }
    expect(simulateByEvents(given)).toEqual(simulate(given))
    return simulateByEvents(given)
  }

  it('takes a missing price, a negative price and a single bar as the vector walk does', () => {
    expect(rules([flat, [NaN, 101, 99, 100], flat]).trades).toHaveLength(1)
    expect(rules([flat, [-5, -4, -6, -5], [-5, -4, -6, -5]]).trades).toHaveLength(0)
    expect(rules([flat]).trades).toHaveLength(0)
    expect(rules([]).equity).toHaveLength(0)
  })
})
