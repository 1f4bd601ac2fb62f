import type { ProfileFields } from '../../contract/profile.ts'
import { dayMs } from '../calendar.ts'
import type { Trade } from '../types.ts'
import { finite } from './returns.ts'

/** The per-trade figures of a run. `trades` are those the profile counts; money in account currency, returns as fractions. */
export function tradeFigures(
  trades: readonly Trade[],
  ts: Float64Array,
  fields: Pick<ProfileFields, 'profitFactorOf' | 'ddof'>,
) {
  const pnl = trades.map((trade) => trade.pnl)
  const returns = trades.map((trade) => trade.return)
  const days = trades.map((trade) => (ts[trade.exitBar]! - ts[trade.entryBar]!) / dayMs)
  const wins = pnl.filter((value) => value > 0)
  const losses = pnl.filter((value) => value < 0)
  const n = trades.length
  const winRate = n === 0 ? null : wins.length / n
  const payoff = wins.length === 0 || losses.length === 0 ? null : finite(average(wins) / -average(losses))
  return {
    winRate,
    profitFactor: profitFactor(fields.profitFactorOf === 'pnl' ? pnl : returns),
    /** Mean return of a trade. */
    expectancy: n === 0 ? null : average(returns),
    payoffRatio: payoff,
    sqn: systemQuality(pnl, fields.ddof),
    /** W - (1 - W) / R (Kelly 1956), W the win rate and R the payoff ratio. */
    kelly: payoff === null || winRate === null ? null : finite(winRate - (1 - winRate) / payoff),
    bestTrade: n === 0 ? null : Math.max(...returns),
    worstTrade: n === 0 ? null : Math.min(...returns),
    /** Geometric mean: what a trade has multiplied its stake by, minus one. */
    avgTrade: n === 0 ? null : geometricMean(returns),
    avgTradeDays: n === 0 ? null : average(days),
    maxTradeDays: n === 0 ? null : Math.max(...days),
    longestWin: n === 0 ? null : longestRun(pnl, (value) => value > 0),
    longestLoss: n === 0 ? null : longestRun(pnl, (value) => value < 0),
  }
}

/**
 * Profit of the trades a calendar day over the population deviation of what each trade made, both as shares of the cash put
 * in, times the root of a year's days: what freqtrade calls the Sharpe ratio, and with `losersOnly` the Sortino ratio. `days`
 * are whole days, at least one. Null without a deviation.
 */
export function ratioOfTrades(
  pnl: ArrayLike<number>,
  { count, cash, days, perYear }: { count: number; cash: number; days: number; perYear: number },
  losersOnly = false,
): number | null {
  let profit = 0
  let sum = 0
  let counted = 0
  for (let i = 0; i < count; i++) {
    profit += pnl[i]! / cash
    if (losersOnly && !(pnl[i]! < 0)) continue
    sum += pnl[i]! / cash
    counted += 1
  }
  const mean = sum / counted
  let squares = 0
  for (let i = 0; i < count; i++) if (!losersOnly || pnl[i]! < 0) squares += (pnl[i]! / cash - mean) ** 2
  const deviation = Math.sqrt(squares / counted)
  return deviation > 0 ? finite((profit / days / deviation) * Math.sqrt(perYear)) : null
}

/** Whole days from the first to the last bar, at least one. */
export function daysOf(ts: Float64Array): number {
  return Math.max(1, Math.floor((ts[ts.length - 1]! - ts[0]!) / dayMs))
}

/** Sum of the gains over the sum of the losses; null without losses. */
function profitFactor(values: readonly number[]): number | null {
  let gains = 0
  let losses = 0
  for (const value of values) {
    if (value > 0) gains += value
    else losses -= value
  }
  return losses > 0 ? finite(gains / losses) : null
}

/** System quality number (Tharp): sqrt(n) times mean over deviation of the trades' pnl. */
function systemQuality(pnl: readonly number[], ddof: number): number | null {
  if (pnl.length < 2) return null
  const mean = average(pnl)
  const deviation = Math.sqrt(pnl.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (pnl.length - ddof))
  return deviation > 0 ? finite((Math.sqrt(pnl.length) * mean) / deviation) : null
}

function geometricMean(returns: readonly number[]): number | null {
  if (returns.some((value) => value <= -1)) return 0
  return finite(Math.exp(returns.reduce((sum, value) => sum + Math.log(1 + value), 0) / returns.length) - 1)
}

function longestRun(values: readonly number[], matches: (value: number) => boolean): number {
  let longest = 0
  let current = 0
  for (const value of values) {
    current = matches(value) ? current + 1 : 0
    if (current > longest) longest = current
  }
  return longest
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
