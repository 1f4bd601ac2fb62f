import type { MetricName } from '../../../core/contract/figures.ts'
import { integer, number, percent, signed } from '../../lib/format.ts'

export interface MetricRow {
  readonly name: MetricName
  readonly label: string
  readonly text: (value: number | null) => string
  /** Difference in the unit of `text`. */
  readonly delta: (value: number) => string
  /** 1: more is better; -1: less is; 0: neither. Drawdowns are negative, so more is better there too. */
  readonly better: 1 | -1 | 0
}

const share = (name: MetricName, label: string, better: MetricRow['better']): MetricRow => ({
  name,
  label,
  better,
  text: (value) => percent(value),
  delta: (value) => signed(value * 100),
})
const ratio = (name: MetricName, label: string, better: MetricRow['better']): MetricRow => ({
  name,
  label,
  better,
  text: (value) => number(value),
  delta: (value) => signed(value),
})
const count = (name: MetricName, label: string, better: MetricRow['better']): MetricRow => ({
  name,
  label,
  better,
  text: (value) => integer(value),
  delta: (value) => signed(value, 0),
})

/** What two runs are compared by, in this order. */
export const metricRows: readonly MetricRow[] = [
  share('totalReturn', 'Total return', 1),
  share('cagr', 'CAGR', 1),
  ratio('sharpe', 'Sharpe', 1),
  ratio('sortino', 'Sortino', 1),
  ratio('calmar', 'Calmar', 1),
  share('maxDrawdown', 'Max drawdown', 1),
  count('maxDrawdownDays', 'Longest drawdown, days', -1),
  share('volatility', 'Volatility', -1),
  count('trades', 'Trades', 0),
  share('winRate', 'Win rate', 1),
  ratio('profitFactor', 'Profit factor', 1),
  ratio('sqn', 'SQN', 1),
  share('exposure', 'Exposure', 0),
  count('totalFees', 'Fees paid', -1),
]

/** Whether `value` beats `base`: 1 better, -1 worse, 0 equal as shown, or neither way is better. */
export function verdict(row: MetricRow, value: number | null, base: number | null): 1 | -1 | 0 {
  if (row.better === 0 || value === null || base === null) return 0
  const shown = row.delta(value - base)
  if (!/[1-9]/.test(shown)) return 0
  return (value > base ? 1 : -1) === row.better ? 1 : -1
}

/** Positions of the best values of a row; none where neither way is better or all are equal. */
export function bestOf(row: MetricRow, values: readonly (number | null)[]): readonly number[] {
  const known = values.filter((value): value is number => value !== null)
  if (row.better === 0 || known.length < 2) return []
  const best = row.better === 1 ? Math.max(...known) : Math.min(...known)
  const found = values.flatMap((value, at) => (value !== null && row.text(value) === row.text(best) ? [at] : []))
  return found.length === values.length ? [] : found
}
