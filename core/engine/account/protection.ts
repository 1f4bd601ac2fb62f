import type { Account } from './account.ts'
import { rateOf, worthAtClose } from '../costs/rates.ts'
import { liquidatedAt, liquidationPrice } from '../costs/margin.ts'
import { leave } from './position.ts'
import { entryRule, levelRule } from '../intrabar/rule.ts'
import { settle } from '../intrabar/settle.ts'
import type { Outcome } from '../intrabar/types.ts'
import { fillKind, reasonCode } from './ledger.ts'
import type { FillKind } from './ledger.ts'
import type { Held } from '../scan.ts'
import { moveTarget } from './targets.ts'
import { isTrailing } from './trailing.ts'

/** True where the position has a level that must be watched inside the bars. */
export function isProtected(account: Account): boolean {
  return account.stop > 0 || account.target > 0 || account.targets !== null || isTrailing(account)
}

/**
 * Fills in the range of prices and bars in which the position stays as it is, unless its signals say otherwise. False where
 * there is no such range, because a level moves from bar to bar.
 */
export function quietRange(account: Account, held: Held): boolean {
  if (isTrailing(account) || account.targets !== null || account.leaving !== 0 || account.rates !== null) return false
  if (account.models !== null && account.models.financing.length > 0) return false
  const { units, cash, stop, target } = account
  const long = units > 0
  const [lower, upper] = long ? [stop, target] : [target, stop]
  held.cash = cash
  held.units = units
  held.floor = lower > 0 ? lower : 0
  held.ceiling = upper > 0 ? upper : Number.POSITIVE_INFINITY
  // A hair early: where exactly nothing is left is for `liquidate` to say.
  const empty = liquidationPrice(account, units, account.maintenance) * (long ? 1 + 1e-12 : 1 - 1e-12)
  if (long && cash < 0 && empty > held.floor) held.floor = empty
  if (!long && empty < held.ceiling) held.ceiling = empty
  const expiry = account.holdFor > 0 ? account.entryBar + Math.ceil(account.holdFor) : Number.MAX_SAFE_INTEGER
  held.until = Math.min(expiry, account.actionBar)
  return true
}

/** The outcome that is being worked out; one at a time, so that the walk makes no objects. */
const found: Outcome = { reason: 0, price: 0 }

/** Closes a position that is held from the open where the bar reaches one of its levels. True where it did. */
export function exitAtLevel(account: Account, bar: number): boolean {
  moveTarget(account, bar)
  account.isEntryBar = account.entryBar === bar
  levelRule(account, account.bars, bar, found)
  if (account.intrabar !== null) settle(account, bar, found, Number.NaN, account.entryKind)
  return exit(account, bar, found.price === account.bars.open[bar]! ? fillKind.gap : fillKind.protective)
}

/** The same on the bar on which a limit or stop entry was filled at `filled`. */
export function exitOnEntryBar(account: Account, bar: number, filled: number): boolean {
  moveTarget(account, bar)
  account.isEntryBar = true
  entryRule(account, account.bars, bar, filled, account.entryKind, found)
  if (account.intrabar !== null) settle(account, bar, found, filled, account.entryKind)
  return exit(account, bar, fillKind.protective)
}

function exit(account: Account, bar: number, kind: FillKind): boolean {
  const { reason, price } = found
  const { stopExit, levelsWatch } = account.profile
  if (reason === 0) return false
  if (stopExit === 'close' || levelsWatch === 'close') {
    leave(account, bar, account.bars.close[bar]!, fillKind.protective, reason)
  } else leave(account, bar, price, kind, reason)
  return true
}

/**
 * Closes a position whose loss has used up the account, or has brought it below the maintenance margin: at the price where
 * that is so, or at the open where the bar opens beyond it (the account may then owe the difference). True where it did.
 */
export function liquidate(account: Account, bar: number): boolean {
  const { units, bars, maintenance } = account
  const heldAtOpen = account.entryBar < bar || account.entryKind === fillKind.atOpen
  const worth = units * rateOf(account, bar, fillKind.atOpen)
  const price = liquidatedAt(account, worth, maintenance, bars, bar, heldAtOpen)
  if (Number.isNaN(price)) return false
  leave(account, bar, price, fillKind.protective, reasonCode.liquidation)
  if (maintenance === 0) account.bankruptBar = bar
  else callMargin(account, bar)
  return true
}

/** A rate that falls at the close may leave nothing of an account whose prices have not moved: all is closed at that close. */
export function closeIfRuined(account: Account, bar: number): void {
  const { rates, units, bars } = account
  if (rates === null || units === 0 || account.cash + worthAtClose(account, units, bar) > 0) return
  leave(account, bar, bars.close[bar]!, fillKind.atClose, reasonCode.liquidation)
  if (account.bankruptBar < 0) account.bankruptBar = bar
}

/** Whether the price passes the maintenance margin before it reaches the stop. */
export function isCalledFirst(account: Account, bar: number): boolean {
  const { units, stop, maintenance } = account
  if (maintenance === 0) return false
  const level = liquidationPrice(account, units * rateOf(account, bar, fillKind.atOpen), maintenance)
  return !(units > 0 ? stop >= level : stop <= level)
}

/** Notes that the broker has closed a position; what is left of the account trades on. */
export function callMargin(account: Account, bar: number): void {
  account.marginCalls += 1
  if (account.calledBar < 0) account.calledBar = bar
}
