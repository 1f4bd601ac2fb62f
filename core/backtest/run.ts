import { AppError } from '../contract/errors.ts'
import { metricsFor } from '../engine/metrics.ts'
import { simulate } from '../engine/simulate.ts'
import { firstAtOrAfter } from '../market-data/bars.ts'
import type { Bars } from '../market-data/bars.ts'
import { compileStrategy } from '../strategy/compile.ts'
import { evaluateSignals } from '../strategy/evaluate.ts'
import { timeframeMs } from '../strategy/higher-bars.ts'
import { checkParams } from '../strategy/params.ts'
import { requireStrategy } from '../strategy/parse-strategy.ts'
import { parseSizing } from '../strategy/sizing.ts'
import { checkCausality } from '../trust/causality.ts'
import type { BacktestRequest, BacktestResult, RunSeries } from './port.ts'
import { resultHash } from './result-hash.ts'

/** Bars at which each run is tried with a changed future. */
const causalityPoints = 4

/**
 * One backtest: rules to signals, signals to fills, fills to figures. Refuses a strategy whose signals change when the
 * future does (`look-ahead`). Throws `invalid-strategy` and `invalid-input` with what is wrong and where.
 */
export function runBacktest(request: BacktestRequest): BacktestResult {
  const strategy = requireStrategy(request.text)
  const { bars, timeframe } = onlySeries(request.series)
  const params = checkParams(strategy, request.params)
  const { profile, costs } = request
  const program = compileStrategy(strategy)
  const barMs = timeframeMs(timeframe)
  const options = { crossRule: profile.crossRule, ...(Number.isNaN(barMs) ? {} : { barMs }) }

  const started = performance.now()
  const own = evaluateSignals(program, bars, params, options)
  const signals = request.sizing === null ? own : { ...own, sizing: parseSizing(request.sizing, params) }
  const result = simulate({ bars, signals, profile, costs })
  const benchmark = request.benchmark === null ? null : alignedCloses(bars, request.benchmark)
  const metrics = metricsFor({ bars, result, profile, cash: costs.cash, benchmark, lookback: own.lookback })
  const engineMs = performance.now() - started

  const causality = checkCausality({
    evaluate: (series) => evaluateSignals(program, series, params, options),
    bars,
    points: causalityPoints,
    seed: request.seed,
  })
  if (!causality.passed) {
    const { rule, ts } = causality.firstViolation!
    throw new AppError(
      'look-ahead',
      `The rule ${rule} used later bars: its value on ${new Date(ts).toISOString()} changes when the bars after it do`,
      {
        hint: 'Rules may only use values known at the close of their bar; report the strategy, the language should not allow this.',
        data: { rule, ts },
      },
    )
  }
  return {
    strategy: { name: strategy.name, hash: strategy.hash },
    params,
    lookback: own.lookback,
    result,
    metrics,
    warnings: [...result.warnings, ...shortHistory(bars, own.lookback)],
    causality: { points: causality.points, passed: true },
    resultHash: resultHash(result, metrics),
    engineMs,
  }
}

function onlySeries(series: readonly RunSeries[]): RunSeries {
  const [first, second] = series
  if (first === undefined || first.bars.rows === 0) {
    throw new AppError(
      'invalid-input',
      first === undefined ? 'The run names no data' : `${first.symbol} has no bars in that period`,
      {
        hint: 'Choose a symbol that `sextant data list` shows, and a period in which it has bars.',
      },
    )
  }
  if (second === undefined) return first
  throw new AppError(
    'invalid-input',
    `A run takes one symbol, this one names ${series.map(({ symbol }) => symbol).join(', ')}`,
    {
      hint: 'Run them one by one and compare the runs.',
      data: { symbols: series.map(({ symbol }) => symbol) },
    },
  )
}

/** Closes of a benchmark at the times of `bars`: the last one at or before each, the first one before that. */
export function alignedCloses(bars: Bars, benchmark: Bars): Float64Array {
  return bars.ts.map((time) => {
    const at = firstAtOrAfter(benchmark.ts, time)
    return benchmark.close[benchmark.ts[at] === time ? at : Math.max(0, at - 1)]!
  })
}

function shortHistory({ rows }: Bars, lookback: number): string[] {
  if (lookback < rows) return []
  return [`The rules need ${lookback} bars before they have a value, and there are ${rows}: they were never true.`]
}
