import type { IntrabarFigures, IntrabarRange } from '../contract/intrabar.ts'
import type { Metrics } from '../contract/figures.ts'
import type { Signals } from '../strategy/signals.ts'
import type { BacktestRequest } from './port.ts'
import { figuresOf, simulateSeries } from './prepare.ts'
import type { Driver, Simulated } from './prepare.ts'

/** A finished simulation and, where the order of high and low decided on some bars, the same run with both orders. */
export function intrabarRange(
  request: BacktestRequest,
  signals: readonly Signals[],
  driver: Driver,
  { simulated, metrics, lookback }: { simulated: Simulated; metrics: Metrics; lookback: number },
): IntrabarRange {
  const { assumed, resolved } = simulated.result.insideBars ?? { assumed: 0, resolved: 0 }
  const asked = request.profile.intrabar === 'finerBars' ? request.series.flatMap(({ finer = [] }) => finer) : []
  const counted = {
    bars: assumed,
    trades: simulated.result.trades.filter(({ ambiguous }) => ambiguous).length,
    finer: { bars: resolved, timeframes: [...new Set(asked.map(({ timeframe }) => timeframe))] },
  }
  if (assumed === 0) return { ...counted, worst: null, chosen: null, best: null }
  const chosen = shown(metrics)
  const others = (['worst', 'best'] as const).map((choose) =>
    shown(figuresOf(request, simulateSeries({ ...request, choose }, signals, driver), lookback)),
  )
  // What is worse on a bar may turn out better later, so the three are put in order by what they came to.
  const ranked = [chosen, ...others].toSorted((a, b) => (a.finalEquity ?? 0) - (b.finalEquity ?? 0))
  return { ...counted, worst: ranked[0]!, chosen, best: ranked.at(-1)! }
}

function shown({ finalEquity, totalReturn, sharpe, maxDrawdown, trades }: Metrics): IntrabarFigures {
  return { finalEquity, totalReturn, sharpe, maxDrawdown, trades }
}
