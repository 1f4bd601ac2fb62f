import type { Metrics } from '../contract/figures.ts'
import type { ProfileFields } from '../contract/profile.ts'
import type { Bars } from '../market-data/bars.ts'
import { annualDays, countEnds, dayMs, periodsPerYear } from './calendar.ts'
import { againstBenchmark, betaOf } from './metrics/benchmark.ts'
import type { BenchmarkFigures } from './metrics/benchmark.ts'
import { maxDrawdown } from './metrics/curve.ts'
import { returnSeries } from './metrics/return-series.ts'
import { drawdownFigures } from './metrics/drawdowns.ts'
import { finite, returnFigures } from './metrics/returns.ts'
import { daysOf, ratioOfTrades, tradeFigures } from './metrics/trades.ts'
import type { SimulationResult, Trade } from './types.ts'

const yearMs = 365.25 * dayMs

export interface MetricsInput {
  /** The times of the equity; bars of any symbol, or of none. */
  readonly bars: Pick<Bars, 'rows' | 'ts'>
  readonly result: Pick<SimulationResult, 'equity' | 'positionValue' | 'trades'>
  readonly profile: ProfileFields
  /** The cash put in at the start. */
  readonly cash: number
  /** Closes of a benchmark, one a bar of `bars`. */
  readonly benchmark?: Float64Array | null
  /** Bars before some indicator has a value: under the geometric formula the benchmark is held from the first after them on. */
  readonly warmUp?: number
  /** Parameter sets tried so far; reported beside the figures. */
  readonly trialsCounted?: number | null
}

/**
 * Every metric of a run under its profile's conventions. Fractions; drawdowns negative; null where a figure does not exist.
 * `dsr` needs the variance of all trials and is filled in by the trial ledger.
 */
export function metricsFor({
  bars,
  result,
  profile,
  cash,
  benchmark = null,
  warmUp = 0,
  trialsCounted = null,
}: MetricsInput): Metrics {
  const { ts, rows } = bars
  const { equity, positionValue, trades } = result
  const last = rows - 1
  const finalEquity = rows === 0 ? cash : equity[last]!
  const series = returnSeries(ts, profile.sharpeReturns)
  const returns = new Float64Array(series.length)
  series.write(equity, cash, returns)
  const perYear = periodsPerYear(bars, profile)
  const { annualReturn, ...figures } = returnFigures(returns, perYear, profile)
  const depth = maxDrawdown(equity, cash)
  const counted = profile.statsIncludeOpenTrade ? trades : trades.filter((trade) => !trade.open)
  const years = rows < 2 ? 0 : (ts[last]! - ts[0]!) / yearMs
  const totalReturn = finalEquity / cash - 1
  const { winRate, profitFactor, expectancy, payoffRatio, sqn, kelly, ...perTrade } = tradeFigures(counted, ts, profile)
  return {
    finalEquity,
    totalReturn,
    cagr: years > 0 && finalEquity > 0 ? finite((finalEquity / cash) ** (1 / years) - 1) : null,
    ...figures,
    ...(profile.sharpeFormula === 'perTrade' ? ratiosOfTrades() : {}),
    calmar: annualReturn === null || depth === 0 ? null : finite(annualReturn / -depth),
    maxDrawdown: depth,
    ...drawdownFigures(equity, cash, ts, profile.drawdownClock),
    trades: counted.length,
    openTrades: openTradesOf(trades, rows > 0 && positionValue[last] !== 0),
    winRate,
    profitFactor,
    expectancy,
    payoffRatio,
    sqn,
    kelly,
    exposure: exposureOf(trades, rows),
    turnover: turnoverOf(trades, equity, years),
    ...perTrade,
    ...benchmarkFigures(),
    totalFees: trades.reduce((sum, trade) => sum + trade.entryFee + trade.exitFee, 0),
    dsr: null,
    trialsCounted,
  }

  function ratiosOfTrades(): { sharpe: number | null; sortino: number | null } {
    const pnl = counted.map((trade) => trade.pnl)
    const over = { count: pnl.length, cash, days: daysOf(ts), perYear: annualDays(ts, profile) }
    return { sharpe: ratioOfTrades(pnl, over), sortino: ratioOfTrades(pnl, over, true) }
  }

  function benchmarkFigures(): BenchmarkFigures & { benchmarkReturn: number | null } {
    const nothing = {
      alpha: null,
      beta: null,
      informationRatio: null,
      upCapture: null,
      downCapture: null,
      benchmarkReturn: null,
    }
    if (benchmark === null || rows < 2) return nothing
    const geometric = profile.sharpeFormula === 'geometric'
    const first = geometric ? Math.min(Math.max(warmUp, 0), last) : 0
    const held = benchmark[last]! / benchmark[first]! - 1
    const theirs = new Float64Array(returns.length)
    series.write(benchmark, benchmark[0]!, theirs)
    // The first period may have no return of the benchmark: it starts inside it.
    const { shared } = series
    const figuresAgainst = againstBenchmark(returns.subarray(shared), theirs.subarray(shared), perYear, profile)
    if (!geometric) return { ...figuresAgainst, benchmarkReturn: finite(held) }
    const beta = betaOf(logSteps(equity), logSteps(benchmark))
    const alpha = beta === null ? null : finite(totalReturn - profile.riskFree - beta * (held - profile.riskFree))
    return { ...figuresAgainst, alpha, beta, benchmarkReturn: finite(held) }
  }
}

/** Trades still held; under `leaveOpen`, where none is listed, 1 where the account holds something. */
function openTradesOf(trades: readonly Trade[], holds: boolean): number {
  return trades.filter((trade) => trade.open).length || (holds ? 1 : 0)
}

/** Share of bars on which a listed trade was held, its entry and exit bars included. */
function exposureOf(trades: readonly Trade[], rows: number): number | null {
  if (rows === 0) return null
  const held = new Uint8Array(rows)
  for (const trade of trades) held.fill(1, trade.entryBar, trade.exitBar + 1)
  return countEnds(held) / rows
}

/** Value bought and sold a year over the mean equity. */
function turnoverOf(trades: readonly Trade[], equity: Float64Array, years: number): number | null {
  if (!(years > 0)) return null
  const traded = trades.reduce(
    (sum, trade) =>
      sum +
      trade.size *
        (trade.entryPrice * (trade.entryRate ?? 1) + (trade.open ? 0 : trade.exitPrice * (trade.exitRate ?? 1))),
    0,
  )
  return finite(traded / (equity.reduce((sum, value) => sum + value, 0) / equity.length) / years)
}

function logSteps(values: Float64Array): Float64Array {
  return Float64Array.from({ length: values.length - 1 }, (_, i) => Math.log(values[i + 1]! / values[i]!))
}
