import type { Analysis, AnalysisOptions } from '../../contract/analysis.ts'
import type { ProfileFields } from '../../contract/profile.ts'
import type { Bars } from '../../market-data/bars.ts'
import { countEnds, dayMs, periodEnds, periodsPerYear } from '../calendar.ts'
import { periodReturns } from '../metrics/curve.ts'
import { intervalsOf } from './bootstrap.ts'
import { excursionsOf } from './excursions.ts'
import { rollingFigures } from './rolling.ts'
import { seasonsOf } from './seasons.ts'
import { tradeGroups } from './trade-groups.ts'
import type { TradeRow } from './trade-row.ts'
import { tradingOf } from './trading.ts'

export interface AnalysisInput {
  readonly ts: Float64Array
  /** At the close of each bar. */
  readonly equity: Float64Array
  readonly cash: number
  readonly trades: readonly TradeRow[]
  readonly profile: ProfileFields
  /** What the run is compared with, one value a bar of the equity; null where it is no longer stored. */
  readonly held: Float64Array | null
  readonly bars: ReadonlyMap<string, Bars>
  readonly options: AnalysisOptions
}

/** What lies behind the metrics of a run. Returns are taken as its profile takes them; trades are those the profile counts. */
export function analyse({ ts, equity, cash, trades, profile, held, bars, options }: AnalysisInput): Analysis {
  const { window, points, resamples, level, seed, participation } = options
  const ends = periodEnds(ts, profile.sharpeReturns)
  const returnsOf = (values: Float64Array, before: number) => {
    const into = new Float64Array(countEnds(ends))
    periodReturns(values, ends, before, into)
    return into
  }
  const returns = returnsOf(equity, cash)
  const benchmark = held === null ? null : returnsOf(held, held[0]!)
  // The first period has no return of the benchmark: it starts inside it.
  if (benchmark !== null) benchmark[0] = Number.NaN
  const perYear = periodsPerYear({ ts }, profile)
  const years = ts.length < 2 ? 0 : (ts.at(-1)! - ts[0]!) / (365.25 * dayMs)
  const counted = profile.statsIncludeOpenTrade ? trades : trades.filter((trade) => !trade.open)
  return {
    rolling: rollingFigures({
      returns,
      benchmark,
      ts: ts.filter((_, i) => ends[i] === 1),
      window,
      perYear,
      rules: profile,
      points,
    }),
    returns: seasonsOf(ts, equity, cash),
    trades: tradeGroups(counted),
    excursions: excursionsOf(counted),
    trading: tradingOf({ trades, ts, equity, bars, participation }),
    intervals: intervalsOf({ returns, perYear, years, rules: profile, resamples, level, seed }),
  }
}
