import type { MetricName, Metrics } from '../contract/figures.ts'
import { metricNames } from '../contract/figures.ts'
import type { MetricsRequest, MetricsResult } from '../contract/metrics.ts'
import { againstBenchmark } from '../engine/metrics/benchmark.ts'
import { maxDrawdown } from '../engine/metrics/curve.ts'
import { drawdownFigures, drawdowns } from '../engine/metrics/drawdowns.ts'
import { growthOf } from '../engine/metrics/growth.ts'
import { finite, returnFigures } from '../engine/metrics/returns.ts'
import { align, type Aligned } from './align.ts'
import { parseReturns, type ReturnSeries } from './parse-returns.ts'
import { reasonFor } from './reasons.ts'

/**
 * Every metric that a series of returns can have, by the functions that grade a run; the others are null and have their reason.
 * Conventions: sample deviation (ddof 1), arithmetic Sharpe, `periods` a year. Throws `rejected-file` and `invalid-input`.
 */
export function calcMetrics({
  returns: text,
  benchmark: benchmarkText,
  periods,
  riskFree,
}: MetricsRequest): MetricsResult {
  const series = parseReturns(text, 'returns')
  const benchmark = benchmarkText === undefined ? null : parseReturns(benchmarkText, 'benchmark')
  const aligned = benchmark === null ? null : align(series, benchmark)
  const metrics: Metrics = {
    ...(Object.fromEntries(metricNames.map((name) => [name, null])) as Metrics),
    ...ownFigures(series, periods, riskFree),
    ...(aligned === null ? {} : comparedFigures(aligned, periods, riskFree)),
  }
  const facts = {
    count: series.values.length,
    timed: series.ts !== null,
    fell: (metrics.maxDrawdown ?? 0) < 0,
    aligned,
  }
  const undefinedNames = metricNames.filter((name) => metrics[name] === null)
  return {
    metrics,
    reasons: Object.fromEntries(undefinedNames.map((name) => [name, reasonFor(name, facts)])) as Partial<
      Record<MetricName, string>
    >,
    returns: series.values.length,
    from: series.ts?.[0] ?? null,
    to: series.ts?.at(-1) ?? null,
    compared: aligned?.returns.length ?? null,
    periods,
    riskFree,
    warnings: warningsOf(series, benchmark, aligned),
  }
}

function ownFigures({ ts, values }: ReturnSeries, periods: number, riskFree: number): Partial<Metrics> {
  if (values.length === 0) return {}
  const { annualReturn, ...figures } = returnFigures(values, periods, {
    ddof: 1,
    riskFree,
    sharpeFormula: 'arithmetic',
  })
  const curve = growthOf(values)
  const depth = maxDrawdown(curve, 1)
  const falls = drawdowns(curve, 1)
  return {
    ...figures,
    totalReturn: finite(curve.at(-1)! - 1),
    cagr: annualReturn,
    calmar: annualReturn === null || depth === 0 ? null : finite(annualReturn / -depth),
    maxDrawdown: depth,
    avgDrawdown: falls.length === 0 ? null : falls.reduce((sum, fall) => sum + fall.depth, 0) / falls.length,
    ...(ts === null ? {} : drawdownFigures(curve, 1, ts, 'calendar')),
  }
}

function comparedFigures({ returns, benchmark }: Aligned, periods: number, riskFree: number): Partial<Metrics> {
  if (benchmark.length === 0) return {}
  return {
    ...againstBenchmark(returns, benchmark, periods, { ddof: 1, riskFree }),
    benchmarkReturn: finite(growthOf(benchmark).at(-1)! - 1),
  }
}

function warningsOf(series: ReturnSeries, benchmark: ReturnSeries | null, aligned: Aligned | null): string[] {
  const left = (name: string, { missing }: ReturnSeries) =>
    missing.length === 0
      ? []
      : [
          `${name}: ${missing.length} of ${missing.length + (name === 'returns' ? series : benchmark!).values.length} lines have no value and are left out, the first is line ${missing[0]}`,
        ]
  const lone = aligned === null ? 0 : series.values.length - aligned.returns.length
  return [
    ...left('returns', series),
    ...(benchmark === null ? [] : left('benchmark', benchmark)),
    ...(lone === 0
      ? []
      : [
          `${lone} of ${series.values.length} returns have no benchmark return of the same time; the benchmark metrics leave them out`,
        ]),
  ]
}
