import { describe, expect, it } from 'vitest'

import { createCombinationRunner } from '../../../core/backtest/combinations.ts'
import type { SweepWork } from '../../../core/backtest/combinations.ts'
import type { RunSeries } from '../../../core/backtest/port.ts'
import { runBacktest } from '../../../core/backtest/run.ts'
import { shareBars, runSweep } from '../../../core/backtest/sweep.ts'
import { runOnThreads } from '../../../core/backtest/sweep-threads.ts'
import { sweepMetrics } from '../../../core/contract/figures.ts'
import { findProfile } from '../../../core/engine/conventions/profiles.ts'
import { universe } from './generated.ts'

const spells = { S01: [{ from: 0, to: Date.UTC(2018, 6, 10) }] } as Record<string, RunSeries['spells']>
const series: RunSeries[] = universe(6, 320, true).map(({ symbol, bars }) => ({
  symbol,
  timeframe: '1d',
  bars: shareBars(bars),
  spells: spells[symbol] ?? [{ from: 0, to: null }],
}))
const params = [
  { name: 'n', type: 'int', default: 5, min: 1, max: 100 },
  { name: 'k', type: 'int', default: 2, min: 1, max: 10 },
]
const texts = {
  weights: JSON.stringify({ name: 'w', params, weight: 'if(topk(roc(close, $n), $k), 0.9 / $k, 0)', rebalance: '1w' }),
  rules: JSON.stringify({
    name: 'r',
    params,
    entryLong: 'topk(roc(close, $n), $k)',
    exitLong: 'not topk(roc(close, $n), $k)',
    stopLoss: '0.08',
    sizing: 'percent(30)',
    constraints: { maxPositions: 3 },
  }),
}
const axes = [
  { name: 'n', values: [3, 10, 20, 40] },
  { name: 'k', values: [1, 2, 4] },
]
const costs = { cash: 10_000, fees: 0.001, feeFixed: 0.5, slippage: 0.0005, spread: 0, leverage: 1 }

const workOf = (strategyText: string, profile: string, together: RunSeries[] | null = series): SweepWork => ({
  strategyText,
  bars: series[0]!.bars,
  together,
  profile: findProfile(profile).fields,
  costs,
  sizing: null,
  barMs: 86_400_000,
  params: {},
  axes,
  where: null,
})

/** The rows of single runs, in the order of the grid. */
function singleRuns({ strategyText: text, profile }: SweepWork, on: RunSeries[]): number[][] {
  return axes[0]!.values.flatMap((n) =>
    axes[1]!.values.map((k) => {
      const request = { text, params: { n, k }, series: on, profile, costs, sizing: null, seed: 1, benchmark: null }
      const { metrics } = runBacktest(request)
      return [n, k, ...sweepMetrics.map((name) => metrics[name] ?? Number.NaN)]
    }),
  )
}

async function rowsOf(work: SweepWork): Promise<number[][]> {
  const rows: number[][] = []
  await runSweep({
    ...work,
    workers: 1,
    onRows: ({ count, values, columns }) => {
      for (let row = 0; row < count; row++)
        rows.push(Array.from(values.slice(row * columns.length, (row + 1) * columns.length)))
    },
  })
  return rows
}

describe('a sweep over symbols that share the account', () => {
  it.each([
    ['weights', 'sextant'],
    ['weights', 'vectorbt'],
    ['rules', 'sextant'],
    ['rules', 'backtrader'],
  ] as const)('by %s under %s has the figures of single runs, to the bit', async (kind, profile) => {
    const work = workOf(texts[kind], profile)
    expect(await rowsOf(work)).toEqual(singleRuns(work, series))
  })

  it('takes weights of one symbol as well', async () => {
    const text = JSON.stringify({ name: 'one', params, weight: 'if(roc(close, $n) > 0, 1 / $k, 0)', rebalance: '1w' })
    const [first] = series
    const work = workOf(text, 'sextant', null)
    expect(await rowsOf(work)).toEqual(singleRuns(work, [{ ...first!, spells: [{ from: 0, to: null }] }]))
  })

  it('has the same rows on threads', async () => {
    const work = workOf(texts.weights, 'sextant')
    const { total } = createCombinationRunner(work)
    const rows: number[] = []
    await runOnThreads(work, 2, total, new AbortController().signal, (values) => {
      rows.push(...values)
      return Promise.resolve()
    })
    expect(rows).toEqual((await rowsOf(work)).flat())
  })
})
