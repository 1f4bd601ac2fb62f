import type { Signals } from '../../strategy/signals.ts'
import type { Account } from './account.ts'
import { countFill, feeOf, fillPrice, volumeLeft } from './fill.ts'
import { rateOf } from '../costs/rates.ts'
import { fillKind, nextRow, reasonCode } from './ledger.ts'
import type { FillKind } from './ledger.ts'
import { protect } from './levels.ts'
import { lotOf, roundDown, sizeAtImpact, sizeOf } from './sizing.ts'

const noVolume = 'no volume left on the bar'

/** Opens a position of the signals' size, as far as cash, leverage and the bar's volume reach. False where the order was refused. */
export function enter(
  account: Account,
  signals: Signals,
  bar: number,
  signalBar: number,
  side: number,
  quoted: number,
  kind: FillKind,
): boolean {
  if (account.bankruptBar >= 0 || account.otherPositions >= signals.constraints.maxPositions) return false
  if (signals.cooldown > 0 && account.lastExitBar >= 0 && bar <= account.lastExitBar + signals.cooldown) return false
  let price = fillPrice(account, bar, quoted, side, kind, true, 0)
  const rate = rateOf(account, bar, kind)
  let size = price > 0 ? sizeOf(account, signals, signalBar, price * rate, quoted * rate) : 0
  let reason = 'not enough cash for the smallest order'
  if (account.models !== null && size > 0) {
    const priceOf = (units: number) => fillPrice(account, bar, quoted, side, kind, true, units)
    const wanted = sizeAtImpact(account, size, priceOf, (at) =>
      sizeOf(account, signals, signalBar, at * rate, quoted * rate),
    )
    size = roundDown(Math.min(wanted, volumeLeft(account, bar)), lotOf(account, signals))
    price = priceOf(size)
    if (size < wanted) account.capped += 1
    if (size === 0 && wanted > 0) reason = noVolume
  }
  const { minSize = 0, minValue = 0 } = signals.constraints
  if (size > 0 && (size < minSize || size * price * rate < minValue)) {
    size = 0
    reason = 'smaller than the smallest order of the venue'
  }
  // A limit that the bar opened beyond was filled on its arrival.
  const fee = feeOf(account, size, price * rate, kind === fillKind.limit && quoted !== account.bars.open[bar]!)
  // On credit an order can be so large that its own costs use up the account.
  const left = account.cash + account.otherValue - size * Math.abs(price - quoted) * rate - fee
  if (!(size > 0) || (account.profile.shortOfCash === 'borrow' && left <= 0)) {
    if (reason !== noVolume) account.refused += 1
    account.events?.push({
      bar,
      kind: kind === fillKind.limit ? 'limit' : kind === fillKind.stop ? 'stop' : 'market',
      side: side > 0 ? 'buy' : 'sell',
      status: 'rejected',
      size: 0,
      price,
      fee: 0,
      reason,
    })
    return false
  }
  if (account.models !== null) countFill(account, bar, size, price * rate)
  account.cash -= side * size * price * rate + fee
  account.units = side * size
  account.entryBar = bar
  account.entryPrice = price
  account.entryRate = rate
  account.entryFee = fee
  account.entryKind = kind
  account.split = 1
  account.dividends = 0
  account.filledUnits = account.units
  account.filledPrice = price
  account.doubt = 0
  protect(account, signals, bar, signalBar, side, price)
  return true
}

/**
 * Closes the position, as far as the bar's volume reaches, and writes the round trip. What is left stays `leaving` and
 * follows at the next opens; liquidation, delisting and the end of the data wait for no volume.
 */
export function leave(account: Account, bar: number, quoted: number, kind: FillKind, reason: number): void {
  const held = account.units
  const forced = reason === reasonCode.liquidation || reason === reasonCode.finalBar || reason === reasonCode.delisted
  const reach = account.models === null || forced ? Number.POSITIVE_INFINITY : volumeLeft(account, bar)
  const all = Math.abs(held) <= reach
  const units = all ? held : Math.sign(held) * roundDown(reach, account.profile.units === 'whole' ? 1 : 0)
  account.leaving = all ? 0 : reason
  if (!all) account.capped += 1
  if (units === 0) return
  const price = fillPrice(account, bar, quoted, units > 0 ? -1 : 1, kind, false, Math.abs(units), reason)
  const rate = rateOf(account, bar, kind)
  const fee = feeOf(
    account,
    Math.abs(units),
    price * rate,
    reason === reasonCode.takeProfit && kind === fillKind.protective,
  )
  if (account.models !== null) countFill(account, bar, Math.abs(units), price * rate)
  settle(account, bar, units, price, fee, kind, reason)
}

/** Closes units of the position at a price after all costs of it but the fee. */
export function settle(
  account: Account,
  bar: number,
  units: number,
  price: number,
  fee: number,
  kind: FillKind,
  reason: number,
): void {
  account.cash += units * price * rateOf(account, bar, kind) - fee
  if (units === account.units) {
    record(account, bar, price, fee, kind, reason)
    account.units = 0
  } else {
    const rest = keepRest(account, units)
    record(account, bar, price, fee, kind, reason)
    Object.assign(account, rest)
  }
  account.lastExitBar = bar
  if (account.units === 0 && account.cash + account.otherValue <= 0 && account.bankruptBar < 0)
    account.bankruptBar = bar
}

/** Makes the account hold only `units` of its position, and gives what the others are. */
function keepRest(account: Account, units: number): Partial<Account> {
  const share = units / account.units
  const rest = {
    units: account.units - units,
    entryFee: account.entryFee * (1 - share),
    dividends: account.dividends * (1 - share),
    filledUnits: account.filledUnits * (1 - share),
  }
  account.units = units
  account.entryFee *= share
  account.dividends *= share
  account.filledUnits *= share
  return rest
}

/** Writes the position as a round trip that ends on `bar`; an open one is marked at `price` without an exit fee. */
function record(account: Account, bar: number, price: number, fee: number, kind: FillKind, reason: number): void {
  const { ledger, units } = account
  const row = nextRow(ledger)
  ledger.units[row] = units
  ledger.entryBar[row] = account.entryBar
  ledger.exitBar[row] = bar
  ledger.entryPrice[row] = account.entryPrice
  ledger.exitPrice[row] = price
  ledger.entryFee[row] = account.entryFee
  ledger.exitFee[row] = fee
  const rate = rateOf(account, bar, kind)
  ledger.entryRate[row] = account.entryRate
  ledger.exitRate[row] = rate
  ledger.pnl[row] = units * (price * rate - account.entryPrice * account.entryRate) - account.entryFee - fee
  if (account.actions !== null) {
    if (account.dividends !== 0) ledger.pnl[row]! += account.dividends
    ledger.dividends[row] = account.dividends
    ledger.split[row] = account.split
    ledger.filledUnits[row] = account.filledUnits
    ledger.filledPrice[row] = account.filledPrice
  }
  ledger.entryKind[row] = account.entryKind
  ledger.exitKind[row] = kind
  ledger.reason[row] = reason
  ledger.doubt[row] = account.doubt
}

/** Records the open position at the last close. */
export function recordOpen(account: Account): void {
  const bar = account.bars.rows - 1
  record(account, bar, account.bars.close[bar]!, 0, fillKind.atClose, reasonCode.open)
}
