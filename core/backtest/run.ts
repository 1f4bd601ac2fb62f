import { AppError } from '../contract/errors.ts'
import { sliceBars } from '../market-data/bars.ts'
import type { Bars } from '../market-data/bars.ts'
import { checkCausality } from '../trust/causality.ts'
import type { CausalityReport } from '../trust/causality.ts'
import type { BacktestRequest, BacktestResult } from './port.ts'
import { figuresOf, prepareRun, simulateSeries, vectorDriver } from './prepare.ts'
import type { Driver } from './prepare.ts'
import { resultHash } from './result-hash.ts'

/** Bars at which each series is tried with a changed future. */
const causalityPoints = 4
/** Bars of a long series that the proof looks at: it concerns the rules, not the data. */
const causalityBars = 100_000

/**
 * One backtest: rules to signals, signals to fills, fills to figures. Several symbols share the account, in the order given.
 * Refuses a strategy whose signals change when the future does (`look-ahead`). Throws `invalid-strategy` and
 * `invalid-input` with what is wrong and where.
 */
export function runBacktest(request: BacktestRequest, driver: Driver = vectorDriver): BacktestResult {
  const { profile, series } = request
  const { strategy, params, evaluate, ...prepared } = prepareRun(request)

  const started = performance.now()
  const signals = prepared.signals(profile.crossRule)
  const lookback = Math.max(...signals.map((one) => one.lookback))
  const simulated = simulateSeries(request, signals, driver)
  const { result } = simulated
  const metrics = figuresOf(request, simulated, lookback)
  const engineMs = performance.now() - started

  const points = series.map(({ bars, timeframe }) => {
    const tried = sliceBars(bars, 0, Math.min(bars.rows, Math.max(causalityBars, 2 * lookback)))
    return proveCausality(
      checkCausality({
        evaluate: (changed) => evaluate(changed, timeframe, profile.crossRule),
        bars: tried,
        points: causalityPoints,
        seed: request.seed,
      }),
    )
  })
  return {
    strategy,
    params,
    lookback,
    ...simulated,
    metrics,
    warnings: [
      ...result.warnings,
      ...series.flatMap(({ bars, symbol }, i) => shortHistory(bars, symbol, signals[i]!.lookback)),
    ],
    causality: { points: points.reduce((sum, count) => sum + count, 0), passed: true },
    resultHash: resultHash(result, metrics),
    engineMs,
  }
}

/** The number of bars tried; throws `look-ahead` where a signal depended on a later bar. */
function proveCausality({ points, passed, firstViolation }: CausalityReport): number {
  if (passed) return points
  const { rule, ts } = firstViolation!
  throw new AppError(
    'look-ahead',
    `The rule ${rule} used later bars: its value on ${new Date(ts).toISOString()} changes when the bars after it do`,
    {
      hint: 'Rules may only use values known at the close of their bar; report the strategy, the language should not allow this.',
      data: { rule, ts },
    },
  )
}

function shortHistory({ rows }: Bars, symbol: string, lookback: number): string[] {
  if (lookback < rows) return []
  return [`The rules need ${lookback} bars before they have a value, and ${symbol} has ${rows}: they were never true.`]
}
