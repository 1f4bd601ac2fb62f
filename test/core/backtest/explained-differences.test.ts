import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { compareConventions } from '../../../core/backtest/conventions.ts'
import { crossCheck } from '../../../core/backtest/cross-check.ts'
import { matchTrades, sameTrade } from '../../../core/backtest/match-trades.ts'
import type { BacktestRequest, PeerRunner } from '../../../core/backtest/port.ts'
import { runBacktest } from '../../../core/backtest/run.ts'
import { ProfileFields } from '../../../core/contract/profile.ts'
import { findProfile, overrideProfile, profiles } from '../../../core/engine/conventions/profiles.ts'
import type { Trade } from '../../../core/engine/types.ts'
import { hasReference, orSkipped } from '../engine/reference.ts'
import { costs, smaCross, wanderingBars } from './fixtures.ts'
import { googRun } from './peers.ts'

/** This engine under other conventions, so that what makes the difference is known. */
function engineAs(conventions: ProfileFields): PeerRunner {
  return {
    name: 'other',
    conventions,
    ignores: [],
    tolerance: 1e-9,
    run: async (request) => ({
      ...runBacktest({ ...request, profile: { ...conventions, crossRule: request.profile.crossRule } }),
      versions: {},
      notes: [],
    }),
  }
}

const request = (profile: ProfileFields): BacktestRequest => ({
  text: JSON.stringify({ ...JSON.parse(smaCross), entryShort: 'crossunder(f, s)', takeProfit: '0.06' }),
  params: {},
  series: [{ symbol: 'W', timeframe: '1d', bars: wanderingBars(800) }],
  profile,
  costs,
  sizing: 'percent(60)',
  seed: 0,
  benchmark: null,
})

const { fields: base } = findProfile('sextant')
const choices = {
  fillTiming: ['signalClose', 'nextOpen', 'nextClose'],
  stopReference: ['fill', 'entryClose', 'signalClose'],
  stopsFrom: ['entryBar', 'nextBar'],
  levelGap: ['open', 'level'],
  sameBar: ['stopFirst', 'targetFirst', 'worst'],
  slippageOnStops: [true, false],
  slippageAtOpen: [true, false],
  feeBase: ['value', 'perUnit', 'perTrade'],
  spreadOn: ['entry', 'both'],
  units: ['fractional', 'whole'],
  finalBar: ['mark', 'exitClose', 'exitOpen', 'leaveOpen'],
  oppositeEntry: ['reverse', 'exitOnly', 'ignore'],
  sizingPrice: ['fill', 'signalClose'],
} as const
const someFields = fc
  .record(Object.fromEntries(Object.entries(choices).map(([name, values]) => [name, fc.constantFrom(...values)])))
  .map((set) => ProfileFields.parse({ ...base, ...set }))

describe('differences between two results', () => {
  it('are always explained where only fields differ, by fields that do differ', async () => {
    await fc.assert(
      fc.asyncProperty(someFields, someFields, async (ours, theirs) => {
        const result = await crossCheck(request(ours), engineAs(theirs))
        expect(result.trades.same + result.differences.filter((one) => one.ours !== null).length).toBe(
          result.trades.ours,
        )
        if (result.differences.length === 0) return
        expect(result.fields.at(-1)!.left).toBe(0)
        for (const { field } of result.fields) expect(ours[field as never]).not.toBe(theirs[field as never])
        for (const difference of result.differences) expect(difference.fields).not.toEqual([])
      }),
      { numRuns: 40, seed: 7 },
    )
  })

  it.each([
    ['units', 'whole', 'size'],
    ['slippageAtOpen', false, 'fill price'],
    ['fillTiming', 'signalClose', 'fill price'],
    ['feeBase', 'perUnit', 'commission'],
    ['finalBar', 'exitClose', 'final bar'],
    ['oppositeEntry', 'ignore', 'missing'],
  ])('of %s alone name it and nothing else', async (field, value, kind) => {
    const result = await crossCheck(request(base), engineAs({ ...base, [field]: value }))
    expect(result.fields.map((one) => [one.field, one.theirs, one.left])).toEqual([[field, value, 0]])
    expect(result.differences.flatMap(({ reasons }) => reasons.map((reason) => reason.kind))).toContain(kind)
  })

  it('are left unexplained where no field differs', async () => {
    const other = {
      ...engineAs(base),
      run: (one: BacktestRequest) => engineAs(base).run({ ...one, costs: { ...costs, fees: 0 } }),
    }
    const result = await crossCheck(request(base), other)
    expect(result.trades.differing).toBe(result.trades.ours)
    expect(result.fields).toEqual([])
    expect(result.differences[0]!.reasons.map(({ kind }) => kind)).toContain('commission')
  })

  it('are looked for until the caller cancels', async () => {
    const stop = new AbortController()
    const call = crossCheck(request(base), engineAs({ ...base, units: 'whole' }), {
      signal: stop.signal,
      onStage: (stage) => stage.startsWith('looking') && stop.abort(),
    })
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('trades', () => {
  const trade = (side: 'long' | 'short', entryBar: number, changes: Partial<Trade> = {}): Trade => ({
    side,
    entryBar,
    exitBar: entryBar + 5,
    size: 10,
    entryPrice: 100,
    exitPrice: 110,
    entryFee: 1,
    exitFee: 1,
    pnl: 98,
    dividends: 0,
    split: 1,
    return: 0.098,
    mae: 0,
    mfe: 0.1,
    exitReason: 'signal',
    open: false,
    ...changes,
  })

  it('are paired by side and bar, else by a bar beside it, each once', () => {
    const [a, b, c] = [trade('long', 10), trade('short', 20), trade('long', 30)]
    const [x, y, z] = [trade('long', 9), trade('long', 20), trade('long', 30)]
    expect(matchTrades([a, b, c], [x, y, z])).toEqual([
      { ours: a, theirs: x },
      { ours: b, theirs: null },
      { ours: null, theirs: y },
      { ours: c, theirs: z },
    ])
    expect(
      matchTrades([trade('long', 1), trade('long', 1)], [trade('long', 1)]).filter(({ theirs }) => theirs !== null),
    ).toHaveLength(1)
  })

  it.each([
    [{ size: 10.00001 }],
    [{ entryPrice: 100.0001 }],
    [{ exitPrice: 109.9999 }],
    [{ exitBar: 16 }],
    [{ entryFee: 1.0001 }],
    [{ exitFee: 0 }],
    [{ pnl: 98.01 }],
    [{ open: true }],
  ])('are not the same where %o', (changes) => {
    expect(sameTrade({ ours: trade('long', 10), theirs: trade('long', 10) }, 1e-9)).toBe(true)
    expect(sameTrade({ ours: trade('long', 10, changes), theirs: trade('long', 10) }, 1e-9)).toBe(false)
  })
})

describe(`conventions${orSkipped}`, () => {
  it('reproduce the figures that three tools print for one run', ({ skip }) => {
    if (!hasReference) skip('no price files in ../shared/data')
    const free = { cash: 10_000_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 }
    const own = findProfile('sextant')
    // Its published figure closes the last trade at the last open.
    const finalised = overrideProfile(findProfile('backtesting.py'), { finalBar: 'exitOpen' })
    const { rows } = compareConventions(googRun('sma-cross', 'sextant', { costs: free }), own, [...profiles, finalised])
    const row = (name: string) => rows.find(({ profile }) => profile === name)!
    expect(rows[0]).toMatchObject({ profile: 'sextant', own: true, moves: { sharpe: null, totalReturn: null } })
    expect(row('vectorbt').totalReturn).toBeCloseTo(5.42, 2)
    expect(row('vectorbt').sharpe).toBeCloseTo(1.306, 3)
    expect(row('vectorbt').maxDrawdown).toBeCloseTo(-0.28065, 5)
    expect(row('backtesting.py*').totalReturn).toBeCloseTo(4.767, 3)
    expect(row('backtesting.py*').sharpe).toBeCloseTo(0.82, 3)
    expect(row('backtesting.py*').maxDrawdown).toBeCloseTo(-0.29716, 5)
    expect(row('vectorbt').moves).toMatchObject({
      sharpe: { field: 'annualDays' },
      totalReturn: { field: 'fillTiming' },
    })
    expect(row('backtesting.py').moves.sharpe).toMatchObject({ field: 'sharpeFormula', to: 'geometric' })
  })

  it('name the field that moves a figure, with the change that it makes alone', () => {
    const own = findProfile('sextant')
    const other = overrideProfile(own, { ddof: 0, riskFree: 0.05, fillTiming: 'signalClose' })
    const [first, second] = compareConventions(request(own.fields), own, [own, other]).rows
    const alone = (set: Partial<ProfileFields>) => runBacktest(request({ ...own.fields, ...set })).metrics
    const change = alone({ fillTiming: 'signalClose' }).totalReturn! - first!.totalReturn!
    expect(second!.moves.totalReturn).toEqual({ field: 'fillTiming', from: 'nextOpen', to: 'signalClose', change })
    const moves = (['ddof', 'riskFree', 'fillTiming'] as const).map((field) => {
      const set = { [field]: other.fields[field] }
      return { field, change: alone(set).sharpe! - first!.sharpe! }
    })
    const most = moves.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))[0]
    expect(second!.moves.sharpe).toMatchObject(most!)
    expect(second!.sharpe).toBe(alone(other.fields).sharpe)
  })

  it('lay the trades of several symbols side by side, each with the trades of its own run', () => {
    const own = findProfile('sextant')
    const other = overrideProfile(own, { fillTiming: 'signalClose' })
    const one = request(own.fields)
    const series = [...one.series, { ...one.series[0]!, symbol: 'Y' }]
    const text = JSON.stringify({
      ...(JSON.parse(one.text) as object),
      constraints: { maxPositions: 2 },
      sizing: 'units(1)',
    })
    const several = { ...one, series, text }
    const { trades } = compareConventions(several, own, [own, other], 10_000)
    const runs = [own, other].map(({ fields }) => runBacktest({ ...several, profile: fields }))
    for (const [column, run] of runs.entries()) {
      for (const { symbol, bars, result } of run.parts) {
        const listed = trades.filter((line) => line.symbol === symbol).flatMap(({ fills }) => fills[column] ?? [])
        expect(listed.map(({ entryTime, exitPrice }) => [entryTime, exitPrice])).toEqual(
          result.trades.map((trade) => [bars.ts[trade.entryBar], trade.exitPrice]),
        )
      }
    }
    // The fill at the signal's close lies a bar before that at the next open, on the same line.
    expect(trades.length).toBeLessThan(runs[0]!.result.trades.length + runs[1]!.result.trades.length)
    const both = trades.filter(({ fills }) => fills[0] !== null && fills[1] !== null)
    expect(both.length).toBeGreaterThan(trades.length / 2)
    for (const { fills } of both) expect(fills[1]!.entryTime).toBeLessThan(fills[0]!.entryTime)
    expect(trades.map(({ entryTime }) => entryTime)).toEqual(
      trades.map(({ entryTime }) => entryTime).toSorted((a, b) => a - b),
    )
    expect(compareConventions(several, own, [own, other], 3).trades).toHaveLength(3)
    expect(compareConventions(several, own, [own, other]).trades).toEqual([])
  })
})
