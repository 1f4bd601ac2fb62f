import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { makeWorkspace, run, runJson } from '../../cli/sextant.ts'
import { runCallbackBacktest } from '../../../core/backtest/callbacks.ts'
import { eventDriver } from '../../../core/backtest/event-driver.ts'
import type { BacktestRequest, BacktestResult } from '../../../core/backtest/port.ts'
import { vectorDriver } from '../../../core/backtest/prepare.ts'
import { runBacktest } from '../../../core/backtest/run.ts'
import { findProfile } from '../../../core/engine/conventions/profiles.ts'
import { barsOf, free } from './events/scripted.ts'

/** Ways in which a run meets bad data or bad luck: rules in both drivers, and callbacks in their own process. */
const ways = ['vector', 'event', 'callbacks'] as const
type Way = (typeof ways)[number]
type Rows = readonly (readonly number[])[]

const flat = [100, 101, 99, 100, 1000]
const always = (sizing: string) => JSON.stringify({ name: 'always', entryLong: 'close > -1e9', sizing })
const callbacks = (units: number) =>
  `export const create = () => ({ onBar(bar, broker) { if (broker.position() === 0 && broker.orders().length === 0) broker.buy(${units}) } })`

let scratch = ''
beforeAll(() => void (scratch = mkdtempSync(join(tmpdir(), 'sextant-outcomes-'))))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

async function outcome(way: Way, rows: Rows, { units = 10, leverage = 1, text = '' } = {}): Promise<BacktestResult> {
  const request: BacktestRequest = {
    text: text === '' ? always(`units(${units})`) : text,
    params: {},
    series: [{ symbol: 'X', timeframe: '1d', bars: barsOf(rows) }],
    profile: findProfile('sextant').fields,
    costs: { ...free, leverage },
    sizing: null,
    seed: 0,
    benchmark: null,
  }
  if (way !== 'callbacks') return runBacktest(request, way === 'event' ? eventDriver : vectorDriver)
  const own = text === '' ? callbacks(units) : text
  return await runCallbackBacktest({ ...request, text: own, file: 'mine.strategy.ts', scratch })
}

describe.for(ways)('bad data and bad luck, %s', (way) => {
  it('a wrong strategy is refused with the place of the mistake', async () => {
    const wrong =
      way === 'callbacks'
        ? 'export const create = () => ({\n  onBar(bar) { bar.clos.at(0) },\n})'
        : '{ "name": "wrong",\n  "entryLong": "clos > 1" }'
    await expect(outcome(way, [flat, flat], { text: wrong })).rejects.toMatchObject({
      code: 'invalid-strategy',
      message: expect.stringMatching(
        way === 'callbacks' ? /mine\.strategy\.ts:2:\d+: TypeError/ : /:2:\d+: unknown name clos/,
      ) as string,
    })
  })

  it('a bar with a missing price is not traded, and the account keeps its value', async () => {
    const { result, warnings } = await outcome(way, [
      flat,
      [Number.NaN, 101, 99, 100, 1000],
      [102, 103, 101, 102, 1000],
      flat,
    ])
    expect(result.trades.map(({ entryBar, entryPrice }) => [entryBar, entryPrice])).toEqual([[2, 102]])
    expect(result.equity.every((value) => Number.isFinite(value))).toBe(true)
    if (way === 'callbacks') expect(warnings).toContain('1 bar without a price: not traded.')
  })

  it('a bar without volume is traded: volume limits nothing unless a share of it is asked for', async () => {
    const { result } = await outcome(way, [flat, [...flat.slice(0, 4), 0], flat])
    expect(result.trades.map(({ entryBar, size }) => [entryBar, size])).toEqual([[1, 10]])
  })

  it('a bankrupt account is closed where nothing is left, says so, and trades no more', async () => {
    const { result, metrics, warnings } = await outcome(way, [flat, flat, [90, 91, 40, 50, 1000], flat, flat], {
      units: 400,
      leverage: 5,
    })
    expect(result.trades.map(({ exitPrice, exitReason }) => [exitPrice, exitReason])).toEqual([[75, 'liquidation']])
    expect(metrics.finalEquity).toBe(0)
    expect(warnings[0]).toMatch(
      /^The account was used up on 2020-01-03: .*, and nothing was (opened|traded) after that\.$/,
    )
  })

  it('nothing is bought at a price that is not positive', async () => {
    const { result, metrics, warnings } = await outcome(way, [flat, [-5, -4, -6, -5, 1000], [-5, -4, -6, -5, 1000]])
    expect(result.trades).toEqual([])
    expect(metrics.finalEquity).toBe(10_000)
    expect(warnings.some((warning) => warning.includes('refused'))).toBe(true)
  })

  it('a symbol with one bar has no trade, and figures that do not exist are missing', async () => {
    const { metrics, warnings } = await outcome(way, [flat])
    expect(metrics).toMatchObject({ trades: 0, finalEquity: 10_000, sharpe: null, winRate: null })
    expect(warnings[0]).toMatch(/^No trade was made: /)
  })
})

describe('the same from the command line', { timeout: 90_000 }, () => {
  let workspace: ReturnType<typeof makeWorkspace>
  const bars = (rows: readonly string[]) => `Date,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`
  const load = async (symbol: string, rows: readonly string[]) => {
    const file = join(workspace.dir, `${symbol}.csv`)
    writeFileSync(file, bars(rows))
    return await runJson<{ accepted: number; quarantined: number }[]>(
      workspace.dir,
      'data',
      'import',
      file,
      '--symbol',
      symbol,
      '--timeframe',
      '1d',
    )
  }
  const test = async (symbol: string, engine: string, ...more: string[]) =>
    await runJson<{ metrics: Record<string, number | null>; warnings: string[]; resultHash: string }>(
      workspace.dir,
      'backtest',
      'run',
      'buy-hold',
      '--data',
      symbol,
      '--engine',
      engine,
      ...more,
    )
  beforeAll(async () => {
    workspace = makeWorkspace()
    await runJson(workspace.dir, 'init')
  })
  afterAll(() => workspace.remove())

  it('a wrong strategy', async () => {
    await load('ONE', ['2020-01-02,100,101,99,100,1000'])
    const file = join(workspace.dir, 'strategies', 'wrong.strategy.json')
    writeFileSync(file, '{ "name": "wrong",\n  "entryLong": "clos > 1" }')
    for (const engine of ['vector', 'event']) {
      const { code, stderr } = await run(workspace.dir, 'backtest', 'run', 'wrong', '--data', 'ONE', '--engine', engine)
      expect(code).not.toBe(0)
      expect(stderr).toContain('2:17: unknown name clos')
      expect(stderr).toContain('Did you mean close?')
    }
  })

  it('a missing and a negative price are held back with their lines, a bar without volume is not', async () => {
    const [imported] = [
      await load('BAD', [
        '2020-01-01,100,101,99,100,1000',
        '2020-01-02,,101,99,100,1000',
        '2020-01-03,100,101,-40,-37,1000',
        '2020-01-06,100,101,99,100,0',
        '2020-01-07,100,101,99,100,1000',
      ]),
    ].flat()
    expect(imported).toMatchObject({ accepted: 3, quarantined: 2 })
    const held = await runJson<{ line: number; reason: string }[]>(workspace.dir, 'data', 'quarantine', 'BAD')
    expect(held.map(({ line }) => line)).toEqual([3, 4])
    expect(held[0]!.reason).toContain('open is empty')
    expect((await test('BAD', 'event')).metrics['openTrades']).toBe(1)
  })

  it('a bankrupt account and a symbol with one bar, the same in both drivers', async () => {
    await load('CRASH', [
      '2020-01-01,100,101,99,100,9',
      '2020-01-02,100,101,99,100,9',
      '2020-01-03,90,91,40,50,9',
      '2020-01-06,50,51,49,50,9',
    ])
    const big = ['--sizing', 'units(4000)', '--leverage', '5']
    const [crash, again] = [await test('CRASH', 'vector', ...big), await test('CRASH', 'event', ...big)]
    expect(crash.metrics['finalEquity']).toBe(0)
    expect(crash.warnings[0]).toMatch(/^The account was used up on 2020-01-03/)
    expect(again.resultHash).toBe(crash.resultHash)
    const [one, same] = [await test('ONE', 'vector'), await test('ONE', 'event')]
    expect(one.warnings[0]).toMatch(/^No trade was made/)
    expect(same.resultHash).toBe(one.resultHash)
  })
})
