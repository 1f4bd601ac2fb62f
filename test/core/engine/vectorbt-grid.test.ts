import { describe, expect, it } from 'vitest'

import { runSweep } from '../../../core/backtest/sweep.ts'
import { metricsFor } from '../../../core/engine/metrics.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../core/engine/simulate.ts'
import {
  average,
  crossesByLastDifference,
  distance,
  hasReference,
  orSkipped,
  readBars,
  readReference,
  signalsOf,
} from './reference.ts'

type Name = 'total_return' | 'sharpe' | 'max_drawdown' | 'closed_trades' | 'win_rate' | 'profit_factor'
interface Grid {
  pairs: { fast: number[]; slow: number[] }
  variants: {
    fill: 'close' | 'next_open'
    fees: number
    slippage: number
    metrics: Record<Name, (number | 'Infinity' | null)[]>
  }[]
  tie_differences: { fast: number; slow: number; exact: Record<Name, number>[] }[]
}

const ours = {
  total_return: 'totalReturn',
  sharpe: 'sharpe',
  max_drawdown: 'maxDrawdown',
  closed_trades: 'trades',
  win_rate: 'winRate',
  profit_factor: 'profitFactor',
} as const
const entries = Object.entries(ours) as [Name, (typeof ours)[Name]][]

/** A profit factor without losing trades is infinite there and null here. */
const agrees = (got: number | null, expected: number | 'Infinity' | null) =>
  typeof expected === 'number' ? got !== null && distance(got, expected) < 1e-9 : got === null

describe.skipIf(!hasReference)(`vectorbt, 4851 pairs of averages on GOOG${orSkipped}`, () => {
  const grid = hasReference ? readReference<Grid>('vectorbt-sma-grid-goog') : null
  const bars = hasReference ? readBars('goog-daily.csv') : null
  const setting = (which: number) => {
    const { fill, fees, slippage } = grid!.variants[which]!
    const { fields } = overrideProfile(findProfile('vectorbt'), {
      fillTiming: fill === 'close' ? 'signalClose' : 'nextOpen',
    })
    return { profile: fields, costs: { cash: 10_000, fees, feeFixed: 0, slippage, spread: 0, leverage: 1 } }
  }
  /** The tool's own figure, or that of decimal-exact signals on the five pairs whose ties its rounding decides. */
  const expectedOf = (which: number, pair: number, name: Name) => {
    const tie = grid!.tie_differences.find(
      (one) => one.fast === grid!.pairs.fast[pair] && one.slow === grid!.pairs.slow[pair],
    )
    return tie === undefined ? grid!.variants[which]!.metrics[name][pair]! : tie.exact[which]![name]
  }

  it.each([0, 1, 2, 3])(
    'variant %i, as a sweep of a strategy file: every figure of every pair within 1e-9',
    async (which) => {
      const windows = Array.from({ length: 99 }, (_, i) => i + 2)
      const strategyText = JSON.stringify({
        name: 'grid',
        params: [
          { name: 'fast', type: 'int', default: 10 },
          { name: 'slow', type: 'int', default: 30 },
        ],
        entryLong: 'crossover(sma(close, $fast), sma(close, $slow))',
        exitLong: 'crossunder(sma(close, $fast), sma(close, $slow))',
      })
      const wrong: string[] = []
      let pair = 0
      await runSweep({
        bars: bars!,
        strategyText,
        params: {},
        axes: [
          { name: 'fast', values: windows },
          { name: 'slow', values: windows },
        ],
        where: 'fast < slow',
        ...setting(which),
        sizing: null,
        barMs: null,
        workers: 1,
        onRows: ({ columns, count, values }) => {
          for (let row = 0; row < count; row++, pair++) {
            const cell = (name: string) => values[row * columns.length + columns.indexOf(name)]!
            for (const [theirs, name] of [['fast', 'fast'], ['slow', 'slow'], ...entries] as const) {
              const got = Number.isNaN(cell(name)) ? null : cell(name)
              const expected =
                theirs === 'fast' || theirs === 'slow' ? grid!.pairs[theirs][pair]! : expectedOf(which, pair, theirs)
              if (!agrees(got, expected))
                wrong.push(`${cell('fast')}/${cell('slow')} ${name}: ${got}, expected ${expected}`)
            }
          }
        },
      })
      expect(pair).toBe(4851)
      expect(wrong).toEqual([])
    },
  )

  it('has the same figures in single runs, at every fiftieth pair of every variant', () => {
    const wrong: string[] = []
    for (const which of [0, 1, 2, 3]) {
      for (let pair = 0; pair < 4851; pair += 50) {
        const [fast, slow] = [grid!.pairs.fast[pair]!, grid!.pairs.slow[pair]!]
        const { up, down } = crossesByLastDifference(average(bars!.close, fast, 2), average(bars!.close, slow, 2))
        const { profile, costs } = setting(which)
        const result = simulate({
          bars: bars!,
          signals: signalsOf(bars!.rows, { entryLong: up, exitLong: down }),
          profile,
          costs,
        })
        const metrics = metricsFor({ bars: bars!, result, profile, cash: 10_000 })
        for (const [theirs, name] of entries) {
          if (!agrees(metrics[name], expectedOf(which, pair, theirs)))
            wrong.push(`${which} ${fast}/${slow} ${name}: ${metrics[name]}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })
})
