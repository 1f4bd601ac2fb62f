import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeRunTables } from '../../../core/backtest/run-tables.ts'
import { AnalysisOptions } from '../../../core/contract/analysis.ts'
import { findProfile } from '../../../core/engine/conventions/profiles.ts'
import type { Trade } from '../../../core/engine/types.ts'
import { analyseRun } from '../../../core/engine-host/analysis.ts'
import type { EngineContext } from '../../../core/engine-host/context.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import type { SeriesRef } from '../../../core/market-data/port.ts'

const dir = mkdtempSync(join(tmpdir(), 'sextant-analysis-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const rows = 40
const ts = Float64Array.from({ length: rows }, (_, i) => Date.UTC(2020, 0, 1) + i * 86_400_000)
/** Doubles its volume from the 20th bar on, so that entry and exit take different shares. */
function barsOf(price: number): Bars {
  const close = ts.map((_, i) => price * (1 + 0.01 * (i % 3)))
  return { rows, ts, open: close, high: close, low: close, close, volume: ts.map((_, i) => (i < 20 ? 1000 : 2000)) }
}
const stored = new Map([
  ['A', barsOf(100)],
  ['B', barsOf(50)],
])

const ref = (symbol: string): SeriesRef => ({ symbol, timeframe: '1d', version: 1, hash: '', partitions: [] })
// Only the bars are asked of the store here; the Parquet one has its own tests.
const context = { repo: { bars: async ({ symbol }: SeriesRef) => stored.get(symbol)! } } as unknown as EngineContext

const trade = (fields: Partial<Trade>): Trade => ({
  side: 'long',
  size: 10,
  entryBar: 3,
  entryPrice: 100,
  exitBar: 30,
  exitPrice: 120,
  entryFee: 0,
  exitFee: 0,
  pnl: 200,
  dividends: 0,
  split: 1,
  return: 0.2,
  mae: -0.01,
  mfe: 0.25,
  exitReason: 'signal',
  open: false,
  ...fields,
})
const equity = ts.map((_, i) => 10_000 * (1 + 0.002 * i + 0.001 * (i % 3)))
const call = (series: readonly SeriesRef[], options: Partial<AnalysisOptions> = {}) =>
  analyseRun(
    {
      dir,
      cash: 10_000,
      profile: findProfile('sextant').fields,
      series,
      held: 'A',
      options: AnalysisOptions.parse({ window: 5, resamples: 100, ...options }),
    },
    context,
  )

beforeAll(() =>
  writeRunTables(
    dir,
    [
      { symbol: 'A', bars: stored.get('A')!, result: { trades: [trade({})], orders: [] } },
      {
        symbol: 'B',
        bars: stored.get('B')!,
        result: { trades: [trade({ side: 'short', open: true, exitReason: '', exitBar: 39 })], orders: [] },
      },
    ],
    { ts, equity, cash: equity, positionValue: equity, drawdown: equity },
  ),
)

it('reads each fill against the bar of its own symbol and time', async () => {
  const { trading } = await call([ref('A'), ref('B')])
  // A in: bar 3, 1000 of 1000 * 100; A out: bar 30, 1200 of 2000 * 100; B in: bar 3, 1000 of 1000 * 50. B is still open.
  const carried = [
    (equity[3]! * 0.1 * 100_000) / 1000,
    (equity[30]! * 0.1 * 200_000) / 1200,
    (equity[3]! * 0.1 * 50_000) / 1000,
  ].sort((a, b) => a - b)
  expect(trading).toMatchObject({ fills: 3, withoutVolume: 0, tradedValue: 3200 })
  expect(trading.capacity).toBeCloseTo(carried[0]! + 0.1 * (carried[1]! - carried[0]!), 6)
})

it('leaves open trades to the fills and counts the closed ones', async () => {
  const { trades, excursions } = await call([ref('A'), ref('B')])
  expect(trades.symbol.map(({ key, trades: n }) => [key, n])).toStrictEqual([['A', 1]])
  expect(excursions).toMatchObject({ trades: 1, mfe: { best: 0.25 } })
})

it('has no beta in the window of the first return, which the benchmark does not have', async () => {
  const { rolling } = await call([ref('A'), ref('B')])
  expect(rolling.ts).toHaveLength(36)
  expect(rolling.beta[0]).toBeNull()
  expect(rolling.beta.slice(1).every((value) => value !== null)).toBe(true)
})

it('does without series that are no longer stored', async () => {
  const { rolling, trading } = await call([ref('B')])
  expect(rolling.beta.every((value) => value === null)).toBe(true)
  expect(rolling.sharpe.every((value) => value !== null)).toBe(true)
  expect(trading).toMatchObject({ fills: 3, withoutVolume: 2 })
})
