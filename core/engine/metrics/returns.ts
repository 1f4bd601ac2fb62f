import type { ProfileFields } from '../../contract/profile.ts'
import { deviationOf, meanOf } from './curve.ts'
import { normalCdf } from './normal.ts'

/** Figures of a series of returns; null where undefined. Fractions; ratios annualised. */
export interface ReturnFigures {
  /** Growth a year at the rate of the periods observed. */
  annualReturn: number | null
  volatility: number | null
  sharpe: number | null
  sortino: number | null
  omega: number | null
  /** Population moments; a normal distribution has skew 0 and kurtosis 3. */
  skew: number | null
  kurtosis: number | null
  /** 95th percentile over the 5th, both as sizes. */
  tailRatio: number | null
  /** 5th percentile, and the mean of the worst 5 % of returns. */
  var95: number | null
  cvar95: number | null
  /** Probability that the true Sharpe ratio is above `psrAgainst`, 0 where it is not given (Bailey and Lopez de Prado 2012). */
  psr: number | null
}

export type ReturnConventions = Pick<ProfileFields, 'ddof' | 'riskFree' | 'sharpeFormula'> &
  Partial<Pick<ProfileFields, 'psrAgainst' | 'psrMoments'>>

/** A deviation this small against the mean is rounding: the returns are constant, and ratios over it mean nothing. */
export const constantBelow = 1e-12

/**
 * Annual Sharpe ratio of the first `count` returns. `riskFree` is an annual rate. Null where the returns do not vary.
 * The sweep and the single run both call this one function, so their figures are equal bit for bit.
 */
export function sharpeOf(
  returns: Float64Array,
  count: number,
  perYear: number,
  rules: ReturnConventions,
): number | null {
  if (count <= rules.ddof || count < 2) return null
  if (rules.sharpeFormula === 'geometric') {
    const { annualReturn, volatility } = geometric(returns, count, perYear, rules.ddof)
    return volatility === null ? null : finite((annualReturn - rules.riskFree) / volatility)
  }
  const mean = meanOf(returns, count)
  const deviation = deviationOf(returns, count, mean, rules.ddof)
  if (!(deviation > constantBelow * Math.abs(mean))) return null
  if (rules.sharpeFormula === 'compoundedMean')
    return finite(((1 + mean) ** perYear - 1 - rules.riskFree) / (deviation * Math.sqrt(perYear)))
  return finite(((mean - rules.riskFree / perYear) / deviation) * Math.sqrt(perYear))
}

/** The figures of returns taken once a period; `perYear` periods make a year. */
export function returnFigures(returns: Float64Array, perYear: number, rules: ReturnConventions): ReturnFigures {
  const count = returns.length
  if (count === 0) return empty
  const mean = meanOf(returns, count)
  const deviation = count > rules.ddof ? deviationOf(returns, count, mean, rules.ddof) : Number.NaN
  const compounded = rules.sharpeFormula === 'geometric' ? geometric(returns, count, perYear, rules.ddof) : null
  const annualReturn = compounded?.annualReturn ?? growth(returns) ** (perYear / count) - 1
  const moments = momentsOf(returns, mean)
  const sorted = returns.toSorted()
  const low = quantile(sorted, 0.05)
  return {
    annualReturn: finite(annualReturn),
    volatility: compounded === null ? finite(deviation * Math.sqrt(perYear)) : compounded.volatility,
    sharpe: sharpeOf(returns, count, perYear, rules),
    sortino: sortinoOf(returns, perYear, rules, compounded?.annualReturn ?? null),
    omega: omegaOf(returns, rules.riskFree / perYear),
    ...moments,
    tailRatio: low === 0 ? null : finite(Math.abs(quantile(sorted, 0.95)) / Math.abs(low)),
    var95: finite(low),
    cvar95: finite(meanOf(sorted, Math.floor((count - 1) * 0.05) + 1)),
    psr: psrOf(
      count,
      (mean - rules.riskFree / perYear) / (rules.ddof === 1 ? deviation : deviationOf(returns, count, mean, 1)),
      rules.psrMoments === 'sampleExcess' ? sampleMoments(count, moments) : moments,
      (rules.psrAgainst ?? 0) / Math.sqrt(perYear),
    ),
  }
}

const empty: ReturnFigures = {
  annualReturn: null,
  volatility: null,
  sharpe: null,
  sortino: null,
  omega: null,
  skew: null,
  kurtosis: null,
  tailRatio: null,
  var95: null,
  cvar95: null,
  psr: null,
}

/** Growth of the periods, annualised, and the deviation of a year of compounded returns; the first period is not a return yet. */
function geometric(
  returns: Float64Array,
  count: number,
  perYear: number,
  ddof: number,
): { annualReturn: number; volatility: number | null } {
  let logs = 0
  let ruined = false
  for (let i = 1; i < count; i++) {
    if (returns[i]! <= -1) ruined = true
    logs += Math.log(1 + returns[i]!)
  }
  const step = ruined ? 0 : Math.exp(logs / (count - 1)) - 1
  const later = returns.subarray(1, count)
  const mean = meanOf(later, count - 1)
  const deviation = deviationOf(later, count - 1, mean, ddof)
  const squared = (deviation ** 2 + (1 + step) ** 2) ** perYear - (1 + step) ** (2 * perYear)
  const volatility = Math.sqrt(squared)
  return {
    annualReturn: (1 + step) ** perYear - 1,
    volatility: volatility > 0 && Number.isFinite(volatility) ? volatility : null,
  }
}

function sortinoOf(
  returns: Float64Array,
  perYear: number,
  rules: ReturnConventions,
  annualReturn: number | null,
): number | null {
  const used = annualReturn === null ? returns : returns.subarray(1)
  const floor = annualReturn === null ? rules.riskFree / perYear : 0
  let squares = 0
  for (const value of used) squares += Math.min(value - floor, 0) ** 2
  const downside = Math.sqrt(squares / used.length) * Math.sqrt(perYear)
  if (!(downside > 0)) return null
  const reward = annualReturn === null ? (meanOf(used, used.length) - floor) * perYear : annualReturn - rules.riskFree
  return finite(reward / downside)
}

/** Sum of the returns above `floor` over the sum below it (Keating and Shadwick 2002). */
function omegaOf(returns: Float64Array, floor: number): number | null {
  let above = 0
  let below = 0
  for (const value of returns) {
    if (value > floor) above += value - floor
    else below += floor - value
  }
  return below > 0 ? finite(above / below) : null
}

interface Moments {
  readonly skew: number | null
  readonly kurtosis: number | null
}

function momentsOf(returns: Float64Array, mean: number): Moments {
  let second = 0
  let third = 0
  let fourth = 0
  for (const value of returns) {
    const off = value - mean
    const square = off * off
    second += square
    third += square * off
    fourth += square * square
  }
  const variance = second / returns.length
  if (!(Math.sqrt(variance) > constantBelow * Math.abs(mean))) return { skew: null, kurtosis: null }
  return {
    skew: finite(third / returns.length / variance ** 1.5),
    kurtosis: finite(fourth / returns.length / variance ** 2),
  }
}

/** Moments corrected for the size of the sample; the kurtosis is what exceeds that of a normal distribution. */
function sampleMoments(n: number, { skew, kurtosis }: Moments): Moments {
  if (skew === null || kurtosis === null || n < 4) return { skew: null, kurtosis: null }
  return {
    skew: (skew * Math.sqrt(n * (n - 1))) / (n - 2),
    kurtosis: ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (kurtosis - 3) + 6),
  }
}

function psrOf(count: number, sharpe: number, { skew, kurtosis }: Moments, against: number): number | null {
  if (count < 3 || skew === null || kurtosis === null) return null
  return probabilisticSharpe({ sharpe, against, observations: count, skew, kurtosis })
}

/**
 * Probability that the true Sharpe ratio is above `against`, both per period and not annualised; `kurtosis` of a normal is 3.
 * Bailey and Lopez de Prado, "The Sharpe Ratio Efficient Frontier" (2012), equation 11. Null where its variance is not positive.
 */
export function probabilisticSharpe(given: {
  sharpe: number
  against: number
  observations: number
  skew: number
  kurtosis: number
}): number | null {
  const { sharpe, against, observations, skew, kurtosis } = given
  const variance = 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2
  if (!(variance > 0)) return null
  return finite(normalCdf(((sharpe - against) * Math.sqrt(observations - 1)) / Math.sqrt(variance)))
}

/** Linear interpolation between the closest ranks of an ascending array. */
export function quantile(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (at - below)
}

function growth(returns: Float64Array): number {
  let value = 1
  for (const change of returns) value *= 1 + change
  return value
}

/** The number, or null where it is not one. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
