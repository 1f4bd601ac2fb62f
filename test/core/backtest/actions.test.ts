import { describe, expect, it } from 'vitest'

import { crossCheck } from '../../../core/backtest/cross-check.ts'
import { eventDriver } from '../../../core/backtest/event-driver.ts'
import type { BacktestRequest } from '../../../core/backtest/port.ts'
import { runBacktest } from '../../../core/backtest/run.ts'
import { runSweep } from '../../../core/backtest/sweep.ts'
import { sweepMetrics } from '../../../core/contract/figures.ts'
import { createActions } from '../../../core/engine/actions/actions.ts'
import type { CorporateAction } from '../../../core/engine/actions/actions.ts'
import { findProfile } from '../../../core/engine/conventions/profiles.ts'
import { costs, range, smaCross, wanderingBars } from './fixtures.ts'

const raw = wanderingBars(600)
const splitAt = 300
const traded = { ...raw }
for (const name of ['open', 'high', 'low', 'close'] as const)
  traded[name] = raw[name].map((price, i) => (i < splitAt ? price : price / 4))
const actions: CorporateAction[] = [
  { bar: 120, split: 1, dividend: 0.5 },
  { bar: splitAt, split: 4, dividend: 0 },
  { bar: 450, split: 1, dividend: 0.2 },
]
const request: BacktestRequest = {
  text: smaCross,
  params: { fast: 5, slow: 20 },
  series: [{ symbol: 'X', timeframe: '1d', bars: traded, actions }],
  profile: findProfile('sextant').fields,
  costs,
  sizing: null,
  seed: 0,
  benchmark: null,
}
const without = { ...request, series: [{ symbol: 'X', timeframe: '1d', bars: traded }] }

describe('a run on prices with splits and dividends', () => {
  it('sees no jump in its rules, fills at prices as traded, and is proved causal', () => {
    const split = actions.filter((action) => action.split !== 1)
    const run = runBacktest({ ...request, series: [{ ...request.series[0]!, actions: split }] })
    const plain = runBacktest({ ...request, series: [{ symbol: 'X', timeframe: '1d', bars: raw }] })
    expect(run.result.trades.map(({ entryBar, exitBar }) => [entryBar, exitBar])).toEqual(
      plain.result.trades.map(({ entryBar, exitBar }) => [entryBar, exitBar]),
    )
    expect(run.metrics.finalEquity).toBeCloseTo(plain.metrics.finalEquity!, 6)
    const late = run.result.trades.find(({ entryBar }) => entryBar > splitAt)!
    expect(late.entryPrice).toBeLessThan(1.01 * traded.high[late.entryBar]!)
    expect(run.causality.passed).toBe(true)
    // The fall to a quarter is a signal to who does not know of the split.
    expect(runBacktest(without).metrics.finalEquity).toBeLessThan(0.9 * run.metrics.finalEquity!)
  })

  it('is the same by events, and each point of a sweep is the single run', async () => {
    const vector = runBacktest(request)
    expect(runBacktest(request, eventDriver).resultHash).toBe(vector.resultHash)
    const rows: number[][] = []
    await runSweep({
      bars: traded,
      actions,
      strategyText: smaCross,
      params: {},
      where: null,
      profile: request.profile,
      costs,
      sizing: null,
      barMs: null,
      workers: 1,
      axes: [
        { name: 'fast', values: range(4, 6) },
        { name: 'slow', values: [20, 30] },
      ],
      onRows: ({ values, count, columns }) => {
        for (let row = 0; row < count; row++)
          rows.push(Array.from(values.subarray(row * columns.length, (row + 1) * columns.length)))
      },
    })
    for (const [fast, slow, ...figures] of rows) {
      const { metrics } = runBacktest({ ...request, params: { fast: fast!, slow: slow! } })
      expect(figures).toEqual(sweepMetrics.map((name) => metrics[name] ?? Number.NaN))
    }
    expect(rows).toHaveLength(6)
  })

  it('sees others of the run adjusted too', () => {
    const text = JSON.stringify({ name: 'r', entryLong: 'close > 0', exitLong: 'ref("X", close) < 50' })
    const other = wanderingBars(600, 5)
    const series = [
      { symbol: 'X', timeframe: '1d', bars: traded, actions },
      { symbol: 'Y', timeframe: '1d', bars: other },
    ]
    const low = createActions(traded, actions).seen.close.findIndex((price) => price < 50)
    const { parts } = runBacktest({ ...request, text, params: {}, series })
    const [first] = parts[1]!.result.trades
    expect(low < 0 ? first?.open !== false : first!.exitBar === low + 1).toBe(true)
  })

  it('is compared with a tool that knows no splits at adjusted prices', async () => {
    const result = await crossCheck(request, {
      name: 'vectorbt',
      conventions: request.profile,
      ignores: [],
      tolerance: 1e-9,
      run: (given) => Promise.resolve({ ...runBacktest(given), versions: {}, notes: [] }),
    })
    expect(result.trades.differing).toBe(0)
    expect(result.notes[0]).toBe('vectorbt knows no splits and dividends: both have traded at adjusted prices.')
  })
})
