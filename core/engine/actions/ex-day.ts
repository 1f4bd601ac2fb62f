import { wholeUnits } from './actions.ts'
import { settle } from '../account/position.ts'
import type { Account } from '../account/account.ts'
import { rateOf } from '../costs/rates.ts'
import { fillKind, reasonCode } from '../account/ledger.ts'

/** Whether an action is due on a bar; those that were passed while nothing was held are forgotten. */
export function isExDay(account: Account, bar: number): boolean {
  while (account.actionBar < bar) advance(account)
  return account.actionBar === bar
}

/**
 * Does to the position what the split or dividend of an ex-day does, before anything is traded on it: units are multiplied, the
 * price paid and the levels divided; a dividend is received by a long and paid by a short. With `whole` the fraction of a
 * unit that a split leaves is paid out at the last close.
 */
export function applyAction(account: Account, bar: number, whole: boolean): void {
  const { split, dividend } = account.actions!.list[account.nextAction]!
  advance(account)
  account.exBar = bar
  account.exSplit = split
  if (account.units === 0) return
  if (split !== 1) splitPosition(account, bar, split, whole)
  if (dividend !== 0) receive(account, account.units * dividend * rateOf(account, bar, fillKind.atOpen))
}

/** What the position is worth on its ex-day before the open: at the last close, less what the action has paid out. */
export function valueOnExDay(account: Account): number {
  const { actions, nextAction, exBar, exSplit, units, entryPrice } = account
  const last = account.bars.close[exBar - 1]! / exSplit - actions!.list[nextAction - 1]!.dividend
  if (units === 0) return 0
  const rate = account.rates === null ? 1 : account.rates.close[exBar - 1]!
  return units * (Number.isNaN(last) ? entryPrice : last) * rate
}

function splitPosition(account: Account, bar: number, split: number, whole: boolean): void {
  account.units *= split
  account.entryPrice /= split
  account.stop /= split
  account.target /= split
  account.extreme /= split
  account.reference /= split
  account.trailFrom /= split
  account.split *= split
  if (!whole) return
  const size = Math.abs(account.units)
  const kept = wholeUnits(size)
  const last = account.bars.close[bar - 1]! / split
  const price = Number.isNaN(last) ? account.bars.open[bar]! : last
  if (kept === 0) {
    settle(account, bar, account.units, price, 0, fillKind.atOpen, reasonCode.cashInLieu)
    account.leaving = 0
    return
  }
  const rest = account.units - Math.sign(account.units) * kept
  account.units -= rest
  const paid = account.entryPrice * account.entryRate
  account.cash += rest * paid
  receive(account, rest * (price * rateOf(account, bar, fillKind.atOpen) - paid))
}

function receive(account: Account, amount: number): void {
  account.cash += amount
  account.dividends += amount
  account.income += amount
}

function advance(account: Account): void {
  account.nextAction += 1
  account.actionBar = account.actions?.list[account.nextAction]?.bar ?? Number.POSITIVE_INFINITY
}
