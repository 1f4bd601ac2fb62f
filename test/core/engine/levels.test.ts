import { describe, expect, it } from 'vitest'

import { free, run, seriesOf } from './runs.ts'
import type { Row } from './runs.ts'

const flat: Row = [100, 100, 100, 100]
const day = 86_400_000

describe('where a bar opens beyond a level', () => {
  it.each([
    ['open', 'stopLoss', [90, 97, 88, 91], 90],
    ['level', 'stopLoss', [90, 97, 88, 91], 95],
    ['level', 'stopLoss', [90, 92, 88, 91], 90],
    ['open', 'takeProfit', [108, 112, 103, 110], 108],
    ['level', 'takeProfit', [108, 112, 103, 110], 105],
    ['level', 'takeProfit', [108, 112, 106, 110], 106],
  ] as const)('%s: the %s on %j is paid at %d', (levelGap, exitReason, last, price) => {
    const rules = { entryLong: [0], stopLoss: 0.05, takeProfit: 0.05 }
    const [trade] = run(seriesOf(flat, flat, [...last]), rules, { set: { levelGap } }).trades
    expect(trade).toMatchObject({ exitReason, exitPrice: price })
  })

  it.each([
    [{}, 93.1],
    [{ slippageOnGaps: false }, 95],
    [{ slippageOnTargets: false }, 93.1],
    [{ slippageOnStops: false }, 95],
  ])('%j: a stop 2 % of slippage below an open of 95 is paid at %d', (set, price) => {
    const costs = { ...free, slippage: 0.02 }
    const series = seriesOf([98, 98, 98, 98], [98, 98, 98, 98], [95, 96, 90, 92])
    const { trades } = run(
      series,
      { entryLong: [0], stopLoss: 0.02 },
      { set: { slippageAtOpen: false, ...set }, costs },
    )
    expect(trades[0]!.exitPrice).toBeCloseTo(price, 9)
  })

  it('spares targets alone where the profile says so', () => {
    const costs = { ...free, slippage: 0.01 }
    const given = { set: { slippageAtOpen: false, slippageOnTargets: false }, costs }
    const target = run(seriesOf(flat, flat, [100, 106, 99, 105]), { entryLong: [0], takeProfit: 0.05 }, given)
    expect(target.trades[0]!.exitPrice).toBe(105)
    const stop = run(seriesOf(flat, flat, [100, 101, 90, 95]), { entryLong: [0], stopLoss: 0.05 }, given)
    expect(stop.trades[0]!.exitPrice).toBeCloseTo(95 * 0.99, 9)
  })
})

describe('what reaches a level', () => {
  it('is the whole bar, or its close, which is then paid', () => {
    const series = seriesOf(flat, flat, [100, 101, 94, 99], [99, 99, 93, 94])
    const on = (levelsWatch: string) =>
      run(series, { entryLong: [0], stopLoss: 0.05 }, { set: { levelsWatch } }).trades[0]
    expect(on('range')).toMatchObject({ exitBar: 2, exitPrice: 95 })
    expect(on('close')).toMatchObject({ exitBar: 3, exitPrice: 94 })
  })

  it('is a touch, or only what lies beyond', () => {
    const series = seriesOf(flat, flat, [100, 105, 100, 101], [101, 105.01, 101, 101])
    const on = (targetTouch: string) =>
      run(series, { entryLong: [0], takeProfit: 0.05 }, { set: { targetTouch } }).trades
    expect(on('reached')[0]).toMatchObject({ exitBar: 2, exitPrice: 105 })
    expect(on('beyond')[0]).toMatchObject({ exitBar: 3, exitPrice: 105 })
  })

  it('is a profit after both fees, for a long and for a short', () => {
    const costs = { ...free, fees: 0.01 }
    const profit = (rules: Record<string, number[] | number>, series = seriesOf(flat, flat, [100, 130, 70, 100])) => {
      const [trade] = run(series, { takeProfit: 0.05, ...rules }, { set: { targetOf: 'profit' }, costs }).trades
      const { side, size, entryPrice, entryFee, pnl } = trade!
      return pnl / (size * entryPrice + (side === 'long' ? entryFee : -entryFee))
    }
    expect(profit({ entryLong: [0] })).toBeCloseTo(0.05, 12)
    expect(profit({ entryShort: [0] })).toBeCloseTo(0.05, 12)
  })
})

describe('targets by time held', () => {
  const more = {
    targets: [
      { after: 0, fraction: 0.1 },
      { after: 2 * day, fraction: 0.03 },
      { after: 4 * day, fraction: -1 },
    ],
  }
  it('fall from step to step, at the open where a step begins below it', () => {
    const level = run(
      seriesOf(flat, flat, [100, 106, 99, 105], [102, 104, 101, 103], flat),
      { entryLong: [0] },
      { more },
    )
    expect(level.trades[0]).toMatchObject({ exitBar: 3, exitReason: 'takeProfit' })
    expect(level.trades[0]!.exitPrice).toBeCloseTo(103, 9)
    const begun = run(
      seriesOf(flat, flat, [100, 106, 99, 105], [104, 105, 101, 103], flat),
      { entryLong: [0] },
      { more },
    )
    expect(begun.trades[0]).toMatchObject({ exitBar: 3, exitPrice: 104 })
  })

  it('leave with whatever there is from the step -1 on', () => {
    const series = seriesOf(flat, flat, flat, flat, flat, [98, 99, 97, 98], flat)
    expect(run(series, { entryLong: [0] }, { more }).trades[0]).toMatchObject({ exitBar: 5, exitPrice: 98 })
  })
})

describe('a trailing stop that tightens', () => {
  it('does nothing before the gain, and then follows at its own distance', () => {
    const series = seriesOf(flat, flat, [100, 104, 90, 104], [104, 110, 104, 109], [109, 109, 107, 108])
    const rules = { entryLong: [0], trailingThen: 0.02, trailingAfter: 0.05 }
    expect(run(series, rules).trades[0]).toMatchObject({ exitBar: 4, exitReason: 'trailingStop', exitPrice: 107.8 })
    const wide = run(series, { ...rules, trailingStop: 0.05 })
    expect(wide.trades[0]).toMatchObject({ exitBar: 2, exitPrice: 95 })
  })

  it('keeps a stop that the bar reaches anyway, and rises on the entry bar only as far as it must', () => {
    const set = { trailingFrom: 'barHighWorst' }
    const reached = run(seriesOf(flat, flat, [100, 120, 90, 110]), { entryLong: [0], trailingStop: 0.05 }, { set })
    expect(reached.trades[0]).toMatchObject({ exitBar: 2, exitPrice: 95 })
    const entry = { entryLong: [0], trailingThen: 0.02, trailingAfter: 0.05 }
    const onEntry = run(seriesOf(flat, [100, 120, 90, 110]), entry, { set })
    expect(onEntry.trades[0]).toMatchObject({ entryBar: 1, exitBar: 1, exitReason: 'trailingStop', exitPrice: 103 })
  })
})

describe('signals', () => {
  it('to leave count beside an entry on the same side, or not', () => {
    const rules = { entryLong: [0, 1], exitLong: [1] }
    const series = seriesOf(flat, flat, flat, flat)
    expect(run(series, rules).trades[0]).toMatchObject({ exitBar: 2, open: false })
    expect(run(series, rules, { set: { exitWithEntry: 'hold' } }).trades[0]).toMatchObject({ open: true })
  })

  it('to enter on the last bar can be left alone', () => {
    const series = seriesOf(flat, flat, flat)
    expect(run(series, { entryLong: [1] }).trades).toHaveLength(1)
    expect(run(series, { entryLong: [1] }, { set: { lastBarEntry: false } }).trades).toEqual([])
  })

  it('size a turn by the account at their own close, on credit where the profile lends', () => {
    const set = { fillTiming: 'nextClose', sizingPrice: 'signalClose', shortOfCash: 'borrow', units: 'whole' }
    const series = seriesOf(flat, [100, 110, 100, 110], [110, 121, 110, 120], [120, 125, 120, 125])
    const { trades, cash } = run(series, { entryLong: [0], entryShort: [1] }, { set })
    // Signal at 100: ten units, filled at 110 for 1,100. Signal at 110: 1,000 are in the account, so nine units.
    expect(trades.map((trade) => [trade.size, trade.entryPrice])).toEqual([
      [10, 110],
      [9, 120],
    ])
    expect(cash[1]).toBe(-100)
  })

  it('never borrow in a cash account', () => {
    const set = { shortOfCash: 'borrow' }
    const rules = { entryLong: [0] }
    const more = { sizing: { kind: 'percent', percent: 300 } } as const
    const size = (costs: typeof free) => run(seriesOf(flat, flat, flat), rules, { set, costs, more }).trades[0]!.size
    expect(size(free)).toBe(30)
    expect(size({ ...free, type: 'cash' })).toBe(10)
  })
})
