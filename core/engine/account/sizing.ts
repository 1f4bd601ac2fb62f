import type { Bars } from '../../market-data/bars.ts'
import type { Signals } from '../../strategy/signals.ts'
import type { Account } from './account.ts'
import { knownClose, tradedPrice } from '../actions/actions.ts'
import { barsPerYear } from '../calendar.ts'
import { unitsWithin } from '../costs/fees.ts'
import { rateOf } from '../costs/rates.ts'
import { feeOf } from './fill.ts'
import { fillKind } from './ledger.ts'

/** Closed trades that `kelly` waits for; until then it takes half its cap. */
const kellyTrades = 10

/**
 * Units to trade at `price` (in account currency, with slippage and spread; `quoted` without), never more than cash and leverage carry unless the
 * profile lets an order borrow.
 * - `percent(p)`: p % of equity. `value(v)`: v in account currency. `units(n)`: n, of the shares of the signal's bar.
 * - `volTarget(annual, n)`: equity times annual / (standard deviation of the last n bar returns, annualised).
 * - `atrRisk(f, n, k)`: k average true ranges (Wilder, n bars) against the position lose the fraction f of equity.
 * - `kelly(cap)`: share of equity W - (1 - W) / R of the closed trades so far (win rate W, average win over average loss R),
 *   between 0 and cap; cap / 2 until there are ten of them with wins and losses.
 */
export function sizeOf(account: Account, signals: Signals, signalBar: number, price: number, quoted: number): number {
  const { profile } = account
  const atSignal = profile.sizingPrice === 'signalClose'
  const owns = account.cash + account.otherValue
  const equity = atSignal ? account.equityAtSignal : owns
  // Without borrowing or shorts this is the cash; said so, that no rounding error is lent.
  const owned = account.leverage === 1 && account.otherGross === account.otherValue
  const reach = Math.max(0, owned ? account.cash : owns * account.leverage - account.otherGross)
  const { sizing } = signals
  const limit = unitsFor(account, reach, price, quoted, account.leverage)
  const rate = rateOf(account, signalBar, fillKind.atClose)
  const known = knownClose(account, signalBar) * rate
  // Ranges and returns across a split or dividend are those that rules see.
  const seen = account.actions?.seen ?? account.bars
  const unitsAt = (budget: number, share: number) =>
    atSignal ? budget / known : unitsFor(account, budget, price, quoted, share)
  let wanted: number
  switch (sizing.kind) {
    case 'percent': {
      const share = sizing.percent / 100
      wanted = unitsAt((profile.percentOf === 'cash' ? account.cash : equity) * share, share)
      break
    }
    case 'value':
      wanted = sizing.value / (atSignal ? known : price)
      break
    case 'units':
      wanted = account.exBar > signalBar ? sizing.units * account.exSplit : sizing.units
      break
    case 'volTarget': {
      const deviation =
        volatility(seen.close, signalBar, sizing.lookback) * Math.sqrt(barsPerYear(account.bars, profile))
      wanted = deviation > 0 ? unitsAt((equity * sizing.annual) / deviation, 1) : 0
      break
    }
    case 'atrRisk': {
      const range = tradedPrice(account, signalBar, averageTrueRange(seen, signalBar, sizing.lookback))
      const risk = range * sizing.multiple * rate
      wanted = risk > 0 ? (equity * sizing.fraction) / risk : 0
      break
    }
    case 'kelly':
      wanted = unitsAt(equity * kellyShare(account, sizing.cap), 1)
      break
  }
  const lot = lotOf(account, signals)
  wanted = roundDown(wanted, lot)
  if (profile.shortOfCash === 'borrow' && account.costs.type !== 'cash') return wanted
  // A tool that refuses asks twice: for the price known when ordering, and at the fill.
  const refuses = profile.shortOfCash === 'refuse'
  if (refuses && atSignal && wanted > unitsFor(account, reach, known, known, account.leverage) * (1 + 1e-9)) return 0
  if (wanted <= limit) return wanted
  if (wanted > limit * (1 + 1e-9)) {
    if (refuses) return 0
    account.cut += 1
  }
  return roundDown(limit, lot)
}

/** The smallest step of a size, 0 for any fraction. */
export function lotOf({ profile }: Account, { constraints }: Signals): number {
  return constraints.lotSize ?? (profile.units === 'whole' ? 1 : 0)
}

export function roundDown(units: number, lot: number): number {
  return lot > 0 && Number.isFinite(units) ? Math.floor(units / lot + 1e-12) * lot : units
}

/**
 * The size at the price which a size found without impact makes: a larger order is dearer, so the second is never larger, and
 * its own price never higher. A little of the budget is left, and no search can run away.
 */
export function sizeAtImpact(
  account: Account,
  size: number,
  priceOf: (units: number) => number,
  sizeAt: (price: number) => number,
): number {
  if (account.models?.slippage.bySize !== true) return size
  const { cut } = account
  const price = priceOf(size)
  const smaller = price > 0 ? Math.min(size, sizeAt(price)) : 0
  account.cut = cut
  return smaller
}

/** Units that `budget` buys when their fee is paid from it. */
export function unitsFor(account: Account, budget: number, price: number, quoted: number, share: number): number {
  const { costs, profile, models } = account
  if (models !== null && (profile.sizingFee === 'order' || models.fees.linear === null))
    return unitsWithin(budget, price, (units) => feeOf(account, units, price, false), models.fees.linear)
  if (profile.sizingFee === 'unit') return budget / (price + unitFee(account, quoted, share))
  const money = budget - costs.feeFixed - (profile.feeBase === 'perTrade' ? costs.fees : 0)
  if (profile.feeBase === 'value') return money / (price * (1 + costs.fees))
  return money / (profile.feeBase === 'perUnit' ? price + costs.fees : price)
}

/** What backtesting.py adds to the price of a unit: its own fee, with the fixed part counted once for each unit. */
function unitFee(account: Account, quoted: number, share: number): number {
  const { costs, profile, models } = account
  if (models !== null) {
    const { rate, perUnit, fixed } = models.fees.linear!
    return quoted * rate + perUnit + fixed / Math.min(share, 1)
  }
  const relative =
    profile.feeBase === 'value' ? quoted * costs.fees : profile.feeBase === 'perUnit' ? costs.fees : costs.fees / share
  return relative + costs.feeFixed / Math.min(share, 1)
}

function volatility(close: Float64Array, bar: number, lookback: number): number {
  if (bar < lookback || lookback < 2) return Number.NaN
  let sum = 0
  for (let i = bar - lookback + 1; i <= bar; i++) sum += close[i]! / close[i - 1]! - 1
  const mean = sum / lookback
  let squares = 0
  for (let i = bar - lookback + 1; i <= bar; i++) squares += (close[i]! / close[i - 1]! - 1 - mean) ** 2
  return Math.sqrt(squares / (lookback - 1))
}

const ranges = new WeakMap<Float64Array, Map<number, Float64Array>>()

/** Average true range of `lookback` bars (Wilder) at the close of a bar; NaN where there are fewer before it. */
export function averageTrueRange({ high, low, close, rows }: Bars, bar: number, lookback: number): number {
  const known = ranges.get(close) ?? new Map<number, Float64Array>()
  ranges.set(close, known)
  let column = known.get(lookback)
  if (column === undefined) {
    column = new Float64Array(rows).fill(Number.NaN)
    let average = 0
    for (let i = 1; i < rows; i++) {
      const range = Math.max(high[i]!, close[i - 1]!) - Math.min(low[i]!, close[i - 1]!)
      average = i <= lookback ? average + range / lookback : (average * (lookback - 1) + range) / lookback
      if (i >= lookback) column[i] = average
    }
    known.set(lookback, column)
  }
  return column[bar]!
}

function kellyShare(account: Account, cap: number): number {
  const { ledger } = account
  let wins = 0
  let won = 0
  let lost = 0
  for (let i = 0; i < ledger.count; i++) {
    const share = ledger.pnl[i]! / Math.abs(ledger.units[i]! * ledger.entryPrice[i]! * ledger.entryRate[i]!)
    if (share > 0) {
      wins += 1
      won += share
    } else lost -= share
  }
  const losses = ledger.count - wins
  if (ledger.count < kellyTrades || wins === 0 || lost === 0) return cap / 2
  const rate = wins / ledger.count
  const ratio = won / wins / (lost / losses)
  return Math.min(Math.max(rate - (1 - rate) / ratio, 0), cap)
}
