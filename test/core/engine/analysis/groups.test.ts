import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tradeGroupings } from '../../../../core/contract/analysis.ts'
import { excursionsOf } from '../../../../core/engine/analysis/excursions.ts'
import { seasonsOf } from '../../../../core/engine/analysis/seasons.ts'
import { tradeGroups } from '../../../../core/engine/analysis/trade-groups.ts'
import type { TradeRow } from '../../../../core/engine/analysis/trade-row.ts'
import { tradingOf } from '../../../../core/engine/analysis/trading.ts'

const day = 86_400_000
const at = (text: string) => Date.parse(`${text}Z`)

const trade = (changes: Partial<TradeRow>): TradeRow => ({
  symbol: 'A',
  side: 'long',
  size: 10,
  entryTime: at('2020-01-06T00:00'),
  entryPrice: 100,
  exitTime: at('2020-01-08T00:00'),
  exitPrice: 110,
  pnl: 100,
  return: 0.1,
  bars: 2,
  mae: -0.02,
  mfe: 0.12,
  entryTag: 'entryLong',
  exitReason: 'signal',
  open: false,
  ...changes,
})
const loss = trade({
  symbol: 'B',
  pnl: -40,
  return: -0.04,
  mae: -0.06,
  mfe: 0.01,
  exitReason: 'stopLoss',
  bars: 4,
  entryTime: at('2021-03-07T15:00'),
})
const small = trade({ pnl: 20, return: 0.02, mae: -0.03, mfe: 0.05, exitReason: 'stopLoss', entryTag: 'entryShort' })

describe('returns by the calendar', () => {
  it('takes a bar where it starts: weekdays count from Monday', () => {
    // 2020-01-03 is a Friday, the 6th a Monday; the second Friday gains 10 %.
    const ts = Float64Array.of(
      at('2020-01-03T00:00'),
      at('2020-01-06T00:00'),
      at('2020-01-10T00:00'),
      at('2021-02-01T00:00'),
    )
    const { weekday, month, year, hour } = seasonsOf(ts, Float64Array.of(100, 90, 99, 99), 100)
    expect(weekday.map(({ key, bars }) => [key, bars])).toStrictEqual([
      [1, 2],
      [5, 2],
    ])
    expect(weekday[1]!.totalReturn).toBeCloseTo(0.1, 12)
    expect(weekday[1]!.meanReturn).toBeCloseTo(0.05, 12)
    expect(weekday[1]!.positive).toBe(0.5)
    expect(month.map(({ key }) => key)).toStrictEqual([1, 2])
    expect(year.map(({ key, bars }) => [key, bars])).toStrictEqual([
      [2020, 3],
      [2021, 1],
    ])
    expect(hour).toStrictEqual([])
  })

  it('has hours where bars are shorter than a day', () => {
    const ts = Float64Array.from({ length: 48 }, (_, i) => i * 3_600_000)
    const equity = ts.map((_, i) => 100 * 1.01 ** (i >= 5 ? 1 : 0) * 1.02 ** (i >= 29 ? 1 : 0))
    const { hour } = seasonsOf(ts, equity, 100)
    expect(hour).toHaveLength(24)
    expect(hour[5]!.totalReturn).toBeCloseTo(1.01 * 1.02 - 1, 12)
    expect(hour[6]!.totalReturn).toBe(0)
  })

  const curve = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 500, max: 1500 })), {
    minLength: 1,
    maxLength: 80,
  })
  it('multiplies up to the total return over the groups, whatever the grouping, and does not depend on the money', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 1, max: 1_000_000 }), (steps, cash) => {
        let time = at('2019-12-20T00:00')
        let value = 1
        const ts = Float64Array.from(steps, ([days]) => (time += days * day))
        const path = Float64Array.from(steps, ([, change]) => (value *= change / 1000))
        const one = seasonsOf(ts, path, 1)
        const many = seasonsOf(
          ts,
          path.map((x) => x * cash),
          cash,
        )
        for (const by of ['month', 'year', 'weekday'] as const) {
          expect(one[by].reduce((product, season) => product * (1 + season.totalReturn), 1) / value).toBeCloseTo(1, 9)
          expect(one[by].reduce((sum, season) => sum + season.bars, 0)).toBe(steps.length)
          many[by].forEach((season, i) => expect(season.totalReturn).toBeCloseTo(one[by][i]!.totalReturn, 9))
        }
      }),
    )
  })
})

describe('trades by group', () => {
  it('has the figures of each group', () => {
    const groups = tradeGroups([trade({}), loss, small])
    expect(groups.symbol.map(({ key, trades, pnl }) => [key, trades, pnl])).toStrictEqual([
      ['A', 2, 120],
      ['B', 1, -40],
    ])
    expect(groups.exitReason).toMatchObject([
      { key: 'signal', trades: 1, profitFactor: null },
      { key: 'stopLoss', trades: 2, winRate: 0.5, profitFactor: 0.5, avgBars: 3 },
    ])
    expect(groups.entryTag.map(({ key }) => key)).toStrictEqual(['entryLong', 'entryShort'])
    // Sunday the 7th of March 2021, 15 o'clock.
    expect(groups.weekday.at(-1)).toMatchObject({ key: '7', trades: 1 })
    expect(groups.hour.map(({ key }) => key)).toStrictEqual(['0', '15'])
    expect(groups.year.map(({ key }) => key)).toStrictEqual(['2020', '2021'])
    expect(tradeGroups([trade({}), trade({ side: 'short', pnl: -5 })]).side).toMatchObject([
      { key: 'long', trades: 1, pnl: 100 },
      { key: 'short', trades: 1, pnl: -5 },
    ])
    expect(tradeGroups([trade({ pnl: 0 }), loss]).entryTag[0]).toMatchObject({ winRate: 0, profitFactor: 0 })
    expect(tradeGroups([trade({ open: true, exitReason: '' })]).exitReason[0]!.key).toBe('open')
  })

  const anyTrade = fc
    .record({
      symbol: fc.constantFrom('A', 'B', 'C'),
      days: fc.integer({ min: 0, max: 900 }),
      pnl: fc.integer({ min: -500, max: 500 }),
      exitReason: fc.constantFrom('signal', 'stopLoss', 'takeProfit'),
      bars: fc.integer({ min: 0, max: 30 }),
      mae: fc.integer({ min: -100, max: 0 }),
      mfe: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ days, mae, mfe, ...fields }) =>
      trade({ ...fields, entryTime: days * day, return: fields.pnl / 1000, mae: mae / 1000, mfe: mfe / 1000 }),
    )
  const reordered = fc
    .array(anyTrade, { maxLength: 40 })
    .chain((trades) => fc.tuple(fc.constant(trades), fc.shuffledSubarray(trades, { minLength: trades.length })))

  it('adds up to all trades and all money, in whatever order they come', () => {
    fc.assert(
      fc.property(reordered, ([trades, other]) => {
        const [groups, again] = [tradeGroups(trades), tradeGroups(other)]
        const pnl = trades.reduce((sum, one) => sum + one.pnl, 0)
        for (const by of tradeGroupings) {
          expect(groups[by].reduce((sum, group) => sum + group.trades, 0)).toBe(trades.length)
          expect(groups[by].reduce((sum, group) => sum + group.pnl, 0)).toBeCloseTo(pnl, 6)
          expect(again[by].map(({ key, trades: n, pnl: money, winRate }) => [key, n, money, winRate])).toStrictEqual(
            groups[by].map(({ key, trades: n, pnl: money, winRate }) => [key, n, money, winRate]),
          )
        }
        expect(excursionsOf(other).mae).toStrictEqual({
          ...excursionsOf(trades).mae,
          mean: excursionsOf(other).mae.mean,
        })
        const { mae, mfe } = excursionsOf(trades)
        if (trades.length > 0) {
          expect(mae.worst!).toBeLessThanOrEqual(mae.median!)
          expect(mfe.best!).toBeGreaterThanOrEqual(mfe.median!)
        }
      }),
    )
  })
})

describe('excursions', () => {
  it('has means, medians and extremes', () => {
    const found = excursionsOf([trade({}), loss, small])
    expect(found.trades).toBe(3)
    expect(found.mae.mean).toBeCloseTo(-0.11 / 3, 12)
    expect(found.mae).toMatchObject({ median: -0.03, worst: -0.06 })
    expect(found.mfe).toMatchObject({ median: 0.05, best: 0.12 })
    // Winners went 2 % and 3 % against: interpolated 5 % from the worse one.
    expect(found.winnersMae95).toBeCloseTo(-0.0295, 12)
    expect(found.losersMfe).toBe(0.01)
    expect(found.edgeRatio).toBeCloseTo(0.18 / 0.11, 12)
    expect(found.captured).toBeCloseTo(0.08 / 0.18, 12)
  })

  it('is null without trades', () => {
    const none = excursionsOf([])
    expect(none).toStrictEqual({
      trades: 0,
      mae: { mean: null, median: null, worst: null },
      mfe: { mean: null, median: null, best: null },
      winnersMae95: null,
      losersMfe: null,
      edgeRatio: null,
      captured: null,
    })
  })
})

describe('turnover and capacity', () => {
  const ts = Float64Array.from({ length: 367 }, (_, i) => at('2020-01-06T00:00') + i * day)
  const equity = new Float64Array(367).fill(10_000)
  const bars = new Map([
    ['A', { ts, close: new Float64Array(367).fill(100), volume: new Float64Array(367).fill(1000) }],
  ])
  const given = { trades: [trade({})], ts, equity, bars, participation: 0.1 }

  it('is what one works out by hand', () => {
    const found = tradingOf(given)
    // Buys 10 for 100, sells for 110; a bar trades 100,000: shares of 1 % and 1.1 %.
    expect(found).toMatchObject({ tradedValue: 2100, fills: 2, withoutVolume: 0 })
    expect(found.turnover).toBeCloseTo(0.21 / (366 / 365.25), 12)
    expect(found.medianShare).toBeCloseTo(0.0105, 12)
    // 10 % of the volume is reached at 10 and 9.0909 times the equity.
    expect(found.capacity).toBeCloseTo(90_909.0909 + 0.05 * 9090.9091, 2)
  })

  it('grows in proportion to volume and to the harmless share, and does not depend on the money of the test', () => {
    const base = tradingOf(given).capacity!
    const factors = fc.integer({ min: 1, max: 50 })
    fc.assert(
      fc.property(factors, factors, (volume, money) => {
        const more = new Map([
          ['A', { ...bars.get('A')!, volume: bars.get('A')!.volume.map((value) => value * volume) }],
        ])
        expect(tradingOf({ ...given, bars: more }).capacity! / base).toBeCloseTo(volume, 8)
        expect(tradingOf({ ...given, participation: 0.01 * money }).capacity! / base).toBeCloseTo(money / 10, 8)
        const richer = { ...given, equity: equity.map((value) => value * money), trades: [trade({ size: 10 * money })] }
        expect(tradingOf(richer).capacity! / base).toBeCloseTo(1, 8)
        expect(tradingOf(richer).turnover).toBeCloseTo(tradingOf(given).turnover!, 8)
      }),
    )
  })

  it('leaves out bars without volume and says how many; without any there is no capacity', () => {
    const none = new Map([['A', { ...bars.get('A')!, volume: new Float64Array(367) }]])
    expect(tradingOf({ ...given, bars: none })).toMatchObject({
      fills: 2,
      withoutVolume: 2,
      capacity: null,
      share95: null,
    })
    expect(tradingOf({ ...given, bars: new Map() })).toMatchObject({ withoutVolume: 2, capacity: null })
    expect(tradingOf({ ...given, trades: [] })).toMatchObject({ fills: 0, tradedValue: 0, turnover: 0, capacity: null })
    expect(tradingOf({ ...given, trades: [trade({ open: true })] })).toMatchObject({ fills: 1, tradedValue: 1000 })
  })
})
