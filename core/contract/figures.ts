import { z } from 'zod'

export const metricNames = [
  'finalEquity',
  'totalReturn',
  'cagr',
  'volatility',
  'sharpe',
  'sortino',
  'calmar',
  'omega',
  'maxDrawdown',
  'avgDrawdown',
  'maxDrawdownDays',
  'avgDrawdownDays',
  'trades',
  'openTrades',
  'winRate',
  'profitFactor',
  'expectancy',
  'payoffRatio',
  'sqn',
  'kelly',
  'exposure',
  'turnover',
  'bestTrade',
  'worstTrade',
  'avgTrade',
  'avgTradeDays',
  'maxTradeDays',
  'longestWin',
  'longestLoss',
  'skew',
  'kurtosis',
  'tailRatio',
  'var95',
  'cvar95',
  'alpha',
  'beta',
  'informationRatio',
  'upCapture',
  'downCapture',
  'benchmarkReturn',
  'totalFees',
  'psr',
  'dsr',
  'trialsCounted',
] as const
export type MetricName = (typeof metricNames)[number]
/** Fractions, not percents; drawdowns negative; a value that does not exist is null. */
export const Metrics = z.record(z.enum(metricNames), z.number().nullable())
export type Metrics = Record<MetricName, number | null>

/** Figures of each row of a sweep, after its parameters. */
export const sweepMetrics = [
  'totalReturn',
  'sharpe',
  'maxDrawdown',
  'trades',
  'winRate',
  'profitFactor',
  'finalEquity',
] as const
