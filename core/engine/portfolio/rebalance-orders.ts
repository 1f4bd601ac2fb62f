import type { ProfileFields } from '../../contract/profile.ts'
import type { Signals } from '../../strategy/signals.ts'
import type { Account } from '../account/account.ts'
import { knownClose } from '../actions/actions.ts'
import { adjust } from './adjust.ts'
import { feeOf, fillPrice, volumeLeft } from '../account/fill.ts'
import { fillKind } from '../account/ledger.ts'
import type { FillKind } from '../account/ledger.ts'
import { lotOf, roundDown, sizeAtImpact, unitsFor } from '../account/sizing.ts'

/** One symbol of a walk by weights. */
export interface Holding {
  readonly index: number
  readonly account: Account
  readonly signals: Signals
  /** Index of the bar at or after the present. */
  next: number
  /** Value of the position at the last price seen. */
  value: number
  /** Share of equity that waits for its fill, NaN where none does, and why. */
  target: number
  reason: number
  /** The period whose weight was taken last, the bar on which it was, and the equity then. */
  decided: number
  decidedBar: number
  knownEquity: number
}

/** What all symbols share; `gross` and `shorts` are kept up within a moment of trading only. */
export interface Purse {
  cash: number
  /** Value traded so far, for fees by tiers. */
  traded: number
  value: number
  gross: number
  shorts: number
}

/** Lends what is shared to a symbol for one order. */
export function lend({ account, value }: Holding, purse: Purse): void {
  account.cash = purse.cash
  account.traded = purse.traded
  account.otherValue = purse.value - value
}

export function takeBack({ account }: Holding, purse: Purse): void {
  purse.cash = account.cash
  purse.traded = account.traded
}

/** Share of a position below which a change is rounding. */
const dust = 1e-12
/** Share by which an order may exceed what is there before it counts as cut. */
const slack = 1e-9

/**
 * Fills the targets that wait of the symbols that are present, at their opens or closes. All sizes come from the equity at
 * the quotes of the moment (or, with `sizingPrice: signalClose`, from that of the decision); then, with `salesFirst`, what is
 * closed makes room for what is opened. Of that, each gets what cash and leverage allow, in the order of the symbols.
 */
export function createOrders(
  holdings: readonly Holding[],
  purse: Purse,
  profile: ProfileFields,
): (present: readonly Holding[], kind: FillKind) => void {
  const orders: Holding[] = []
  const deltas = new Float64Array(holdings.length)

  return (present, kind) => {
    if (!present.some(({ target }) => !Number.isNaN(target))) return
    for (const holding of present) {
      const quoted = quoteOf(holding, kind)
      if (quoted > 0) holding.value = holding.account.units * quoted
    }
    count()
    const equity = purse.cash + purse.value
    orders.length = 0
    for (const holding of present) {
      const quoted = quoteOf(holding, kind)
      // Without a price the target waits for the next bar.
      if (Number.isNaN(holding.target) || !(quoted > 0)) continue
      deltas[holding.index] = deltaOf(holding, equity, quoted)
      holding.target = Number.NaN
      if (deltas[holding.index] === 0) continue
      orders.push(holding)
      // What any order of the moment closes makes room for all.
      purse.gross -= closedBy(holding, deltas[holding.index]!) * quoted
    }
    if (profile.callOrder === 'salesFirst') orders.sort((a, b) => turnOf(a) - turnOf(b))
    for (const holding of orders) fill(holding, kind)
  }

  /** What only closes comes first, then what opens shorts, then what is bought. */
  function turnOf({ account, index }: Holding): number {
    const delta = deltas[index]!
    if (account.units * delta < 0 && Math.abs(delta) <= Math.abs(account.units)) return 0
    return delta < 0 ? 1 : 2
  }

  function count(): void {
    purse.value = 0
    purse.gross = 0
    purse.shorts = 0
    for (const { value } of holdings) {
      purse.value += value
      purse.gross += Math.abs(value)
      if (value < 0) purse.shorts += 1
    }
  }

  /** Units to buy (or, negative, to sell); 0 where the position is near enough. */
  function deltaOf(
    { account, signals, target, knownEquity, decidedBar }: Holding,
    equity: number,
    quoted: number,
  ): number {
    const { units } = account
    const atDecision = profile.sizingPrice === 'signalClose'
    const price = atDecision ? knownClose(account, decidedBar) : quoted
    const whole = (target * (atDecision ? knownEquity : equity)) / price
    const lot = lotOf(account, signals)
    const wanted = lot > 0 ? Math.trunc(whole / lot + Math.sign(whole) * dust) * lot : target === 0 ? 0 : whole
    const band = signals.rebalance!.band
    const stays = units * wanted > 0
    if (stays && band > 0 && Math.abs(target - (units * quoted) / equity) < band) return 0
    const delta = wanted - units
    const { minSize = 0, minValue = 0 } = signals.constraints
    if (wanted !== 0 && (Math.abs(delta) < minSize || Math.abs(delta * quoted) < minValue)) return 0
    return Math.abs(delta) <= dust * Math.max(Math.abs(wanted), Math.abs(units)) ? 0 : delta
  }

  function fill(holding: Holding, kind: FillKind): void {
    const { account, next } = holding
    const quoted = quoteOf(holding, kind)
    const delta = allowed(holding, deltas[holding.index]!, quoted, kind)
    if (delta === 0) return
    const before = holding.value
    const closing = closedBy(holding, delta)
    lend(holding, purse)
    adjust(account, next, delta, quoted, kind, holding.reason)
    takeBack(holding, purse)
    holding.value = account.units * quoted
    purse.value += holding.value - before
    purse.gross += (Math.abs(delta) - closing) * quoted
    purse.shorts += Number(holding.value < 0) - Number(before < 0)
  }

  /** As much of an order as closes a position, or as cash, leverage and the bar's volume carry. */
  function allowed(holding: Holding, delta: number, quoted: number, kind: FillKind): number {
    const { account, signals, next } = holding
    const side = Math.sign(delta)
    const wanted = Math.abs(delta)
    const lot = lotOf(account, signals)
    const priceOf = (units: number) => fillPrice(account, next, quoted, side, kind, account.units * delta >= 0, units)
    const closing = closedBy(holding, delta)
    let size = wanted
    if (wanted - closing > dust * wanted) {
      const sizeAt = (price: number) => openable(holding, delta, price, quoted)
      size = sizeAtImpact(account, sizeAt(priceOf(0)), priceOf, sizeAt)
      if (size < wanted) size = roundDown(size, lot)
    } else if (side < 0 && account.leverage === 1) {
      // A sale that brings in less than its fee is not paid for with borrowed money.
      const price = priceOf(wanted)
      const left = purse.cash + wanted * price - feeOf(account, wanted, price, false)
      if (left < 0 && left < purse.cash) size = 0
    }
    if (size <= 0) return refused(account, next, side, priceOf(0))
    const volume = account.models === null ? size : roundDown(volumeLeft(account, next), lot)
    if (volume < size) account.capped += 1
    return side * Math.min(size, volume)
  }

  /** Units of an order that close something, or that cash and leverage carry at a price; 0 where it is refused. */
  function openable(holding: Holding, delta: number, price: number, quoted: number): number {
    const { account } = holding
    const { leverage } = account
    const wanted = Math.abs(delta)
    if (profile.shortOfCash === 'borrow' && account.costs.type !== 'cash') return wanted
    const closing = closedBy(holding, delta)
    const owned = leverage === 1 && delta > 0 && purse.shorts === Number(account.units < 0)
    // Without borrowing or shorts this is the cash; said so, that no rounding error is lent.
    const reach = owned ? purse.cash - closing * price : (purse.cash + purse.value) * leverage - purse.gross
    const limit = closing + Math.max(0, unitsFor(account, Math.max(0, reach), price, quoted, leverage))
    if (wanted <= limit) return wanted
    const short = wanted > limit * (1 + slack)
    if (short && profile.shortOfCash === 'refuse') return 0
    if (short) account.cut += 1
    return limit
  }
}

/** Units of an order that take away from the position. */
function closedBy({ account: { units } }: Holding, delta: number): number {
  return units * delta < 0 ? Math.min(Math.abs(delta), Math.abs(units)) : 0
}

function quoteOf({ account, next }: Holding, kind: FillKind): number {
  return kind === fillKind.atOpen ? account.bars.open[next]! : account.bars.close[next]!
}

function refused(account: Account, bar: number, side: number, price: number): 0 {
  account.refused += 1
  account.events?.push({
    bar,
    kind: 'market',
    side: side > 0 ? 'buy' : 'sell',
    status: 'rejected',
    size: 0,
    price,
    fee: 0,
    reason: 'not enough cash for the smallest order',
  })
  return 0
}
