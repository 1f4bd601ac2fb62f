import type { Signals } from '../../strategy/signals.ts'
import type { Account } from '../account/account.ts'
import { adjust } from './adjust.ts'
import { holdingCost } from '../costs/models.ts'
import { endsEarly } from '../endings.ts'
import { applyAction, isExDay, valueOnExDay } from '../actions/ex-day.ts'
import { fillKind, reasonCode } from '../account/ledger.ts'
import type { FillKind } from '../account/ledger.ts'
import { callMargin } from '../account/protection.ts'
import { recordOpen } from '../account/position.ts'
import { createOrders, lend, takeBack } from './rebalance-orders.ts'
import type { Holding, Purse } from './rebalance-orders.ts'
import { periodNumbers } from './periods.ts'
import type { SharedAccount, SharedWalk, Standing } from './portfolio-walk.ts'

/**
 * Walks symbols that share one account and are held in the shares of equity that their weights ask for. A symbol takes its
 * weight at the close of its first bar of each period, and its order is filled as the profile says: at that close, or on its
 * next bar. A missing weight leaves the position as it is. Fees and prices are those of every other order; there are no
 * protective levels. Where cash and positions are used up at a close, everything is closed.
 */
export function createRebalanceWalk(
  { accounts, signals, ts, curves, observer }: SharedAccount,
  from?: Standing,
): SharedWalk {
  const { profile } = accounts[0]!
  const holdings = accounts.map((account, index): Holding => {
    const saved = from?.members[index]
    const { next = 0, value = 0 } = saved ?? {}
    return { index, account, signals: signals[index]!, next, value, ...(saved?.waiting ?? nothing) }
  })
  const periods = periodNumbers(ts, signals[0]!.rebalance!.every)
  const ending = endsEarly(accounts, ts)
  const purse: Purse = {
    cash: from?.purse ?? accounts[0]!.costs.cash,
    traded: Math.max(...accounts.map((one) => one.traded)),
    value: 0,
    gross: 0,
    shorts: 0,
  }
  const trade = createOrders(holdings, purse, profile)
  const present: Holding[] = []
  let i = from?.step ?? 0
  const bounded = signals.some(({ members }) => members !== null)
  /** Whether a target waits for its fill; the period being decided, and how many symbols have not decided in it. */
  let waits = holdings.some(({ target }) => !Number.isNaN(target))
  let deciding = Number.NaN
  let undecided = 0
  let ruined = accounts.some(({ bankruptBar }) => bankruptBar >= 0)
  count()
  return { step, finish, standing }

  function step(): boolean {
    if (i >= ts.length) return false
    const time = ts[i]!
    if (i > 0) chargeAll(ts[i - 1]!, time)
    present.length = 0
    for (const holding of holdings) {
      if (holding.account.bars.ts[holding.next] !== time) continue
      present.push(holding)
      if (holding.account.actionBar <= holding.next) act(holding)
    }
    if (!ruined && profile.fillTiming === 'nextOpen') {
      leaveUniverse()
      fill(fillKind.atOpen)
    }
    if (observer !== undefined) for (const { index, next } of present) observer.closing(index, next)
    if (!ruined) {
      if (profile.fillTiming !== 'nextOpen') leaveUniverse()
      if (profile.fillTiming === 'nextClose') fill(fillKind.atClose)
      decide(periods[i]!)
      if (profile.fillTiming === 'signalClose') fill(fillKind.atClose)
    }
    for (const holding of present) close(holding)
    count()
    if (purse.cash + purse.value <= 0 && !ruined) closeAll()
    else if (isCalled()) callAll()
    mark(i)
    observer?.marked(accounts, purse.cash + purse.value, time)
    i += 1
    return true
  }

  function finish(): void {
    while (step());
    const last = (holding: Holding) => holding.account.bars.rows - 1
    for (const holding of holdings) {
      const { account } = holding
      if (account.units === 0) continue
      const { open, close: closes } = account.bars
      const bar = last(holding)
      if (profile.finalBar === 'exitClose') sell(holding, bar, closes[bar]!, reasonCode.finalBar)
      else if (profile.finalBar === 'exitOpen')
        sell(holding, bar, account.entryBar < bar ? open[bar]! : closes[bar]!, reasonCode.finalBar)
      else recordOpen(account)
    }
    count()
    if (ts.length > 0) mark(ts.length - 1)
    for (const account of accounts) account.cash = purse.cash
  }

  function standing(): Standing {
    return {
      step: i,
      purse: purse.cash,
      members: holdings.map(({ next, value, target, reason, decided, knownEquity, decidedBar }) => ({
        next,
        value,
        waiting: { target, reason, decided, knownEquity, decidedBar },
      })),
    }
  }

  function fill(kind: FillKind): void {
    if (!waits) return
    trade(present, kind)
    waits = holdings.some(({ target }) => !Number.isNaN(target))
  }

  /** What was a member on the bar before and is none on this one is sold on it. */
  function leaveUniverse(): void {
    if (!bounded) return
    for (const holding of present) {
      const { account, signals: own, next } = holding
      if (account.units === 0 || isMember(own, next) || own.leaving === 'keep') continue
      holding.target = 0
      holding.reason = reasonCode.leftUniverse
      holding.decidedBar = Math.max(0, next - 1)
      waits = true
    }
  }

  function decide(period: number): void {
    if (period !== deciding) undecided = holdings.length
    deciding = period
    if (undecided === 0) return
    let equity = Number.NaN
    for (const holding of present) {
      if (holding.decided === period) continue
      holding.decided = period
      undecided -= 1
      // Equity at the closes of this time, before any order of it.
      if (Number.isNaN(equity)) equity = equityAtCloses()
      const { account, signals: own, next } = holding
      const leaves = !isMember(own, next)
      const weight = leaves ? (own.leaving === 'keep' ? Number.NaN : 0) : own.weight![next]!
      if (Number.isNaN(weight)) continue
      holding.target = weight < 0 && (!own.constraints.allowShort || account.costs.type === 'cash') ? 0 : weight
      holding.reason = reasonCode.rebalance
      holding.decidedBar = next
      holding.knownEquity = equity
      waits = true
    }
  }

  function equityAtCloses(): number {
    for (const holding of present) holding.value = valueAtClose(holding)
    count()
    return purse.cash + purse.value
  }

  function act(holding: Holding): void {
    const { account, next } = holding
    if (!isExDay(account, next)) return
    lend(holding, purse)
    applyAction(account, next, profile.units === 'whole')
    takeBack(holding, purse)
    holding.value = valueOnExDay(account)
  }

  /** The cost of holding is that of the whole account; the first symbol keeps the count. */
  function chargeAll(start: number, end: number): void {
    const { models } = accounts[0]!
    if (models === null || models.financing.length === 0) return
    let shortValue = 0
    for (const { value } of holdings) shortValue += Math.max(0, -value)
    const longValue = purse.value + shortValue
    const cost = holdingCost(models, { cash: purse.cash, longValue, shortValue, from: start, to: end })
    purse.cash -= cost
    accounts[0]!.financed += cost
  }

  function close(holding: Holding): void {
    const { account, next } = holding
    if (ending[holding.index] === next && account.units !== 0) {
      sell(holding, next, account.bars.close[next]!, reasonCode.delisted)
      holding.target = Number.NaN
    }
    holding.value = valueAtClose(holding)
    holding.next += 1
  }

  function closeAll(): void {
    ruined = true
    for (const holding of holdings) {
      const { account } = holding
      const bar = Math.max(0, holding.next - 1)
      if (account.units !== 0) sell(holding, bar, account.bars.close[bar]!, reasonCode.liquidation)
      account.bankruptBar = bar
    }
    count()
  }

  function isCalled(): boolean {
    const { maintenance } = accounts[0]!
    if (maintenance === 0) return false
    const gross = holdings.reduce((sum, { value }) => sum + Math.abs(value), 0)
    return gross > 0 && purse.cash + purse.value <= maintenance * gross
  }

  /** Below the maintenance margin at the closes, all positions are closed at them. */
  function callAll(): void {
    for (const holding of holdings) {
      const { account } = holding
      if (account.units === 0) continue
      const bar = Math.max(0, holding.next - 1)
      sell(holding, bar, account.bars.close[bar]!, reasonCode.liquidation)
      callMargin(account, bar)
    }
    count()
  }

  function sell(holding: Holding, bar: number, quoted: number, reason: number): void {
    const { account } = holding
    lend(holding, purse)
    adjust(account, bar, -account.units, quoted, fillKind.atClose, reason)
    takeBack(holding, purse)
    holding.value = 0
  }

  function count(): void {
    purse.value = 0
    for (const holding of holdings) purse.value += holding.value
  }

  function mark(at: number): void {
    curves.equity[at] = purse.cash + purse.value
    if (curves.cash !== null) curves.cash[at] = purse.cash
    if (curves.positionValue !== null) curves.positionValue[at] = purse.value
  }
}

const nothing = {
  target: Number.NaN,
  reason: reasonCode.rebalance as number,
  decided: Number.NaN,
  knownEquity: 0,
  decidedBar: 0,
}

function isMember({ members }: Signals, bar: number): boolean {
  return members === null || members[bar] === 1
}

function valueAtClose({ account, next }: { account: Account; next: number }): number {
  return account.units === 0 ? 0 : account.units * account.bars.close[next]!
}
