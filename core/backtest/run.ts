import { AppError } from '../contract/errors.ts'
import { metricsFor } from '../engine/metrics.ts'
import { simulatePortfolio } from '../engine/portfolio.ts'
import { simulate } from '../engine/simulate.ts'
import { firstAtOrAfter, sliceBars } from '../market-data/bars.ts'
import type { Bars } from '../market-data/bars.ts'
import { compileStrategy } from '../strategy/compile.ts'
import { evaluateSignals } from '../strategy/evaluate.ts'
import { timeframeMs } from '../strategy/higher-bars.ts'
import { checkParams } from '../strategy/params.ts'
import { requireStrategy } from '../strategy/parse-strategy.ts'
import type { Signals } from '../strategy/signals.ts'
import { parseSizing } from '../strategy/sizing.ts'
import { checkCausality } from '../trust/causality.ts'
import type { CausalityReport } from '../trust/causality.ts'
import type { BacktestRequest, BacktestResult, RunSeries } from './port.ts'
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
export function runBacktest(request: BacktestRequest): BacktestResult {
  const strategy = requireStrategy(request.text)
  requireBars(request.series)
  const params = checkParams(strategy, request.params)
  const { profile, costs, series } = request
  const program = compileStrategy(strategy)
  const bySymbol = new Map(series.map(({ symbol, bars }) => [symbol, bars]))
  const evaluate = (bars: Bars, timeframe: string) => {
    const barMs = timeframeMs(timeframe)
    const symbol = (name: string) => bySymbol.get(name)
    return evaluateSignals(program, bars, params, {
      crossRule: profile.crossRule,
      symbol,
      ...(Number.isNaN(barMs) ? {} : { barMs }),
    })
  }

  const started = performance.now()
  const signals = series.map(({ bars, timeframe }): Signals => {
    const own = evaluate(bars, timeframe)
    return request.sizing === null ? own : { ...own, sizing: parseSizing(request.sizing, params) }
  })
  const lookback = Math.max(...signals.map((one) => one.lookback))
  const simulated = simulateAll(request, signals)
  const { timeline, result } = simulated
  const metrics = metricsFor({
    bars: { rows: timeline.length, ts: timeline },
    result,
    profile,
    cash: costs.cash,
    benchmark: benchmarkOf(request, timeline),
    lookback,
  })
  const engineMs = performance.now() - started

  const points = series.map(({ bars, timeframe }) => {
    const tried = sliceBars(bars, 0, Math.min(bars.rows, Math.max(causalityBars, 2 * lookback)))
    return proveCausality(
      checkCausality({
        evaluate: (changed) => evaluate(changed, timeframe),
        bars: tried,
        points: causalityPoints,
        seed: request.seed,
      }),
    )
  })
  return {
    strategy: { name: strategy.name, hash: strategy.hash },
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

function simulateAll(
  { series, profile, costs }: BacktestRequest,
  signals: readonly Signals[],
): Pick<BacktestResult, 'result' | 'timeline' | 'parts'> {
  const [first, second] = series
  if (second === undefined) {
    const { symbol, bars } = first!
    const result = simulate({ bars, signals: signals[0]!, profile, costs })
    return { result, timeline: bars.ts, parts: [{ symbol, bars, result }] }
  }
  const { ts, parts, ...curves } = simulatePortfolio({
    series: series.map(({ bars }, i) => ({ bars, signals: signals[i]! })),
    profile,
    costs,
  })
  const placed = parts.map(({ trades, orders }, i) => {
    const place = (bar: number) => firstAtOrAfter(ts, series[i]!.bars.ts[bar]!)
    return {
      trades: trades.map((trade) => ({ ...trade, entryBar: place(trade.entryBar), exitBar: place(trade.exitBar) })),
      orders: orders.map((order) => ({ ...order, bar: place(order.bar) })),
    }
  })
  return {
    result: {
      ...curves,
      trades: placed.flatMap(({ trades }) => trades).toSorted((a, b) => a.exitBar - b.exitBar),
      orders: placed.flatMap(({ orders }) => orders).toSorted((a, b) => a.bar - b.bar),
    },
    timeline: ts,
    parts: parts.map((result, i) => ({ symbol: series[i]!.symbol, bars: series[i]!.bars, result })),
  }
}

/** backtesting.py compares with the market it trades; other conventions with what was asked for. */
function benchmarkOf({ benchmark, profile, series }: BacktestRequest, timeline: Float64Array): Float64Array | null {
  const bars = benchmark ?? (profile.sharpeFormula === 'geometric' ? series[0]!.bars : null)
  return bars === null ? null : alignedCloses(timeline, bars)
}

/** Closes of a benchmark at given times: the last one at or before each, the first one before that. */
export function alignedCloses(times: Float64Array, benchmark: Bars): Float64Array {
  return times.map((time) => {
    const at = firstAtOrAfter(benchmark.ts, time)
    return benchmark.close[benchmark.ts[at] === time ? at : Math.max(0, at - 1)]!
  })
}

function requireBars(series: readonly RunSeries[]): void {
  const empty = series.find(({ bars }) => bars.rows === 0)
  const twice = series.find(({ symbol }, i) => series.findIndex((other) => other.symbol === symbol) !== i)
  if (series.length > 0 && empty === undefined && twice === undefined) return
  const message =
    empty !== undefined
      ? `${empty.symbol} has no bars in that period`
      : twice !== undefined
        ? `The run names ${twice.symbol} twice`
        : 'The run names no data'
  throw new AppError('invalid-input', message, {
    hint: 'Choose symbols that `sextant data list` shows, and a period in which they have bars.',
  })
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
