import { describe, expect, it } from 'vitest'

import { barsOf, flat, hour, run, start } from './by-hand.ts'
import type { Row } from './by-hand.ts'

const bracket = { entryLong: [0], stopLoss: 0.05, takeProfit: 0.05 }
const both: Row = [100, 106, 94, 100]
/** Quarters of the third hour. */
const quarters = (...rows: Row[]) => ({ bars: barsOf(rows, hour / 4, start + 2 * hour), barMs: hour / 4 })
const exitOf = (finer: readonly ReturnType<typeof quarters>[], choose: 'worst' | 'profile' | 'best' = 'profile') => {
  const { trades, insideBars } = run(barsOf([flat, flat, both]), bracket, { finer, choose })
  return { price: trades[0]!.exitPrice, ...insideBars }
}
const rise: Row = [100, 106, 99, 105]
const fall: Row = [100, 101, 94, 95]

describe('finer bars', () => {
  it('say which level came first', () => {
    expect(exitOf([quarters(rise, [105, 105, 94, 100])])).toEqual({ price: 105, assumed: 0, resolved: 1 })
    expect(exitOf([quarters(fall, [95, 106, 95, 100])])).toEqual({ price: 95, assumed: 0, resolved: 1 })
    const { trades } = run(barsOf([flat, flat, both]), bracket, { finer: [quarters(rise, [105, 105, 94, 100])] })
    expect(trades[0]).toMatchObject({ resolved: true, exitReason: 'takeProfit' })
    expect(trades[0]).not.toHaveProperty('ambiguous')
  })

  it('fill at their open where they open beyond the level', () => {
    expect(exitOf([quarters([100, 101, 99, 101], [105.5, 106, 105, 106], [106, 106, 94, 100])]).price).toBe(105.5)
  })

  it('are not believed where they do not reach what the bar has reached', () => {
    const lower: Row = [100, 105.5, 99, 105]
    expect(exitOf([quarters(lower, [105, 105, 94, 100])])).toEqual({ price: 95, assumed: 1, resolved: 0 })
    expect(exitOf([quarters()])).toEqual({ price: 95, assumed: 1, resolved: 0 })
    // Of another hour.
    const before = { bars: barsOf([rise, [105, 105, 94, 100]], hour / 4, start + hour), barMs: hour / 4 }
    expect(exitOf([before])).toEqual({ price: 95, assumed: 1, resolved: 0 })
  })

  it('ask still finer ones, and in the end the rule', () => {
    const open = quarters([100, 101, 99, 100], both)
    expect(exitOf([open])).toEqual({ price: 95, assumed: 1, resolved: 0 })
    expect(exitOf([open], 'best')).toEqual({ price: 105, assumed: 1, resolved: 0 })
    const minutes = {
      bars: barsOf([rise, [105, 105, 94, 100]], 60_000, start + 2 * hour + hour / 4),
      barMs: 60_000,
    }
    expect(exitOf([open, minutes])).toEqual({ price: 105, assumed: 0, resolved: 1 })
    expect(exitOf([open, minutes], 'worst').price).toBe(105)
    // A level that does not cover the bar is passed over.
    expect(
      exitOf([quarters(), { ...minutes, bars: barsOf([rise, [105, 105, 94, 100]], 60_000, start + 2 * hour) }]),
    ).toEqual({ price: 105, assumed: 0, resolved: 1 })
  })

  it('move a trailing stop as they pass', () => {
    const rules = { entryLong: [0], trailingStop: 0.1 }
    const bars = barsOf([flat, flat, [105, 120, 104, 110]])
    const up = quarters([105, 110, 105, 110], [110, 110, 104, 104], [104, 120, 104, 120], [120, 120, 110, 110])
    expect(run(bars, rules, { finer: [up] }).trades[0]).toMatchObject({ open: true, resolved: true })
    const down = quarters([105, 120, 105, 120], [120, 120, 104, 110])
    expect(run(bars, rules, { finer: [down] }).trades[0]).toMatchObject({ exitPrice: 108, exitReason: 'trailingStop' })
  })

  it('find the fill of a limit entry before its exits', () => {
    const rules = { entryLong: [1], entryLimit: 98, stopLoss: 0.05, takeProfit: 0.05 }
    const bars = barsOf([flat, flat, [100, 104, 97, 99]])
    const after = quarters([100, 100, 97, 97], [97, 104, 97, 99])
    expect(run(bars, rules, { finer: [after] }).trades[0]).toMatchObject({ exitPrice: 102.9, resolved: true })
    const before = quarters([100, 104, 100, 100], [100, 100, 97, 99])
    expect(run(bars, rules, { finer: [before] }).trades[0]).toMatchObject({ open: true, resolved: true })
  })
})
