import { describe, expect, it } from 'vitest'

import { metricsFor } from '../../../core/engine/metrics.ts'
import { findProfile, overrideProfile } from '../../../core/engine/profiles.ts'
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
  pairs: { fast: number[]; slow: number[]; entry_signals: number[]; exit_signals: number[] }
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

describe.skipIf(!hasReference)(`vectorbt, 4851 pairs of averages on GOOG${orSkipped}`, () => {
  const grid = hasReference ? readReference<Grid>('vectorbt-sma-grid-goog') : null
  it.each([0, 1, 2, 3])(
    'variant %i: every pair within 1e-9',
    (which) => {
      const { pairs, variants, tie_differences: ties } = grid!
      const variant = variants[which]!
      const bars = readBars('goog-daily.csv')
      const averages = Array.from({ length: 101 }, (_, n) => (n < 2 ? new Float64Array(0) : average(bars.close, n, 2)))
      const { fields } = overrideProfile(findProfile('vectorbt'), {
        fillTiming: variant.fill === 'close' ? 'signalClose' : 'nextOpen',
      })
      const costs = {
        cash: 10_000,
        fees: variant.fees,
        feeFixed: 0,
        slippage: variant.slippage,
        spread: 0,
        leverage: 1,
      }
      const wrong: string[] = []
      for (let pair = 0; pair < pairs.fast.length; pair++) {
        const fast = pairs.fast[pair]!
        const slow = pairs.slow[pair]!
        const { up, down } = crossesByLastDifference(averages[fast]!, averages[slow]!)
        const result = simulate({
          bars,
          signals: signalsOf(bars.rows, { entryLong: up, exitLong: down }),
          profile: fields,
          costs,
        })
        const metrics = metricsFor({ bars, result, profile: fields, cash: 10_000 })
        const tie = ties.find((one) => one.fast === fast && one.slow === slow)
        for (const [theirs, name] of Object.entries(ours) as [Name, (typeof ours)[Name]][]) {
          const expected = tie === undefined ? variant.metrics[theirs][pair]! : tie.exact[which]![theirs]
          const got = metrics[name]
          const agrees = typeof expected === 'number' ? got !== null && distance(got, expected) < 1e-9 : got === null
          if (!agrees) wrong.push(`${fast}/${slow} ${theirs}: ${got}, expected ${expected}`)
        }
      }
      expect(pairs.fast).toHaveLength(4851)
      expect(wrong).toEqual([])
    },
    60_000,
  )
})
