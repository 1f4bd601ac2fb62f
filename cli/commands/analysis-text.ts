import type { Analysis, Interval, Season, TradeGroup } from '../../core/contract/analysis.ts'
import { count, day, percent, ratio, table } from '../output.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = 'January February March April May June July August September October November December'.split(' ')

/** The analysis of a run for a terminal. */
export function analysisText({ rolling, returns, trades, excursions, trading, intervals }: Analysis): string {
  return [
    ...intervalLines(intervals),
    '',
    ...rollingLines(rolling),
    ...seasonLines('month', returns.month, (key) => months[key - 1]!),
    ...seasonLines('year', returns.year, String),
    ...seasonLines('weekday', returns.weekday, (key) => weekdays[key - 1]!),
    ...seasonLines('hour', returns.hour, (key) => `${String(key).padStart(2, '0')}:00`),
    ...groupLines('symbol', trades.symbol),
    ...groupLines('side', trades.side),
    ...groupLines('entry', trades.entryTag),
    ...groupLines('exit', trades.exitReason),
    '',
    ...excursionLines(excursions),
    `Turnover ${ratio(trading.turnover) ?? '—'} a year; ${capacity(trading)}`,
  ].join('\n')
}

function intervalLines({ level, blockLength, resamples, reason, ...figures }: Analysis['intervals']): string[] {
  if (reason !== null) return [`No bootstrap intervals: ${reason}`]
  const row = (name: string, { estimate, low, high }: Interval, show: (value: number | null) => string | null) => [
    name,
    show(estimate),
    show(low),
    show(high),
  ]
  return [
    `${percent(level)} intervals, stationary bootstrap of ${count(figures.returns)} returns, ${count(resamples)} resamples, blocks of ${ratio(blockLength, 1)}`,
    table(
      ['figure', 'estimate', 'low', 'high'],
      [
        row('Sharpe', figures.sharpe, ratio),
        row('CAGR', figures.cagr, percent),
        row('max drawdown', figures.maxDrawdown, percent),
      ],
    ),
  ]
}

function rollingLines({ window, ts, ...figures }: Analysis['rolling']): string[] {
  if (ts.length === 0) return [`No rolling figures: there are fewer than ${window} returns`]
  const row = (name: string, values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null)
    const low = known.length === 0 ? null : Math.min(...known)
    const high = known.length === 0 ? null : Math.max(...known)
    return [name, ratio(low), ratio(high), ratio(values.at(-1) ?? null)]
  }
  return [
    `Over windows of ${window} returns, ${day(ts[0]!)} to ${day(ts.at(-1)!)}`,
    table(
      ['figure', 'lowest', 'highest', 'last'],
      [
        row('Sharpe', figures.sharpe),
        row('Sortino', figures.sortino),
        row('volatility', figures.volatility),
        row('beta', figures.beta),
        row('max drawdown', figures.maxDrawdown),
      ],
    ),
  ]
}

function seasonLines(head: string, seasons: readonly Season[], name: (key: number) => string): string[] {
  if (seasons.length === 0) return []
  const rows = seasons.map((one) => [name(one.key), one.bars, percent(one.totalReturn, true), percent(one.positive)])
  return ['', table([head, 'bars', 'return', 'rose'], rows)]
}

function groupLines(head: string, groups: readonly TradeGroup[]): string[] {
  if (groups.length === 0) return []
  const rows = groups.map((one) => [
    one.key,
    one.trades,
    ratio(one.pnl),
    percent(one.winRate),
    percent(one.avgReturn, true),
    ratio(one.profitFactor),
    ratio(one.avgBars, 1),
  ])
  return ['', table([head, 'trades', 'pnl', 'won', 'average', 'profit factor', 'bars held'], rows)]
}

function excursionLines({ trades, mae, mfe, winnersMae95, losersMfe }: Analysis['excursions']): string[] {
  if (trades === 0) return ['No closed trades, so no moves while held']
  return [
    `Moves while held: against ${percent(mae.median)} (median) and ${percent(mae.worst)} (worst), for ${percent(mfe.median)} and ${percent(mfe.best)} (best)`,
    ...(winnersMae95 === null ? [] : [`95 % of the winners never went further against than ${percent(winnersMae95)}`]),
    ...(losersMfe === null ? [] : [`Half of the losers had shown ${percent(losersMfe)} or more`]),
  ]
}

function capacity({ capacity: equity, participation, fills, withoutVolume, share95 }: Analysis['trading']): string {
  if (equity === null) return fills === 0 ? 'no fills, so no capacity' : 'no volume is stored, so no capacity'
  const left = withoutVolume === 0 ? '' : `, ${count(withoutVolume)} of ${count(fills)} fills without volume left out`
  return `95 % of the fills took at most ${percent(share95)} of their bar's volume, ${percent(participation)} would be reached at an equity of ${count(Math.round(equity))}${left}`
}
