import type { Params } from '../contract/common.ts'
import type { ProfileFields } from '../contract/profile.ts'
import { createAccount } from '../engine/account.ts'
import { actionsOn } from '../engine/actions.ts'
import type { CorporateAction } from '../engine/actions.ts'
import { annualDays, countEnds, periodEnds, periodsPerYear } from '../engine/calendar.ts'
import type { Intrabar } from '../engine/intrabar/types.ts'
import { walk } from '../engine/kernel.ts'
import type { Ledger } from '../engine/ledger.ts'
import { maxDrawdown, periodReturns } from '../engine/metrics/curve.ts'
import { sharpeOf } from '../engine/metrics/returns.ts'
import { daysOf, ratioOfTrades } from '../engine/metrics/trades.ts'
import type { Costs } from '../engine/types.ts'
import type { Bars } from '../market-data/bars.ts'
import { compileStrategy } from '../strategy/compile.ts'
import { evaluateSignals } from '../strategy/evaluate.ts'
import { createScratch } from '../strategy/run.ts'
import { createSeriesCache } from '../strategy/series-cache.ts'
import { parseSizing } from '../strategy/sizing.ts'
import type { Strategy } from '../strategy/strategy.ts'

/** Columns of a point in the order of `sweepMetrics`. */
export const pointColumns = 7

export interface PointInput {
  readonly strategy: Strategy
  readonly bars: Bars
  /** Splits and dividends, in the order of their bars. */
  readonly actions?: readonly CorporateAction[]
  readonly profile: ProfileFields
  readonly costs: Costs
  /** Replaces the strategy's own sizing. */
  readonly sizing: string | null
  /** Length of a bar in ms, null where it is read off the bars. */
  readonly barMs: number | null
  /** Asked where the order of high and low decides; the profile's rule alone where it is left out. */
  readonly intrabar?: Intrabar | null
  /** Bytes of indicator columns kept between points. */
  readonly cacheBytes?: number
}

/**
 * A strategy on bars, made ready to be run with many parameter sets: signals, fills and the seven figures of a sweep, in
 * buffers that are used again each time. The figures are those of a single run with the same parameters, bit for bit.
 */
export function createPoint(input: PointInput): (params: Params, into: Float64Array, offset: number) => void {
  const { bars, profile, costs, sizing, barMs } = input
  const program = compileStrategy(input.strategy)
  const options = {
    crossRule: profile.crossRule,
    fillTiming: profile.fillTiming,
    cache: createSeriesCache(input.cacheBytes),
    scratch: createScratch(),
    ...(barMs === null ? {} : { barMs }),
  }
  const actions = actionsOn(bars, input.actions)
  const seen = actions?.seen ?? bars
  const account = createAccount(bars, profile, costs, actions, input.intrabar)
  const equity = new Float64Array(bars.rows)
  const curves = { equity, cash: null, positionValue: null }
  const ends = periodEnds(bars.ts, profile.sharpeReturns)
  const returns = new Float64Array(countEnds(ends))
  const perYear = periodsPerYear(bars, profile)
  const fixedSizing = sizing === null || sizing.includes('$') ? null : parseSizing(sizing)

  return (params, into, offset) => {
    const own = evaluateSignals(program, seen, params, options)
    const replaced = sizing === null ? null : (fixedSizing ?? parseSizing(sizing, params))
    walk(account, replaced === null ? own : { ...own, sizing: replaced }, curves)
    const final = bars.rows === 0 ? costs.cash : equity[bars.rows - 1]!
    const periods = periodReturns(equity, ends, costs.cash, returns)
    into[offset] = final / costs.cash - 1
    into[offset + 1] = sharpe(periods) ?? Number.NaN
    into[offset + 2] = maxDrawdown(equity, costs.cash)
    tradeColumns(account.ledger, profile, into, offset + 3)
    into[offset + 6] = final
  }

  function sharpe(periods: number): number | null {
    if (profile.sharpeFormula !== 'perTrade') return sharpeOf(returns, periods, perYear, profile)
    const { ledger } = account
    const pnl = ledger.pnl.subarray(0, ledger.count).filter((_, row) => isCounted(ledger, row, profile))
    const [days, year] = [daysOf(bars.ts), annualDays(bars.ts, profile)]
    return ratioOfTrades(pnl, { count: pnl.length, cash: costs.cash, days, perYear: year })
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
    const value = ofReturns ? pnl / Math.abs(ledger.units[row]! * ledger.entryPrice[row]!) : pnl
    trades += 1
    if (pnl > 0) wins += 1
    if (value > 0) gains += value
    else losses -= value
  }
  into[offset] = trades
  into[offset + 1] = trades === 0 ? Number.NaN : wins / trades
  into[offset + 2] = losses > 0 && Number.isFinite(gains / losses) ? gains / losses : Number.NaN
}
