import type { Interval, Intervals } from '../../contract/analysis.ts'
import { deviationOf, maxDrawdown, meanOf } from '../metrics/curve.ts'
import { growthOf } from '../metrics/growth.ts'
import { finite, quantile, sharpeOf, type ReturnConventions } from '../metrics/returns.ts'
import { blockLength } from './block-length.ts'
import { uniform } from './random.ts'

/** Below this a resample says nothing about the next. */
const fewest = 20
/** Returns drawn in all; longer series get fewer resamples, so that a run of minutes is answered too. */
const mostDraws = 50_000_000

/**
 * Fills `into` with a stationary bootstrap sample of `values` (Politis and Romano 1994): blocks that start anywhere, last a
 * geometric number of entries with the given mean, and go on at the beginning when they reach the end.
 */
export function resample(values: Float64Array, meanBlock: number, random: () => number, into: Float64Array): void {
  const n = values.length
  const start = 1 / meanBlock
  let at = 0
  for (let i = 0; i < into.length; i++) {
    if (i === 0 || random() < start) at = Math.floor(random() * n)
    else at = at + 1 === n ? 0 : at + 1
    into[i] = values[at]!
  }
}

export interface BootstrapInput {
  readonly returns: Float64Array
  readonly perYear: number
  /** Length of the sample in years, to which growth is annualised. */
  readonly years: number
  readonly rules: ReturnConventions
  readonly resamples: number
  readonly level: number
  readonly seed: number
}

/**
 * Percentile intervals of Sharpe ratio, annual growth and deepest drawdown under the stationary bootstrap. The drawdown is that
 * of the returns, taken once a period. The same seed gives the same numbers.
 */
export function intervalsOf({ returns, perYear, years, rules, resamples, level, seed }: BootstrapInput): Intervals {
  const n = returns.length
  const figures = (values: Float64Array) => {
    const curve = growthOf(values)
    return {
      sharpe: sharpeOf(values, n, perYear, rules) ?? Number.NaN,
      cagr: years > 0 ? curve.at(-1)! ** (1 / years) - 1 : Number.NaN,
      maxDrawdown: maxDrawdown(curve, 1),
    }
  }
  const header = { level, returns: n, seed }
  if (n < fewest) {
    const nothing = { estimate: null, low: null, high: null, standardError: null }
    const reason = `needs at least ${fewest} returns, there ${n === 1 ? 'is 1' : `are ${n}`}`
    return { ...header, resamples: 0, blockLength: null, sharpe: nothing, cagr: nothing, maxDrawdown: nothing, reason }
  }
  const count = Math.min(resamples, Math.max(100, Math.floor(mostDraws / n)))
  const block = blockLength(returns)
  const random = uniform(seed)
  const sample = new Float64Array(n)
  const drawn = Array.from({ length: count }, () => {
    resample(returns, block, random, sample)
    return figures(sample)
  })
  const estimate = figures(returns)
  const interval = (name: keyof typeof estimate) =>
    intervalOf(
      estimate[name],
      drawn.map((one) => one[name]),
      level,
    )
  return {
    ...header,
    resamples: count,
    blockLength: block,
    sharpe: interval('sharpe'),
    cagr: interval('cagr'),
    maxDrawdown: interval('maxDrawdown'),
    reason: null,
  }
}

/** Resamples in which the figure does not exist are left out. */
function intervalOf(estimate: number, drawn: readonly number[], level: number): Interval {
  const sorted = Float64Array.from(drawn.filter(Number.isFinite)).sort()
  if (sorted.length < 2 || !Number.isFinite(estimate))
    return { estimate: finite(estimate), low: null, high: null, standardError: null }
  return {
    estimate,
    low: quantile(sorted, (1 - level) / 2),
    high: quantile(sorted, (1 + level) / 2),
    standardError: deviationOf(sorted, sorted.length, meanOf(sorted, sorted.length), 1),
  }
}
