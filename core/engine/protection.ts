import type { Account } from './account.ts'
import { leave } from './account.ts'
import { fillKind, reasonCode } from './ledger.ts'
import type { Held } from './scan.ts'

/** True where the position has a level that must be watched inside the bars. */
export function isProtected(account: Account): boolean {
  return account.stop > 0 || account.target > 0 || account.trail > 0
}

/**
 * Fills in the range of prices and bars in which the position stays as it is, unless its signals say otherwise. False where
 * there is no such range, because the stop moves from bar to bar.
 */
export function quietRange(account: Account, held: Held): boolean {
  if (account.trail > 0) return false
  const { units, cash, stop, target } = account
  const long = units > 0
  const [lower, upper] = long ? [stop, target] : [target, stop]
  held.cash = cash
  held.units = units
  held.floor = lower > 0 ? lower : 0
  held.ceiling = upper > 0 ? upper : Number.POSITIVE_INFINITY
  // A hair early: where exactly nothing is left is for `liquidate` to say.
  const empty = (-cash / units) * (long ? 1 + 1e-12 : 1 - 1e-12)
  if (long && cash < 0 && empty > held.floor) held.floor = empty
  if (!long && empty < held.ceiling) held.ceiling = empty
  const expiry = account.holdFor > 0 ? account.entryBar + Math.ceil(account.holdFor) : Number.MAX_SAFE_INTEGER
  held.until = Math.min(expiry, account.actionBar)
  return true
}

/**
 * Tests the levels on a bar and closes the position at the first one reached. A bar that opens beyond a level fills at the open.
 * Which of two levels reached inside one bar came first is not in the data: `sameBar` decides, and `worst` takes the stop
 * unless the bar already opened beyond the target.
 */
export function exitAtLevel(account: Account, bar: number): boolean {
  const { open, high, low, close } = account.bars
  const side = account.units > 0 ? 1 : -1
  const against = side * (side > 0 ? low[bar]! : high[bar]!)
  const towards = side * (side > 0 ? high[bar]! : low[bar]!)
  const first = side * open[bar]!
  const trailing = trailingLevel(account, bar, side)
  const trails = !(side * account.stop >= side * trailing) && trailing > 0
  const stop = side * (trails ? trailing : account.stop)
  const target = side * account.target
  const { sameBar } = account.profile
  const stopHit = against <= stop
  const targetHit = towards >= target
  if (!stopHit && !targetHit) return false
  const takesTarget = targetHit && (!stopHit || sameBar === 'targetFirst' || (sameBar === 'worst' && first >= target))
  const price = takesTarget ? side * Math.max(first, target) : side * Math.min(first, stop)
  const reason = takesTarget ? reasonCode.takeProfit : trails ? reasonCode.trailingStop : reasonCode.stopLoss
  leave(account, bar, account.profile.stopExit === 'close' ? close[bar]! : price, fillKind.protective, reason)
  return true
}

/**
 * The levels on the bar on which a limit or stop entry was filled at `filled`. What the bar did before the fill is unknown,
 * so only the stop counts, or, for a stop entry under `targetIfSafe`, the target where the stop lies outside the bar.
 */
export function exitOnEntryBar(account: Account, bar: number, filled: number): boolean {
  const { high, low } = account.bars
  const side = account.units > 0 ? 1 : -1
  const against = side * (side > 0 ? low[bar]! : high[bar]!)
  const stop = side * tighter(account.stop, trailingLevel(account, bar, side), side)
  if (account.profile.touchEntryExits === 'targetIfSafe') {
    const reached = side * (side > 0 ? high[bar]! : low[bar]!) >= side * account.target
    if (account.entryKind !== fillKind.stop || !reached || against <= stop) return false
    leave(
      account,
      bar,
      side * Math.max(side * account.target, side * filled),
      fillKind.protective,
      reasonCode.takeProfit,
    )
    return true
  }
  if (!(against <= stop)) return false
  leave(account, bar, side * Math.min(stop, side * filled), fillKind.protective, reasonCode.stopLoss)
  return true
}

/** Moves the trailing reference with what the finished bar has shown. */
export function trail(account: Account, bar: number): void {
  const { high, low, close } = account.bars
  const side = account.units > 0 ? 1 : -1
  const seen = account.profile.trailingFrom === 'close' ? close[bar]! : side > 0 ? high[bar]! : low[bar]!
  if (side * seen > side * account.extreme) account.extreme = seen
}

function trailingLevel(account: Account, bar: number, side: number): number {
  if (!(account.trail > 0)) return Number.NaN
  let { extreme } = account
  if (account.profile.trailingFrom === 'barHigh') {
    const reach = side > 0 ? account.bars.high[bar]! : account.bars.low[bar]!
    if (side * reach > side * extreme) extreme = reach
  }
  return extreme * (1 - side * account.trail)
}

function tighter(a: number, b: number, side: number): number {
  if (Number.isNaN(a)) return b
  return Number.isNaN(b) || side * a >= side * b ? a : b
}

/**
 * Closes a position whose loss has used up the account, at the price where nothing is left, or at the open where the bar
 * opens beyond it (the account then owes the difference). True where it did.
 */
export function liquidate(account: Account, bar: number): boolean {
  const { units, bars } = account
  const cash = account.cash + account.otherValue
  const worst = units > 0 ? bars.low[bar]! : bars.high[bar]!
  if (cash + units * worst > 0) return false
  const opened = bars.open[bar]!
  const heldAtOpen = account.entryBar < bar || account.entryKind === fillKind.atOpen
  const empty = Math.min(Math.max(-cash / units, bars.low[bar]!), bars.high[bar]!)
  const price = heldAtOpen && cash + units * opened <= 0 ? opened : empty
  leave(account, bar, price, fillKind.protective, reasonCode.liquidation)
  account.bankruptBar = bar
  return true
}
