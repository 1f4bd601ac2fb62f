import type { Account } from '../account/account.ts'
import { countFill, feeOf, fillPrice } from '../account/fill.ts'
import { exitReasons } from '../account/ledger.ts'
import type { FillKind } from '../account/ledger.ts'
import { settle } from '../account/position.ts'

/** Share of an order below which what is left of a position is rounding. */
const dust = 1e-12

/**
 * Changes the position by `delta` units with one market order. What is added is held at the average price; what is taken away
 * closes a round trip of that size, bought at the average price and with its share of the fees paid; an order that goes
 * through nothing closes the one and opens the other.
 */
export function adjust(
  account: Account,
  bar: number,
  delta: number,
  quoted: number,
  kind: FillKind,
  reason: number,
): void {
  const { units } = account
  const side = Math.sign(delta)
  const size = Math.abs(delta)
  const against = units * delta < 0
  const price = fillPrice(account, bar, quoted, side, kind, !against, size)
  const fee = feeOf(account, size, price, false)
  if (account.models !== null) countFill(account, bar, size, price)
  const whole = against && Math.abs(units) <= size * (1 + dust)
  const closing = whole ? Math.abs(units) : against ? size : 0
  const opening = size - closing <= dust * size ? 0 : size - closing
  const share = opening === 0 ? 1 : closing / size
  if (closing > 0) settle(account, bar, -side * closing, price, fee * share, kind, reason)
  if (opening > 0) increase(account, bar, side * opening, price, fee * (1 - share), kind)
  account.events?.push({
    bar,
    kind: 'market',
    side: side > 0 ? 'buy' : 'sell',
    status: 'filled',
    size,
    price,
    fee,
    reason: exitReasons[reason]!,
  })
}

function increase(account: Account, bar: number, added: number, price: number, fee: number, kind: FillKind): void {
  const { units } = account
  account.cash -= added * price + fee
  account.entryRate = 1
  if (units === 0) {
    account.entryBar = bar
    account.entryPrice = price
    account.entryFee = fee
    account.entryKind = kind
    account.split = 1
    account.dividends = 0
    account.filledUnits = added
    account.filledPrice = price
    account.doubt = 0
  } else {
    account.entryPrice = (units * account.entryPrice + added * price) / (units + added)
    account.entryFee += fee
    account.filledUnits += added
  }
  account.units = units + added
}
