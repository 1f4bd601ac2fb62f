import type { RollingFigures } from '../../contract/analysis.ts'
import { betaOf } from '../metrics/benchmark.ts'
import { maxDrawdown } from '../metrics/curve.ts'
import { growthOf } from '../metrics/growth.ts'
import { returnFigures, type ReturnConventions } from '../metrics/returns.ts'

export interface RollingInput {
  readonly returns: Float64Array
  /** Returns of the same periods, null where there is nothing to compare with. */
  readonly benchmark: Float64Array | null
  /** End of each period, Unix ms. */
  readonly ts: Float64Array
  readonly window: number
  readonly perYear: number
  readonly rules: ReturnConventions
  /** At most this many times. */
  readonly points: number
}

/** The figures of a run, each over the last `window` returns only: by the same functions, so they agree with a run of that span. */
export function rollingFigures({
  returns,
  benchmark,
  ts,
  window,
  perYear,
  rules,
  points,
}: RollingInput): RollingFigures {
  const found: RollingFigures = { window, ts: [], sharpe: [], sortino: [], volatility: [], beta: [], maxDrawdown: [] }
  for (const end of spread(window - 1, returns.length - 1, points)) {
    const span = returns.subarray(end - window + 1, end + 1)
    const { sharpe, sortino, volatility } = returnFigures(span, perYear, rules)
    found.ts.push(ts[end]!)
    found.sharpe.push(sharpe)
    found.sortino.push(sortino)
    found.volatility.push(volatility)
    found.beta.push(benchmark === null ? null : betaOf(span, benchmark.subarray(end - window + 1, end + 1)))
    found.maxDrawdown.push(maxDrawdown(growthOf(span), 1))
  }
  return found
}

/** At most `points` whole numbers from `first` to `last`, evenly spread, `last` always among them. */
function spread(first: number, last: number, points: number): number[] {
  const count = last - first + 1
  if (count <= points) return Array.from({ length: Math.max(0, count) }, (_, i) => first + i)
  return Array.from({ length: points }, (_, i) => first + Math.round((i * (count - 1)) / (points - 1)))
}
