import { describe, expect, it } from 'vitest'

import { barsOf, flat, free, run } from './by-hand.ts'
import type { Given, Row } from './by-hand.ts'

type Rules = Record<string, number[] | number>
const bracket: Rules = { entryLong: [0], stopLoss: 0.05, takeProfit: 0.05 }

/** Exit price under each choice, null where the position stays open. */
function three(row: Row, rules: Rules, given: Given = {}) {
  const of = (choose: 'worst' | 'profile' | 'best') => {
    const [trade] = run(barsOf([flat, flat, row]), rules, { ...given, choose }).trades
    return trade === undefined || trade.open ? null : Number(trade.exitPrice.toFixed(9))
  }
  return [of('worst'), of('profile'), of('best')]
}

describe('a bar that does not say in which order it reached two levels', () => {
  it('is told from one that does', () => {
    const both = run(barsOf([flat, flat, [100, 106, 94, 100]]), bracket)
    expect(both.insideBars).toEqual({ assumed: 1, resolved: 0 })
    expect(both.trades[0]).toMatchObject({ ambiguous: true, exitReason: 'stopLoss' })
    const sure: Row[] = [
      [100, 104, 94, 100],
      [100, 106, 96, 100],
      [94, 106, 93, 100],
      [106, 107, 94, 100],
    ]
    for (const row of sure) {
      const { insideBars, trades } = run(barsOf([flat, flat, row]), bracket)
      expect(insideBars, String(row)).toEqual({ assumed: 0, resolved: 0 })
      expect(trades[0]).not.toHaveProperty('ambiguous')
    }
  })

  it('ends at the stop, as the profile says, or at the target', () => {
    expect(three([100, 106, 94, 100], bracket)).toEqual([95, 95, 105])
    expect(three([100, 106, 94, 100], bracket, { set: { sameBar: 'targetFirst' } })).toEqual([95, 105, 105])
    const short: Rules = { entryShort: [0], stopLoss: 0.05, takeProfit: 0.05 }
    expect(three([100, 106, 94, 100], short)).toEqual([105, 105, 95])
  })

  it('is one that the rule of vectorbt decides against the open', () => {
    // It opens beyond the target, and the rule still takes the stop.
    expect(three([106, 107, 94, 100], bracket, { profile: 'vectorbt' })).toEqual([95, 95, 106])
  })

  it('makes no difference where every exit fills at the close', () => {
    const { insideBars } = run(barsOf([flat, flat, [100, 106, 94, 99]]), bracket, { set: { stopExit: 'close' } })
    expect(insideBars).toEqual({ assumed: 0, resolved: 0 })
  })

  it('may have raised a trailing stop before it fell', () => {
    const trailing: Rules = { entryLong: [0], trailingStop: 0.1 }
    // 90 from before the bar, 108 from its own high.
    expect(three([105, 120, 104, 110], trailing)).toEqual([108, null, null])
    expect(three([105, 120, 104, 106], trailing)).toEqual([null, null, 108])
    expect(three([100, 120, 89, 100], trailing)).toEqual([90, 90, 108])
    expect(three([100, 105, 96, 100], trailing)).toEqual([null, null, null])
    expect(run(barsOf([flat, flat, [105, 120, 104, 110]]), trailing).trades[0]).toMatchObject({ ambiguous: true })
    // What follows closes is not moved inside a bar.
    expect(three([105, 120, 104, 110], trailing, { set: { trailingFrom: 'close' } })).toEqual([null, null, null])
  })

  it('may have shown its high before or after a limit entry', () => {
    const limit: Rules = { entryLong: [1], entryLimit: 98, stopLoss: 0.05, takeProfit: 0.05 }
    // Filled at 98 on the way down: stop 93.1, target 102.9.
    expect(three([100, 104, 97, 99], limit)).toEqual([null, null, 102.9])
    expect(three([100, 104, 93, 99], limit)).toEqual([93.1, 93.1, 102.9])
    expect(three([100, 101, 93, 99], limit)).toEqual([93.1, 93.1, 93.1])
  })

  it('may have shown its low before or after a stop entry', () => {
    const stop: Rules = { entryLong: [1], entryStop: 102, stopLoss: 0.05, takeProfit: 0.05 }
    // Filled at 102 on the way up: stop 96.9, target 107.1.
    expect(three([100, 104, 96, 103], stop)).toEqual([96.9, 96.9, null])
    expect(three([100, 108, 96, 103], stop)).toEqual([96.9, 96.9, 107.1])
    // Closing below the stop, it must have passed it after the fill.
    expect(three([100, 104, 95, 96], stop)).toEqual([96.9, 96.9, 96.9])
    // Both orders reach the target; the profile does not look for it on that bar.
    expect(three([100, 108, 99, 103], stop)).toEqual([null, null, 107.1])
    expect(three([100, 108, 99, 103], stop, { set: { touchEntryExits: 'targetIfSafe' } })).toEqual([
      107.1, 107.1, 107.1,
    ])
  })

  it('is taken by the price that is quoted, costs added', () => {
    const costs = { ...free, slippage: 0.01 }
    const [worst] = three([100, 107, 94, 100], bracket, { costs })
    expect(worst).toBeCloseTo(101 * 0.95 * 0.99, 12)
  })
})
