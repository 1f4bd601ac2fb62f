import { describe, expect, it } from 'vitest'

import type { BacktestInput } from '../../../core/engine-host/contract.ts'
import type { EngineContext } from '../../../core/engine-host/context.ts'
import { withFiner } from '../../../core/engine-host/finer-bars.ts'
import { eventDriver } from '../../../core/backtest/event-driver.ts'
import type { BacktestRequest } from '../../../core/backtest/port.ts'
import { insideBars, vectorDriver } from '../../../core/backtest/prepare.ts'
import { runBacktest } from '../../../core/backtest/run.ts'
import { runSweep } from '../../../core/backtest/sweep.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import { intrabarFact, intrabarSentence } from '../../../core/trust/intrabar-words.ts'
import { barsOf, free, hour } from '../engine/intrabar/by-hand.ts'
import type { Row } from '../engine/intrabar/by-hand.ts'

/** Rises, then reaches both levels inside one hour, on each of its 40 rounds. */
const round: Row[] = [
  [99, 100, 99, 100],
  [100, 100, 100, 100],
  [100, 106, 94, 99],
]
const hours = barsOf(Array.from({ length: 40 }, () => round).flat())
/** Halves of every hour: the high first on even rounds, the low first on odd ones. */
const halves = barsOf(
  Array.from(hours.ts, (_, i): Row[] => {
    const [open, high, low, close] = [hours.open[i]!, hours.high[i]!, hours.low[i]!, hours.close[i]!]
    const middle = Math.floor(i / 3) % 2 === 0 ? high : low
    return [
      [open, Math.max(open, middle), Math.min(open, middle), middle],
      [middle, high, low, close],
    ]
  }).flat(),
  hour / 2,
)

const request = (more: Partial<BacktestRequest> = {}): BacktestRequest => ({
  text: JSON.stringify({
    name: 'bracket',
    entryLong: 'close > open',
    stopLoss: '0.05',
    takeProfit: '0.05',
    sizing: 'units(10)',
  }),
  params: {},
  series: [{ symbol: 'X', timeframe: '1h', bars: hours }],
  profile: findProfile('sextant').fields,
  costs: { ...free, cash: 10_000 },
  sizing: null,
  seed: 0,
  benchmark: null,
  ...more,
})
const withHalves = (bars: Bars = halves) => [
  { symbol: 'X', timeframe: '1h', bars: hours, finer: [{ timeframe: '30m', bars }] },
]

describe('a run with bars that reach two levels', () => {
  it('gives what the worst, the chosen and the best order come to', () => {
    const { intrabar } = runBacktest(request())
    // 40 round trips of 10 units, 5 lost or won on each.
    expect(intrabar).toMatchObject({
      bars: 40,
      trades: 40,
      worst: { finalEquity: 8000, totalReturn: expect.closeTo(-0.2, 12) as number, trades: 40 },
      chosen: { finalEquity: 8000 },
      best: { finalEquity: 12_000, totalReturn: expect.closeTo(0.2, 12) as number, trades: 40 },
      finer: { bars: 0, timeframes: [] },
    })
    expect(intrabar!.best!.sharpe).toBeGreaterThan(intrabar!.worst!.sharpe!)
    expect(intrabar!.worst!.maxDrawdown).toBeCloseTo(-0.2, 2)
  })

  it('reads the order from finer bars, the same with either driver, unless the profile leaves them out', () => {
    const [vector, event] = [vectorDriver, eventDriver].map((driver) =>
      runBacktest(request({ series: withHalves() }), driver),
    )
    expect(vector!.metrics.finalEquity).toBe(10_000)
    expect(vector!.intrabar).toEqual({
      bars: 0,
      trades: 0,
      worst: null,
      chosen: null,
      best: null,
      finer: { bars: 40, timeframes: ['30m'] },
    })
    expect(event!.resultHash).toBe(vector!.resultHash)
    expect(event!.intrabar).toEqual(vector!.intrabar)
    const profile = overrideProfile(findProfile('sextant'), { intrabar: 'assumed' }).fields
    const without = runBacktest(request({ series: withHalves(), profile }))
    expect(without.resultHash).toBe(runBacktest(request()).resultHash)
    expect(without.intrabar!.finer).toEqual({ bars: 0, timeframes: [] })
  })

  it('shares an account between symbols with and without finer bars', () => {
    const series = [withHalves()[0]!, { symbol: 'Y', timeframe: '1h', bars: hours }]
    const text = JSON.stringify({ ...JSON.parse(request().text), constraints: { maxPositions: 2 } })
    const [vector, event] = [vectorDriver, eventDriver].map((driver) => runBacktest(request({ series, text }), driver))
    expect(vector!.intrabar).toMatchObject({ bars: 40, trades: 40, finer: { bars: 40 } })
    expect(vector!.intrabar!.best!.finalEquity! - vector!.intrabar!.worst!.finalEquity!).toBe(4000)
    expect(event!.resultHash).toBe(vector!.resultHash)
    expect(event!.intrabar).toEqual(vector!.intrabar)
  })

  it('is decided by a sweep as by a single run', async () => {
    const text = JSON.stringify({
      ...(JSON.parse(request().text) as object),
      params: [{ name: 'd', default: 0.05 }],
      stopLoss: '$d',
      takeProfit: '$d',
      trailingStop: '0.055',
    })
    const found: number[][] = []
    await runSweep({
      bars: hours,
      strategyText: text,
      params: {},
      axes: [{ name: 'd', values: [0.03, 0.05, 0.055] }],
      where: null,
      workers: 1,
      sizing: null,
      barMs: hour,
      profile: request().profile,
      costs: request().costs,
      intrabar: insideBars(withHalves()[0]!, request().profile),
      onRows: ({ values, columns, count }) => {
        for (let row = 0; row < count; row++)
          found.push([...values.subarray(row * columns.length, (row + 1) * columns.length)])
      },
    })
    for (const row of found) {
      const { metrics, intrabar } = runBacktest(request({ text, params: { d: row[0]! }, series: withHalves() }))
      expect(intrabar!.finer.bars).toBeGreaterThan(0)
      expect([row[1], row[4], row.at(-1)]).toEqual([metrics.totalReturn, metrics.trades, metrics.finalEquity])
    }
  })

  it('says so in words', () => {
    const profile = findProfile('sextant')
    const { intrabar } = runBacktest(request())
    expect(intrabarFact(intrabar)).toBe('40 by the rule')
    expect(intrabarSentence({ intrabar, profile })).toContain('from −20.00% to +20.00%')
    const read = runBacktest(request({ series: withHalves() }))
    expect(intrabarFact(read.intrabar)).toBe('40 by 30m bars')
    const calm = runBacktest(request({ text: JSON.stringify({ name: 'calm', entryLong: 'close > open' }) }))
    expect(intrabarFact(calm.intrabar)).toBe('decided on no bar')
    expect(intrabarSentence({ intrabar: null, profile })).toContain('was not worked out')
  })
})

describe('finer bars of a run', () => {
  const ref = (timeframe: string) => ({ symbol: 'X', timeframe, version: 1, hash: timeframe, partitions: [] })
  const input = { finer: [[ref('30m'), ref('1m')]], from: null, to: null } as unknown as BacktestInput
  const reading = async (given: BacktestRequest, stored: Record<string, Bars>) => {
    const read: string[] = []
    const bars = ({ timeframe }: { timeframe: string }) => {
      read.push(timeframe)
      return Promise.resolve(stored[timeframe]!)
    }
    const context = { repo: { bars } } as unknown as EngineContext
    const known = await withFiner(input, context, given)
    return { read, finer: known.series[0]!.finer?.map(({ timeframe }) => timeframe) }
  }

  it('are read only where the order decides', async () => {
    const calm = request({ text: JSON.stringify({ name: 'calm', entryLong: 'close > open' }) })
    expect(await reading(calm, {})).toEqual({ read: [], finer: undefined })
    expect(await reading(request(), { '30m': halves, '1m': halves })).toEqual({
      read: ['30m', '1m'],
      finer: ['30m', '1m'],
    })
  })
})
