import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { eventDriver } from '../../../core/backtest/event-driver.ts'
import type { BacktestRequest, BacktestResult } from '../../../core/backtest/port.ts'
import { runBacktest } from '../../../core/backtest/run.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import { periodNumbers } from '../../../core/engine/portfolio/periods.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import { checkStrategy } from '../../../core/strategy/check.ts'
import { parseStrategy } from '../../../core/strategy/parse-strategy.ts'
import { universe } from './generated.ts'

const costs = { cash: 10_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 }

/** Bars whose open is the close before; one a day from the 1st of January 2024. */
function barsOf(closes: readonly number[], from = 0): Bars {
  const close = Float64Array.from(closes)
  const open = close.map((_, i) => closes[Math.max(0, i - 1)]!)
  return {
    rows: closes.length,
    ts: close.map((_, i) => Date.UTC(2024, 0, 1 + from + i)),
    open,
    high: close.map((c, i) => Math.max(c, open[i]!)),
    low: close.map((c, i) => Math.min(c, open[i]!)),
    close,
    volume: close.map(() => 1000),
  }
}

type More = Partial<Pick<BacktestRequest, 'series' | 'costs' | 'leaving'>>

function run(
  fields: Record<string, unknown>,
  series: BacktestRequest['series'],
  profile: Record<string, unknown> = {},
  more: More = {},
  driver?: typeof eventDriver,
): BacktestResult {
  return runBacktest(
    {
      text: JSON.stringify({ name: 'weights', ...fields }),
      params: {},
      series,
      profile: overrideProfile(findProfile('sextant'), { fillTiming: 'signalClose', ...profile }).fields,
      costs,
      sizing: null,
      seed: 1,
      benchmark: null,
      ...more,
    },
    driver,
  )
}

const of = (symbol: string, bars: Bars, spells?: { from: number; to: number | null }[]) => ({
  symbol,
  timeframe: '1d',
  bars,
  ...(spells === undefined ? {} : { spells }),
})

describe('the book of one symbol held by weight', () => {
  it('sells what has grown and buys what has shrunk, with orders and round trips by hand', () => {
    const { result, parts } = run({ weight: '0.5', rebalance: 1 }, [of('A', barsOf([100, 200, 100, 100]))])
    // 50 units for 5,000; at 200 equity is 15,000 and half of it 37.5 units; at 100 equity is 11,250 and half 56.25 units.
    expect(parts[0]!.result.orders.map(({ bar, side, size, price }) => [bar, side, size, price])).toEqual([
      [0, 'buy', 50, 100],
      [1, 'sell', 12.5, 200],
      [2, 'buy', 18.75, 100],
    ])
    expect(Array.from(result.equity)).toEqual([10_000, 15_000, 11_250, 11_250])
    expect(
      parts[0]!.result.trades.map(({ size, entryPrice, exitPrice, pnl, exitReason, open }) => [
        size,
        entryPrice,
        exitPrice,
        pnl,
        exitReason,
        open,
      ]),
    ).toEqual([
      [12.5, 100, 200, 1250, 'rebalance', false],
      [56.25, 100, 100, 0, '', true],
    ])
  })

  it('leaves what lies within the band, but not what is to go', () => {
    const closes = [100, 110, 121, 121]
    const kept = run({ weight: '0.5', rebalance: 1, band: 0.04 }, [of('A', barsOf(closes))])
    expect(kept.parts[0]!.result.orders.map(({ bar }) => bar)).toEqual([0, 2])
    const gone = run({ weight: 'if(close > 120, 0, 0.02)', rebalance: 1, band: 0.5 }, [of('A', barsOf(closes))])
    expect(gone.parts[0]!.result.orders.map(({ bar, side }) => [bar, side])).toEqual([
      [0, 'buy'],
      [2, 'sell'],
    ])
  })

  it('a missing weight leaves the position as it is', () => {
    const { parts } = run({ weight: '0.5 / (close - 109)', rebalance: 1 }, [of('A', barsOf([109, 110, 109]))])
    expect(parts[0]!.result.orders.map(({ bar }) => bar)).toEqual([1])
  })

  it('holds whole units, and no short where none is allowed', () => {
    const bars = barsOf([30, 31, 29, 33])
    const whole = run({ weight: '0.5', rebalance: 1 }, [of('A', bars)], { units: 'whole' })
    expect(whole.parts[0]!.result.orders.every(({ size }) => Number.isInteger(size))).toBe(true)
    const short = (allowShort: boolean) =>
      run({ weight: '-0.5', rebalance: 1, constraints: { allowShort } }, [of('A', bars)]).result.trades.length
    expect(short(false)).toBe(0)
    expect(short(true)).toBeGreaterThan(0)
  })
})

describe('symbols that come and go', () => {
  const flat = (rows: number, from = 0) =>
    barsOf(
      Array.from({ length: rows }, () => 100),
      from,
    )

  it('a delisted one is sold at its last close, with the reason, by weights and by rules', () => {
    const series = [of('A', flat(30)), of('B', flat(12))]
    const rules = { entryLong: 'true', sizing: 'percent(40)', constraints: { maxPositions: 2 } }
    for (const fields of [{ weight: '0.4', rebalance: '1M' }, rules])
      for (const driver of [undefined, eventDriver]) {
        const b = run(fields, series, {}, {}, driver).parts[1]!.result.trades
        expect(b.map(({ exitReason, exitBar }) => [exitReason, exitBar])).toEqual([['delisted', 11]])
      }
  })

  it('one whose data are a few days behind is not delisted', () => {
    const { parts } = run({ weight: '0.4', rebalance: '1M' }, [of('A', flat(30)), of('B', flat(26))])
    expect(parts[1]!.result.trades.map(({ open }) => open)).toEqual([true])
  })

  const left = [{ from: 0, to: Date.UTC(2024, 0, 11) }]
  it.each([
    ['signalClose', 10],
    ['nextOpen', 10],
    ['nextClose', 10],
  ])('one that leaves the universe is sold on its first bar outside (%s), or kept', (fillTiming, bar) => {
    const series = [of('A', flat(30), [{ from: 0, to: null }]), of('B', flat(30), left)]
    const rules = { entryLong: 'true', sizing: 'percent(40)', constraints: { maxPositions: 2 } }
    for (const fields of [{ weight: '0.4', rebalance: '1M' }, rules])
      for (const driver of [undefined, eventDriver]) {
        const trades = (leaving: 'close' | 'keep') =>
          run(fields, series, { fillTiming }, { leaving }, driver).parts[1]!.result.trades
        expect(trades('close').map(({ exitReason, exitBar }) => [exitReason, exitBar])).toEqual([['leftUniverse', bar]])
        expect(trades('keep').map(({ open }) => open)).toEqual([true])
      }
  })

  it('none is entered before it is a member', () => {
    const joins = [{ from: Date.UTC(2024, 1, 10), to: null }]
    const series = [of('A', flat(90), [{ from: 0, to: null }]), of('B', flat(90), joins)]
    const rules = { entryLong: 'true', sizing: 'percent(40)', constraints: { maxPositions: 2 } }
    const entry = (fields: Record<string, unknown>, fillTiming: string) =>
      run(fields, series, { fillTiming }).parts[1]!.result.trades[0]!.entryBar
    expect(entry(rules, 'signalClose')).toBe(40)
    expect(entry(rules, 'nextOpen')).toBe(41)
    // The 1st of March is the first decision of B as a member.
    expect(entry({ weight: '0.4', rebalance: '1M' }, 'signalClose')).toBe(60)
  })
})

describe('any weights', () => {
  it('keep the books, stay out of debt without leverage, and are the same in both drivers', () => {
    const profile = fc.record({
      fillTiming: fc.constantFrom('signalClose', 'nextOpen', 'nextClose'),
      callOrder: fc.constantFrom('salesFirst', 'listed'),
      units: fc.constantFrom('whole', 'fractional'),
      sizingPrice: fc.constantFrom('fill', 'signalClose'),
      shortOfCash: fc.constantFrom('cut', 'refuse'),
      finalBar: fc.constantFrom('mark', 'exitClose', 'exitOpen', 'leaveOpen'),
    })
    const weight = fc.constantFrom(
      'if(topk(roc(close, 5), 3), 0.5, 0)',
      '1.5 * cs_rank(close) / cs_sum(cs_rank(close))',
      'if(rsi(close, 5) > 50, 0.3, 0.1)',
    )
    const rebalance = fc.constantFrom('1d', '1w', '1M', 7)
    fc.assert(
      fc.property(profile, weight, rebalance, fc.integer({ min: 2, max: 8 }), (fields, w, every, symbols) => {
        const series = universe(symbols, 150, true).map(({ symbol, bars }) => of(symbol, bars))
        const paid = { ...costs, fees: 0.002, feeFixed: 1, slippage: 0.001 }
        const text = { weight: w, rebalance: every }
        const { result, resultHash } = run(text, series, fields, { costs: paid })
        expect(run(text, series, fields, { costs: paid }, eventDriver).resultHash).toBe(resultHash)
        result.equity.forEach((equity, i) => expect(equity).toBeCloseTo(result.cash[i]! + result.positionValue[i]!, 6))
        expect(Math.min(...result.cash)).toBeGreaterThanOrEqual(-1e-9)
        const profit = result.trades.reduce((sum, { pnl }) => sum + pnl, 0)
        if (fields.finalBar !== 'leaveOpen') expect(result.equity.at(-1)).toBeCloseTo(paid.cash + profit, 4)
      }),
      { numRuns: 40 },
    )
  })
})

describe('what weights cannot be', () => {
  it('in another currency', () => {
    const bars = barsOf([30, 31, 29, 33])
    const rates = { open: bars.close, close: bars.close }
    const foreign = { ...of('A', bars), rates } as unknown as BacktestRequest['series'][number]
    expect(() => run({ weight: '0.5', rebalance: 1 }, [foreign])).toThrow('in another currency')
  })
})

describe('the file', () => {
  const problems = (fields: Record<string, unknown>) =>
    parseStrategy(JSON.stringify({ name: 'w', ...fields }, null, 1)).problems.map(
      ({ line, message }) => `${line}: ${message}`,
    )

  it('says what cannot stand together, with its line', () => {
    expect(problems({ weight: '0.5', rebalance: '1M', entryLong: 'true', sizing: 'percent(5)' })).toEqual([
      '5: "weight" decides what is held, so "entryLong" has no place beside it',
      '6: "weight" decides what is held, so "sizing" has no place beside it',
    ])
    expect(problems({ weight: '0.5' })).toEqual(['3: "weight" needs a "rebalance"'])
    expect(problems({ weight: '0.5', rebalance: 'monthly', band: 2 })).toEqual([
      '4: "rebalance" is no period',
      '5: "band" is a share of equity from 0 to below 1',
    ])
    expect(problems({ entryLong: 'true', rebalance: '1M' })).toEqual([
      '4: "rebalance" goes with "weight", and this strategy has none',
    ])
    expect(problems({ weight: 'close', rebalance: '1M' })).toEqual(['3: weight is a share of equity, this is a price'])
  })

  it('has a hash that changes with weight, period and band, and is proven over several symbols', () => {
    const check = (fields: Record<string, unknown>) =>
      checkStrategy(JSON.stringify({ name: 'w', ...fields }), 'w', { causality: true })
    const base = { weight: 'if(topk(roc(close, 252)[21], 10), 0.1, 0)', rebalance: '1M' }
    const checked = check(base)
    expect(checked).toMatchObject({ ok: true, lookback: 273, causality: 'proven' })
    expect(checked.canonical).toEqual({ weight: 'if(topk(lag(roc(close, 252), 21), 10), 0.1, 0)', rebalance: '1M' })
    const others = [
      { ...base, rebalance: '1q' },
      { ...base, band: 0.01 },
      { ...base, weight: '0.1' },
    ]
    expect(new Set([base, ...others].map((fields) => check(fields).hash)).size).toBe(4)
  })
})

describe('periods', () => {
  it.each([
    [{ count: 1, unit: 'w' }, ['2024-01-07', '2024-01-08', '2024-01-14', '2024-01-15'], [0, 1, 1, 2]],
    [{ count: 1, unit: 'M' }, ['2024-01-31', '2024-02-01', '2024-02-29', '2024-04-01'], [0, 1, 1, 3]],
    [{ count: 1, unit: 'q' }, ['2024-03-31', '2024-04-01', '2024-06-30', '2025-01-01'], [0, 1, 1, 4]],
    [{ count: 2, unit: 'bars' }, ['2024-01-01', '2024-01-02', '2024-01-09', '2024-01-10'], [0, 0, 1, 1]],
    [{ count: 1, unit: 'y' }, ['1969-12-31', '1970-01-01', '1970-12-31', '1971-01-01'], [0, 1, 1, 2]],
  ] as const)('%o', (period, dates, numbers) => {
    const found = periodNumbers(
      Float64Array.from(dates, (date) => Date.parse(date)),
      period,
    )
    expect(Array.from(found, (number) => number - found[0]!)).toEqual(numbers)
  })
})
