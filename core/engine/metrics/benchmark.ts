import type { ProfileFields } from '../../contract/profile.ts'
import { deviationOf, meanOf } from './curve.ts'
import { constantBelow, finite } from './returns.ts'

export interface BenchmarkFigures {
  alpha: number | null
  beta: number | null
  /** Mean over deviation of the active return, per period and not annualised. */
  informationRatio: number | null
  /** Annual growth on the periods in which the benchmark rose (fell), over the benchmark's own. */
  upCapture: number | null
  downCapture: number | null
}

/**
 * Returns of a run against those of a benchmark, period by period (equal lengths). Beta is the covariance over the
 * benchmark's variance; alpha the compounded annual mean of what beta does not explain (Jensen 1968, as empyrical states it).
 */
export function againstBenchmark(
  returns: Float64Array,
  benchmark: Float64Array,
  perYear: number,
  { ddof, riskFree }: Pick<ProfileFields, 'ddof' | 'riskFree'>,
): BenchmarkFigures {
  const n = returns.length
  if (n < 2) return { alpha: null, beta: null, informationRatio: null, upCapture: null, downCapture: null }
  const rate = riskFree / perYear
  const beta = betaOf(returns, benchmark)
  const active = returns.map((value, i) => value - benchmark[i]!)
  const mean = meanOf(active, n)
  const deviation = deviationOf(active, n, mean, ddof)
  const unexplained =
    beta === null
      ? null
      : meanOf(
          returns.map((value, i) => value - rate - beta * (benchmark[i]! - rate)),
          n,
        )
  return {
    alpha: unexplained === null ? null : finite((1 + unexplained) ** perYear - 1),
    beta,
    informationRatio: deviation > constantBelow * Math.abs(mean) ? finite(mean / deviation) : null,
    upCapture: capture(returns, benchmark, perYear, 1),
    downCapture: capture(returns, benchmark, perYear, -1),
  }
}

/** Covariance over the benchmark's variance; null for a benchmark that does not move. */
export function betaOf(returns: Float64Array, benchmark: Float64Array): number | null {
  const n = returns.length
  const meanReturn = meanOf(returns, n)
  const meanBenchmark = meanOf(benchmark, n)
  let together = 0
  let variance = 0
  for (let i = 0; i < n; i++) {
    const off = benchmark[i]! - meanBenchmark
    together += (returns[i]! - meanReturn) * off
    variance += off * off
  }
  return Math.sqrt(variance / n) > constantBelow * Math.abs(meanBenchmark) ? finite(together / variance) : null
}

function capture(returns: Float64Array, benchmark: Float64Array, perYear: number, direction: number): number | null {
  let own = 1
  let other = 1
  let count = 0
  for (let i = 0; i < returns.length; i++) {
    if (!(direction * benchmark[i]! > 0)) continue
    own *= 1 + returns[i]!
    other *= 1 + benchmark[i]!
    count += 1
  }
  if (count === 0) return null
  return finite((own ** (perYear / count) - 1) / (other ** (perYear / count) - 1))
}
