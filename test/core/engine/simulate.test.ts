import { describe, expect, it } from 'vitest'

import type { Costs } from '../../../core/engine/types.ts'
import type { Signals } from '../../../core/strategy/signals.ts'
import { free, run, seriesOf } from './runs.ts'
import type { Row } from './runs.ts'

const flat: Row = [100, 100, 100, 100]

describe('where a signal of bar 0 is filled', () => {
  const series = seriesOf([100, 102, 98, 101], [103, 106, 102, 105], [107, 109, 106, 108])
  it.each([
    ['nextOpen', 103, 1],
    ['signalClose', 101, 0],
    ['nextClose', 105, 1],
  ])('%s: at %d on bar %d', (fillTiming, price, bar) => {
    const [trade] = run(series, { entryLong: [0] }, { set: { fillTiming } }).trades
    expect([trade!.entryPrice, trade!.entryBar]).toEqual([price, bar])
  })
})

describe('protective exits', () => {
  it('fills a stop at its price, and at the open where the bar opens beyond it', () => {
    const touched = run(seriesOf(flat, flat, [99, 99, 94, 96]), { entryLong: [0], stopLoss: 0.05 })
    expect(touched.trades[0]).toMatchObject({ exitPrice: 95, exitBar: 2, exitReason: 'stopLoss' })
    const gapped = run(seriesOf(flat, flat, [90, 92, 88, 91]), { entryLong: [0], stopLoss: 0.05 })
    expect(gapped.trades[0]).toMatchObject({ exitPrice: 90, exitReason: 'stopLoss' })
  })

  it.each([
    ['worst', 'stopLoss', 95],
    ['stopFirst', 'stopLoss', 95],
    ['targetFirst', 'takeProfit', 105],
  ])('%s: a bar that reaches both ends with the %s at %d', (sameBar, exitReason, exitPrice) => {
    const { trades } = run(
      seriesOf(flat, flat, [100, 106, 94, 100]),
      { entryLong: [0], stopLoss: 0.05, takeProfit: 0.05 },
      { set: { sameBar } },
    )
    expect(trades[0]).toMatchObject({ exitReason, exitPrice })
  })

  it('takes the target of a bar that opens beyond it, unless the stop always comes first', () => {
    const series = seriesOf(flat, flat, [107, 108, 94, 100])
    const rules = { entryLong: [0], stopLoss: 0.05, takeProfit: 0.05 }
    expect(run(series, rules).trades[0]).toMatchObject({ exitReason: 'takeProfit', exitPrice: 107 })
    expect(run(series, rules, { set: { sameBar: 'stopFirst' } }).trades[0]).toMatchObject({
      exitReason: 'stopLoss',
      exitPrice: 95,
    })
  })

  it('mirrors both for a short', () => {
    const { trades } = run(seriesOf(flat, flat, [101, 106, 101, 104]), {
      entryShort: [0],
      stopLoss: 0.05,
      takeProfit: 0.05,
    })
    expect(trades[0]).toMatchObject({ side: 'short', exitPrice: 105, exitReason: 'stopLoss' })
    expect(trades[0]!.pnl).toBeCloseTo(-50, 9)
  })

  it.each([
    // Known after bar 2: the high of 120, so 114, below which bar 3 opens.
    ['previousHigh', 111, 3],
    // Bar 2 opens below 95 % of its own high.
    ['barHigh', 110, 2],
    // 95 % of the close of 111.
    ['close', 105.45, 3],
  ])('trails by the %s', (trailingFrom, exitPrice, exitBar) => {
    const series = seriesOf(flat, flat, [110, 120, 109, 111], [111, 112, 100, 101])
    const [trade] = run(series, { entryLong: [0], trailingStop: 0.05 }, { set: { trailingFrom } }).trades
    expect(trade).toMatchObject({ exitBar, exitReason: 'trailingStop' })
    expect(trade!.exitPrice).toBeCloseTo(exitPrice, 9)
  })

  it('leaves after so many bars', () => {
    const { trades } = run(seriesOf(flat, flat, flat, flat, flat), { entryLong: [0], maxBarsHeld: 2 })
    expect(trades[0]).toMatchObject({ entryBar: 1, exitBar: 3, exitReason: 'timeLimit' })
  })
})

describe('limit and stop entries', () => {
  it('fills a limit on the next bar only, at its price or at a better open', () => {
    const reached = run(seriesOf(flat, [99, 100, 96, 99], flat), { entryLong: [0], entryLimit: 97 })
    expect(reached.trades[0]).toMatchObject({ entryBar: 1, entryPrice: 97 })
    const better = run(seriesOf(flat, [95, 100, 94, 99], flat), { entryLong: [0], entryLimit: 97 })
    expect(better.trades[0]).toMatchObject({ entryPrice: 95 })
    const expired = run(seriesOf(flat, [99, 100, 98, 99], [97, 97, 90, 95]), { entryLong: [0], entryLimit: 97 })
    expect(expired.trades).toEqual([])
    expect(expired.orders).toMatchObject([{ kind: 'limit', status: 'expired', bar: 1 }])
  })

  it('fills a stop at its price or at a worse open', () => {
    expect(run(seriesOf(flat, [101, 105, 101, 104]), { entryLong: [0], entryStop: 103 }).trades[0]).toMatchObject({
      entryPrice: 103,
    })
    expect(run(seriesOf(flat, [104, 105, 103, 104]), { entryLong: [0], entryStop: 103 }).trades[0]).toMatchObject({
      entryPrice: 104,
    })
    expect(run(seriesOf(flat, [99, 99, 96, 97]), { entryShort: [0], entryStop: 98 }).trades[0]).toMatchObject({
      side: 'short',
      entryPrice: 98,
    })
  })

  it('takes the stop but never the target on the bar of a limit entry', () => {
    const { trades } = run(seriesOf(flat, [99, 110, 90, 100], flat), {
      entryLong: [0],
      entryLimit: 97,
      stopLoss: 0.05,
      takeProfit: 0.05,
    })
    expect(trades[0]).toMatchObject({ entryBar: 1, exitBar: 1, exitReason: 'stopLoss' })
  })
})

describe('opposite and repeated entries', () => {
  const series = seriesOf(flat, flat, flat, flat, flat)
  it.each([
    ['reverse', ['long', 'short']],
    ['exitOnly', ['long']],
    ['ignore', ['long']],
  ])('%s', (oppositeEntry, sides) => {
    const { trades } = run(series, { entryLong: [0], entryShort: [1] }, { set: { oppositeEntry } })
    expect(trades.map((trade) => trade.side)).toEqual(sides)
    expect(trades[0]!.open).toBe(oppositeEntry === 'ignore')
  })

  it('waits the cooldown after an exit', () => {
    const always = { entryLong: [0, 1, 2, 3, 4], exitLong: [1] }
    expect(run(series, { entryLong: [0, 2, 3], exitLong: [1] }).trades.map((trade) => trade.entryBar)).toEqual([1, 3])
    expect(
      run(series, { entryLong: [0, 2, 3], exitLong: [1] }, { more: { cooldown: 1 } }).trades.map(
        (trade) => trade.entryBar,
      ),
    ).toEqual([1, 4])
    expect(run(series, always).trades).toHaveLength(2)
  })

  it('opens no short where the strategy does not allow it', () => {
    const more = { constraints: { lotSize: null, allowShort: false, maxPositions: 1 } }
    expect(run(series, { entryShort: [0] }, { more }).trades).toEqual([])
  })
})

describe('sizes and costs', () => {
  const series = seriesOf(flat, flat, [110, 110, 110, 110])
  const sized = (sizing: Signals['sizing'], costs: Partial<Costs> = {}, set = {}) =>
    run(series, { entryLong: [0] }, { more: { sizing }, costs: { ...free, ...costs }, set })

  it('sizes by percent, value and units, and cuts to the cash with a warning', () => {
    expect(sized({ kind: 'percent', percent: 50 }).trades[0]!.size).toBe(5)
    expect(sized({ kind: 'value', value: 300 }).trades[0]!.size).toBe(3)
    expect(sized({ kind: 'units', units: 4 }).trades[0]!.size).toBe(4)
    const cut = sized({ kind: 'units', units: 40 })
    expect(cut.trades[0]!.size).toBe(10)
    expect(cut.warnings).toEqual(['1 order cut to what cash and leverage allow.'])
    expect(sized({ kind: 'units', units: 40 }, { leverage: 3 }).trades[0]!.size).toBe(30)
  })

  it('refuses what the cash does not reach where the profile says so, sized at the close of the signal', () => {
    const rising = seriesOf(flat, [101, 101, 101, 101], flat)
    const refused = run(rising, { entryLong: [0] }, { set: { sizingPrice: 'signalClose', shortOfCash: 'refuse' } })
    expect(refused.trades).toEqual([])
    expect(refused.orders).toMatchObject([{ status: 'rejected', bar: 1 }])
    const cut = run(rising, { entryLong: [0] }, { set: { sizingPrice: 'signalClose' } })
    expect(cut.trades[0]!.size).toBeCloseTo(1000 / 101, 12)
  })

  it('takes the fee out of the cash and counts whole units and lots', () => {
    const [trade] = sized({ kind: 'percent', percent: 100 }, { fees: 0.01, feeFixed: 5 }).trades
    expect(trade!.size * 100 * 1.01 + 5).toBeCloseTo(1000, 9)
    expect(trade!.entryFee).toBeCloseTo(trade!.size + 5, 9)
    expect(sized({ kind: 'value', value: 350 }, {}, { units: 'whole' }).trades[0]!.size).toBe(3)
    const lots = run(
      series,
      { entryLong: [0] },
      { more: { constraints: { lotSize: 4, allowShort: true, maxPositions: 1 } } },
    )
    expect(lots.trades[0]!.size).toBe(8)
    const refused = run(
      series,
      { entryLong: [0] },
      { more: { constraints: { lotSize: 400, allowShort: true, maxPositions: 1 } } },
    )
    expect(refused.orders).toMatchObject([{ status: 'rejected' }])
    expect(refused.warnings).toContain('1 order refused: cash or the sizing rule did not reach the smallest size.')
  })

  it('sizes by risk: 2 % of 1000 over a true range of 4 is 5 units; 20 % a year over 40 % is half the equity', () => {
    const ranging = seriesOf([100, 102, 98, 100], [100, 102, 98, 100], [100, 102, 98, 100], flat, flat)
    const atr = run(
      ranging,
      { entryLong: [2] },
      { more: { sizing: { kind: 'atrRisk', fraction: 0.02, lookback: 2, multiple: 1 } } },
    )
    expect(atr.trades[0]!.size).toBeCloseTo(5, 9)
    // Returns +a, -a have the sample deviation a * sqrt(2) over two bars.
    const daily = 0.4 / Math.sqrt(252)
    const step = daily / Math.SQRT2
    const [p0, p1] = [100, 100 * (1 + step)]
    const p2 = p1 * (1 - step)
    const moving = seriesOf([p0, p0, p0, p0], [p1, p1, p1, p1], [p2, p2, p2, p2], [p2, p2, p2, p2])
    const vol = run(
      moving,
      { entryLong: [2] },
      { more: { sizing: { kind: 'volTarget', annual: 0.2, lookback: 2 } }, set: { annualDays: 252 } },
    )
    expect(vol.trades[0]!.size * p2).toBeCloseTo(500, 6)
  })

  it('bets half the cap by Kelly until ten trades have closed, then what they say, at most the cap', () => {
    // Seven gains of 10 % and three losses of 5 %, by turns: W = 0.7, R = 2, so 0.7 - 0.3 / 2 = 0.55.
    const ends = [110, 95, 110, 110, 95, 110, 110, 95, 110, 110]
    const series = seriesOf(...ends.flatMap((end): Row[] => [flat, flat, [end, end, end, end]]), flat, flat, flat)
    const bets = [...ends, 100].map((_, i) => 3 * i)
    const rules = { entryLong: bets, exitLong: bets.map((bar) => bar + 1) }
    const shares = (cap: number) =>
      run(series, rules, { more: { sizing: { kind: 'kelly', cap } } }).trades.map((trade, i, all) => {
        const equity = 1000 + all.slice(0, i).reduce((sum, one) => sum + one.pnl, 0)
        return Number(((trade.size * trade.entryPrice) / equity).toFixed(9))
      })
    expect(shares(0.8)).toEqual([...Array.from({ length: 10 }, () => 0.4), 0.55])
    expect(shares(0.3).at(-1)).toBe(0.3)
  })

  it('pays slippage and half the spread on both sides', () => {
    const { trades } = run(
      series,
      { entryLong: [0], exitLong: [1] },
      { costs: { ...free, slippage: 0.01, spread: 0.02 } },
    )
    expect(trades[0]!.entryPrice).toBeCloseTo(102, 9)
    expect(trades[0]!.exitPrice).toBeCloseTo(110 * 0.98, 9)
  })
})

describe('an account that is used up', () => {
  it('is liquidated where nothing is left, and says so', () => {
    const series = seriesOf(flat, flat, [90, 90, 40, 60], [60, 200, 60, 200])
    const { trades, warnings, equity } = run(
      series,
      { entryLong: [0, 2] },
      { costs: { ...free, leverage: 2 }, more: { sizing: { kind: 'percent', percent: 200 } } },
    )
    expect(trades).toMatchObject([{ exitReason: 'liquidation', exitPrice: 50, exitBar: 2 }])
    expect(Array.from(equity)).toEqual([1000, 1000, 0, 0])
    expect(warnings[0]).toMatch(
      /^The account was used up on 2024-01-03: the position was closed, and nothing was traded after that/,
    )
  })

  it('owes what a gap has taken beyond that', () => {
    const series = seriesOf(flat, flat, [230, 240, 220, 230])
    const { equity, warnings } = run(series, { entryShort: [0] })
    expect(equity[2]).toBe(-300)
    expect(warnings[0]).toContain('leaves a debt of 300.00')
  })
})

describe('the last bar', () => {
  const series = seriesOf(flat, flat, [104, 108, 103, 106])
  it.each([
    ['mark', 106, true, 1060],
    ['exitClose', 106, false, 1060],
    ['exitOpen', 104, false, 1040],
  ])('%s', (finalBar, exitPrice, open, final) => {
    const { trades, equity } = run(series, { entryLong: [0] }, { set: { finalBar } })
    expect(trades[0]).toMatchObject({ exitPrice, open })
    expect(equity[2]).toBe(final)
  })

  it('leaveOpen: in the equity, not in the trades', () => {
    const { trades, equity } = run(series, { entryLong: [0] }, { set: { finalBar: 'leaveOpen' } })
    expect(trades).toEqual([])
    expect(equity[2]).toBe(1060)
  })
})

it('measures the worst and best price while a trade was held', () => {
  const { trades } = run(seriesOf(flat, [100, 103, 97, 101], [101, 110, 99, 105], [104, 120, 80, 100]), {
    entryLong: [0],
    exitLong: [2],
  })
  expect(trades[0]!.mae).toBeCloseTo(-0.03, 12)
  expect(trades[0]!.mfe).toBeCloseTo(0.1, 12)
})
