import type { ProfileFields } from '../contract/profile.ts'
import { annualDays, periodsPerYear } from '../engine/calendar.ts'
import type { Ledger } from '../engine/account/ledger.ts'
import { maxDrawdown } from '../engine/metrics/curve.ts'
import { returnSeries } from '../engine/metrics/return-series.ts'
import { sharpeOf } from '../engine/metrics/returns.ts'
import { daysOf, ratioOfTrades } from '../engine/metrics/trades.ts'

/** Columns of a point in the order of `sweepMetrics`. */
export const pointColumns = 7

/** Writes the seven figures of a finished walk, in a buffer that is used again each time. */
export function createFigures(
  ts: Float64Array,
  profile: ProfileFields,
  cash: number,
): (equity: Float64Array, ledger: Ledger, into: Float64Array, offset: number) => void {
  const series = returnSeries(ts, profile.sharpeReturns)
  const returns = new Float64Array(series.length)
  const perYear = periodsPerYear({ ts }, profile)

  return (equity, ledger, into, offset) => {
    const final = ts.length === 0 ? cash : equity[ts.length - 1]!
    series.write(equity, cash, returns)
    into[offset] = final / cash - 1
    into[offset + 1] = sharpe(ledger) ?? Number.NaN
    into[offset + 2] = maxDrawdown(equity, cash)
    tradeColumns(ledger, profile, into, offset + 3)
    into[offset + 6] = final
  }

  function sharpe(ledger: Ledger): number | null {
    if (profile.sharpeFormula !== 'perTrade') return sharpeOf(returns, returns.length, perYear, profile)
    const pnl = ledger.pnl.subarray(0, ledger.count).filter((_, row) => isCounted(ledger, row, profile))
    return ratioOfTrades(pnl, { count: pnl.length, cash, days: daysOf(ts), perYear: annualDays(ts, profile) })
  }
}

function isCounted(ledger: Ledger, row: number, profile: ProfileFields): boolean {
  return ledger.reason[row] !== 0 || (profile.statsIncludeOpenTrade && profile.finalBar !== 'leaveOpen')
}

/** Writes the number of counted trades, their win rate and their profit factor, NaN where undefined. */
function tradeColumns(ledger: Ledger, profile: ProfileFields, into: Float64Array, offset: number): void {
  const ofReturns = profile.profitFactorOf === 'return'
  let trades = 0
  let wins = 0
  let gains = 0
  let losses = 0
  for (let row = 0; row < ledger.count; row++) {
    if (!isCounted(ledger, row, profile)) continue
    const pnl = ledger.pnl[row]!
    const value = ofReturns
      ? pnl / Math.abs(ledger.units[row]! * ledger.entryPrice[row]! * ledger.entryRate[row]!)
      : pnl
    trades += 1
    if (pnl > 0) wins += 1
    if (value > 0) gains += value
    else losses -= value
  }
  into[offset] = trades
  into[offset + 1] = trades === 0 ? Number.NaN : wins / trades
  into[offset + 2] = losses > 0 && Number.isFinite(gains / losses) ? gains / losses : Number.NaN
}
