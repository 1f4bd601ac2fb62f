import type { RunDetail } from '../contract/backtest.ts'
import type { Bars } from '../market-data/bars.ts'
import { dayMs, keyOfDay } from './calendar.ts'
import { maxDrawdown } from './metrics/curve.ts'
import { drawdownDays, drawdowns } from './metrics/drawdowns.ts'
import { finite } from './metrics/returns.ts'

/** Returns of the calendar months (UTC) in which there are bars; the first is against the cash put in. */
export function monthlyReturns(ts: Float64Array, equity: Float64Array, cash: number): RunDetail['months'] {
  return byPeriod(ts, equity, cash, (date) => date.getUTCFullYear() * 12 + date.getUTCMonth()).map(
    ({ key, change }) => ({
      year: Math.floor(key / 12),
      month: (key % 12) + 1,
      return: change,
    }),
  )
}

/** Returns of the calendar years (UTC) in which there are bars; the first is against the cash put in. */
export function yearlyReturns(ts: Float64Array, equity: Float64Array, cash: number): RunDetail['years'] {
  return byPeriod(ts, equity, cash, (date) => date.getUTCFullYear()).map(({ key, change }) => ({
    year: key,
    return: change,
  }))
}

/** The `count` deepest drawdowns, deepest first; times in Unix ms, `recovery` null while under water. */
export function worstDrawdowns(
  ts: Float64Array,
  equity: Float64Array,
  cash: number,
  count = 10,
): RunDetail['drawdowns'] {
  return drawdowns(equity, cash)
    .toSorted((a, b) => a.depth - b.depth)
    .slice(0, count)
    .map((one) => ({
      peak: ts[one.peak]!,
      trough: ts[one.trough]!,
      recovery: one.recovery === null ? null : ts[one.recovery]!,
      depth: one.depth,
      days: drawdownDays(one, ts, 'calendar'),
    }))
}

/** Equity of `cash` put into the first bar's close and held, without costs; one value a bar. */
export function buyAndHold(bars: Pick<Bars, 'close'>, cash: number): Float64Array {
  const units = cash / bars.close[0]!
  return bars.close.map((price) => units * price)
}

/** What holding has made: total return, growth a year of 365.25 days, deepest drawdown. */
export function heldFigures(bars: Bars, cash: number): RunDetail['held'] {
  if (bars.rows === 0) return { totalReturn: null, cagr: null, maxDrawdown: null }
  const equity = buyAndHold(bars, cash)
  const ratio = equity[bars.rows - 1]! / cash
  const years = (bars.ts[bars.rows - 1]! - bars.ts[0]!) / (365.25 * dayMs)
  return {
    totalReturn: finite(ratio - 1),
    cagr: years > 0 ? finite(ratio ** (1 / years) - 1) : null,
    maxDrawdown: finite(maxDrawdown(equity, cash)),
  }
}

function byPeriod(
  ts: Float64Array,
  equity: Float64Array,
  cash: number,
  keyOf: (date: Date) => number,
): { key: number; change: number }[] {
  const found: { key: number; change: number }[] = []
  const keyAt = keyOfDay(keyOf)
  let before = cash
  for (let i = 0; i < ts.length; i++) {
    const key = keyAt(ts[i]!)
    if (i + 1 < ts.length && keyAt(ts[i + 1]!) === key) continue
    found.push({ key, change: before > 0 ? equity[i]! / before - 1 : 0 })
    before = equity[i]!
  }
  return found
}
