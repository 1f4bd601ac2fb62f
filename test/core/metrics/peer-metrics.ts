import type { Metrics } from '../../../core/contract/figures.ts'
import { calcMetrics } from '../../../core/metrics/calc.ts'

export interface PeerEntry {
  library: 'empyrical' | 'quantstats'
  metric: string
  arguments: Record<string, unknown>
  value?: number | string | null | number[] | Record<string, number>
  error?: string
}

export interface PeerSeries {
  name: string
  dates: string[]
  returns: (number | null)[]
  benchmark: (number | null)[]
  metrics: PeerEntry[]
}

type Options = { periods?: number; riskFree?: number }
type Given = (options?: Options) => Metrics
interface Pair {
  readonly ours: (given: Given, count: number) => number | null
  /** Where the peer's value is one of several. */
  readonly theirs?: (value: never) => number
}

export const nameOf = ({ library, metric, arguments: given }: PeerEntry) =>
  `${library} ${metric}${Object.entries(given)
    .map(([key, value]) => ` ${key}=${String(value)}`)
    .join('')}`

/** A peer's annual rate that it compounds down to a day, as the annual rate that is divided by the days. */
const compounded = (annual: number) => 252 * ((1 + annual) ** (1 / 252) - 1)
const plain = (metric: keyof Metrics, options: Options = {}): Pair => ({ ours: (given) => given(options)[metric] })

/** Each of the peers' metrics that is one of ours, with the settings under which it is the same formula. */
export const sameFormula: Record<string, Pair> = {
  'empyrical annual_return': plain('cagr'),
  'empyrical annual_return period=weekly': plain('cagr', { periods: 52 }),
  'empyrical annual_return annualization=365': plain('cagr', { periods: 365 }),
  'empyrical annual_volatility': plain('volatility'),
  'empyrical annual_volatility annualization=365': plain('volatility', { periods: 365 }),
  'empyrical cagr': plain('cagr'),
  'empyrical calmar_ratio': plain('calmar'),
  'empyrical calmar_ratio annualization=365': plain('calmar', { periods: 365 }),
  'empyrical conditional_value_at_risk': plain('cvar95'),
  'empyrical cum_returns_final': plain('totalReturn'),
  'empyrical max_drawdown': plain('maxDrawdown'),
  'empyrical omega_ratio': plain('omega'),
  'empyrical omega_ratio required_return=0.05': plain('omega', { riskFree: compounded(0.05) }),
  'empyrical omega_ratio risk_free=0.0001': plain('omega', { riskFree: 0.0001 * 252 }),
  'empyrical sharpe_ratio': plain('sharpe'),
  'empyrical sharpe_ratio risk_free=0.0001': plain('sharpe', { riskFree: 0.0001 * 252 }),
  'empyrical sharpe_ratio annualization=365': plain('sharpe', { periods: 365 }),
  'empyrical sortino_ratio': plain('sortino'),
  'empyrical sortino_ratio required_return=0.0002': plain('sortino', { riskFree: 0.0002 * 252 }),
  'empyrical tail_ratio': plain('tailRatio'),
  'empyrical value_at_risk': plain('var95'),
  'empyrical alpha': plain('alpha'),
  'empyrical alpha risk_free=0.0001': plain('alpha', { riskFree: 0.0001 * 252 }),
  'empyrical beta': plain('beta'),
  'empyrical alpha_beta': { ...plain('beta'), theirs: (value: number[]) => value[1]! },
  'empyrical up_capture': plain('upCapture'),
  'empyrical down_capture': plain('downCapture'),
  'empyrical up_down_capture': {
    ours(given) {
      const { upCapture, downCapture } = given()
      return upCapture === null || downCapture === null || downCapture === 0 ? null : upCapture / downCapture
    },
  },
  'empyrical excess_sharpe': plain('informationRatio'),
  'quantstats cagr': plain('cagr'),
  'quantstats cagr periods=365': plain('cagr', { periods: 365 }),
  'quantstats calmar': plain('calmar'),
  'quantstats comp': plain('totalReturn'),
  'quantstats conditional_value_at_risk method=historical': plain('cvar95'),
  // The peer corrects for bias, for samples of 3 (4) and more; ours are the moments themselves.
  'quantstats kurtosis': {
    ours(given, n) {
      const { kurtosis } = given()
      return kurtosis === null || n < 4 ? null : (((n + 1) * (kurtosis - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3))
    },
  },
  'quantstats skew': {
    ours(given, n) {
      const { skew } = given()
      return skew === null || n < 3 ? null : (skew * Math.sqrt(n * (n - 1))) / (n - 2)
    },
  },
  'quantstats max_drawdown': plain('maxDrawdown'),
  'quantstats omega': plain('omega'),
  'quantstats omega required_return=0.05': plain('omega', { riskFree: compounded(0.05) }),
  'quantstats sharpe': plain('sharpe'),
  'quantstats sharpe periods=365': plain('sharpe', { periods: 365 }),
  'quantstats sharpe rf=0.03': plain('sharpe', { riskFree: compounded(0.03) }),
  'quantstats sortino': plain('sortino'),
  'quantstats sortino periods=365': plain('sortino', { periods: 365 }),
  'quantstats tail_ratio': plain('tailRatio'),
  'quantstats volatility': plain('volatility'),
  'quantstats greeks': { ...plain('beta'), theirs: (value: { beta: number }) => value.beta },
  'quantstats information_ratio': plain('informationRatio'),
}

/** Our metrics of a peer's series; one without a value on a day has an empty cell there. */
export function metricsOf({ dates, returns, benchmark }: Pick<PeerSeries, 'dates' | 'returns' | 'benchmark'>): Given {
  const csv = (values: readonly (number | null)[]) =>
    ['ts,value', ...values.map((value, i) => `${dates[i]},${value ?? ''}`)].join('\n')
  const known = new Map<string, Metrics>()
  return ({ periods = 252, riskFree = 0 } = {}) => {
    const key = `${periods} ${riskFree}`
    const found =
      known.get(key) ?? calcMetrics({ returns: csv(returns), benchmark: csv(benchmark), periods, riskFree }).metrics
    known.set(key, found)
    return found
  }
}
