import { symbolsOf } from '../symbols-of.ts'
import type { Block } from '../blocks.ts'
import {
  describeTimeframe,
  formatCount,
  formatDate,
  formatNumber,
  formatPercent,
  formatReturn,
  formatSigned,
  noValue,
} from '../format.ts'
import type { ReportInput } from '../input.ts'
import { insideTheBar } from './intrabar.ts'

export function reportTitle({ run }: Pick<ReportInput, 'run'>): string {
  return `${run.strategy.name} on ${symbolsOf(run)}`
}

/** What the run is, and what must be known before its figures are believed. */
export function cover(input: ReportInput): Block[] {
  const { run, quality } = input
  const [first] = run.data
  const from = Math.min(...run.data.map((series) => series.from))
  const to = Math.max(...run.data.map((series) => series.to))
  const params = Object.entries(run.params).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? formatParam(value) : value}`,
  )
  return [
    {
      kind: 'title',
      title: reportTitle(input),
      subtitle: first
        ? `${describeTimeframe(first.timeframe)}, ${formatDate(from)} to ${formatDate(to)}, ${formatCount(run.data.reduce((rows, series) => rows + series.rows, 0))} bars, ${run.engine} engine, profile ${run.profile.name}`
        : 'No data',
      aside: [formatDate(run.createdAt), params.join(', ')].filter((text) => text !== ''),
    },
    { kind: 'warnings', items: warnings(run, quality) },
  ]
}

function warnings(run: ReportInput['run'], quality: ReportInput['quality']) {
  // The title of a trust note is a key word for narrow screens; its detail is a whole sentence.
  const items = run.trust.map(({ detail }) => ({ title: '', detail }))
  if (!run.causality.passed)
    items.unshift({
      title: 'A rule sees the future.',
      detail: 'The causality check failed: these figures cannot be earned.',
    })
  if (run.stale)
    items.push({
      title: 'The data has changed.',
      detail: 'A newer version of it is stored; this run saw an older one.',
    })
  if (quality && (quality.status === 'fail' || quality.status === 'warn')) {
    const open = quality.checks.filter(({ status }) => status === quality.status).map(({ message }) => message)
    items.push({ title: `Data quality: ${quality.label}.`, detail: open.join(' ') })
  }
  for (const warning of run.warnings) items.push({ title: '', detail: warning })
  return items
}

function formatParam(value: number): string {
  return String(value).replace('-', '\u2212')
}

export function summary({ run }: ReportInput): Block[] {
  const { metrics, held } = run
  const closed = metrics.trades
  const won = metrics.winRate === null || closed === null ? null : Math.round(metrics.winRate * closed)
  const gained = metrics.finalEquity === null ? null : metrics.finalEquity - run.account.cash
  const tile = (label: string, value: string, context: string) => ({ label, value, context })
  return [
    {
      kind: 'tiles',
      tiles: [
        tile('Total return', formatReturn(metrics.totalReturn), `held ${formatReturn(held.totalReturn)}`),
        tile('CAGR', formatReturn(metrics.cagr), `held ${formatReturn(held.cagr)}`),
        tile('Sharpe', formatNumber(metrics.sharpe), `chance above zero ${formatPercent(metrics.psr, 1)}`),
        tile('Sortino', formatNumber(metrics.sortino), `omega ${formatNumber(metrics.omega)}`),
        tile('Max drawdown', formatReturn(metrics.maxDrawdown), `held ${formatReturn(held.maxDrawdown)}`),
        tile('Volatility', formatPercent(metrics.volatility), `beta ${formatNumber(metrics.beta)}`),
        tile('Calmar', formatNumber(metrics.calmar), `longest drawdown ${formatCount(metrics.maxDrawdownDays)} days`),
        tile('Profit factor', formatNumber(metrics.profitFactor), `payoff ${formatNumber(metrics.payoffRatio)}`),
        tile(
          'Win rate',
          formatPercent(metrics.winRate, 1),
          won === null ? noValue : `${formatCount(won)} of ${formatCount(closed)} closed`,
        ),
        tile('Trades, closed', formatCount(closed), `${formatCount(metrics.openTrades)} open at the end`),
        tile('Exposure', formatPercent(metrics.exposure, 1), `turnover ${formatNumber(metrics.turnover)} a year`),
        tile(
          'Fees paid',
          formatCount(metrics.totalFees),
          gained === null ? noValue : `result ${formatSigned(gained, 0)}`,
        ),
      ],
    },
    ...insideTheBar(run),
  ]
}
