import type { MetricName } from '../contract/figures.ts'
import type { Aligned } from './align.ts'

export interface SeriesFacts {
  /** Returns that have a value. */
  readonly count: number
  readonly timed: boolean
  /** Whether the compounded curve was ever below an earlier high. */
  readonly fell: boolean
  readonly aligned: Aligned | null
}

const trades = 'needs trades, which a series of returns does not have'
const account = 'needs an account, which a series of returns does not have'
const positions = 'needs positions, which a series of returns does not have'
const trials = 'needs the record of all trials, of which this series is one'
const tooLarge = 'is too large a number to be stated'

/** Why a metric of a series of returns is null. Total: a metric nobody thought of would not compile. */
export function reasonFor(name: MetricName, facts: SeriesFacts): string {
  const { count, timed, fell } = facts
  const own = (why: string, least = 1) => {
    if (count === 0) return 'there are no returns'
    return count < least ? `needs at least ${least} returns, there ${count === 1 ? 'is 1' : `are ${count}`}` : why
  }
  switch (name) {
    case 'trades':
    case 'openTrades':
    case 'winRate':
    case 'profitFactor':
    case 'expectancy':
    case 'payoffRatio':
    case 'sqn':
    case 'kelly':
    case 'bestTrade':
    case 'worstTrade':
    case 'avgTrade':
    case 'avgTradeDays':
    case 'maxTradeDays':
    case 'longestWin':
    case 'longestLoss':
      return trades
    case 'finalEquity':
    case 'totalFees':
      return account
    case 'exposure':
    case 'turnover':
      return positions
    case 'dsr':
    case 'trialsCounted':
      return trials
    case 'totalReturn':
    case 'cagr':
    case 'maxDrawdown':
    case 'var95':
    case 'cvar95':
      return own(tooLarge)
    case 'volatility':
      return own(tooLarge, 2)
    case 'sharpe':
    case 'skew':
    case 'kurtosis':
      return own('the returns do not vary', 2)
    case 'psr':
      return own('the returns do not vary, or are too skewed for its formula', 3)
    case 'sortino':
    case 'omega':
      return own('no return is below the risk-free rate')
    case 'calmar':
      return own(fell ? tooLarge : 'the curve never falls below an earlier high')
    case 'tailRatio':
      return own('the 5th percentile is 0')
    case 'avgDrawdown':
      return own('the curve never falls below an earlier high')
    case 'maxDrawdownDays':
    case 'avgDrawdownDays':
      return own(timed ? 'the curve never falls below an earlier high' : 'needs times: give two columns, ts,value')
    case 'alpha':
    case 'beta':
    case 'informationRatio':
    case 'upCapture':
    case 'downCapture':
    case 'benchmarkReturn':
      return againstReason(name, facts)
  }
}

function againstReason(
  name: 'alpha' | 'beta' | 'informationRatio' | 'upCapture' | 'downCapture' | 'benchmarkReturn',
  { aligned }: SeriesFacts,
): string {
  if (aligned === null) return 'needs a benchmark'
  const common = aligned.benchmark.length
  if (common < 2)
    return `needs at least 2 periods with a return of both, there ${common === 1 ? 'is 1' : `are ${common}`}`
  switch (name) {
    case 'alpha':
    case 'beta':
      return 'the benchmark does not vary'
    case 'informationRatio':
      return 'the difference to the benchmark does not vary'
    case 'upCapture':
      return aligned.benchmark.some((value) => value > 0) ? tooLarge : 'the benchmark never rises'
    case 'downCapture':
      return aligned.benchmark.some((value) => value < 0) ? tooLarge : 'the benchmark never falls'
    case 'benchmarkReturn':
      return tooLarge
  }
}
