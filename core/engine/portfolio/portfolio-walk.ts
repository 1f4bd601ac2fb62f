import type { Signals } from '../../strategy/signals.ts'
import { leave, recordOpen } from '../account/position.ts'
import type { Account } from '../account/account.ts'
import { worthAtClose } from '../costs/rates.ts'
import { holdingCost } from '../costs/models.ts'
import { valueOnExDay } from '../actions/ex-day.ts'
import { endsEarly } from '../endings.ts'
import type { Curves } from '../kernel.ts'
import { fillKind, reasonCode } from '../account/ledger.ts'
import type { Holding } from './rebalance-orders.ts'
import { callMargin } from '../account/protection.ts'
import { createSteps } from '../steps.ts'
import type { Steps } from '../steps.ts'

/** How a driver shows signals bar by bar and checks the books; `series` counts as in the input. */
export interface PortfolioObserver {
  /** A bar of a series has closed; what is due at that close comes next. */
  readonly closing: (series: number, bar: number) => void
  /** All is done that happens at one time. */
  readonly marked: (accounts: readonly Account[], equity: number, time: number) => void
}

export interface SharedAccount {
  /** One account a symbol, in the order in which they are asked; they share the cash of the first. */
  readonly accounts: readonly Account[]
  readonly signals: readonly Signals[]
  /** Every time at which a symbol has a bar; the curves have one entry each. */
  readonly ts: Float64Array
  readonly curves: Curves
  readonly observer?: PortfolioObserver | undefined
}

/** Where a walk stands between two times. */
export interface Standing {
  /** Times taken. */
  readonly step: number
  readonly purse: number
  readonly members: readonly { readonly next: number; readonly value: number; readonly waiting?: Waiting }[]
}

/** What a walk by weights remembers of a symbol. */
export type Waiting = Pick<Holding, 'target' | 'reason' | 'decided' | 'decidedBar' | 'knownEquity'>

/** The same, time by time. */
export interface SharedWalk {
  /** Takes the next time at which a symbol has a bar. False where there is none left. */
  readonly step: () => boolean
  readonly standing: () => Standing
  /** Takes the times that are left, and what the profile does with positions that are left. */
  readonly finish: () => void
}

interface Member {
  readonly index: number
  readonly account: Account
  readonly steps: Steps
  /** Index of the bar at or after the present. */
  next: number
  /** Value of the position: at the last close, or what was paid for it since. */
  value: number
  /** The last time at which it had something to do. */
  awake: number
}

const parts = ['atOpen', 'inside', 'atClose'] as const

/**
 * Walks several symbols that share one cash account, by the steps of a single one. At each time first all symbols act at
 * their opens, then inside their bars, then at their closes; within each of these in the order of `callOrder`. A symbol
 * without a bar keeps its last close. When the account is used up everything is closed. Work grows with bars and fills, not
 * with the square of the symbols: what the others hold is a running sum, counted afresh at each time.
 */
export function createSharedWalk(
  { accounts, signals, ts, curves, observer }: SharedAccount,
  from?: Standing,
): SharedWalk {
  const members = accounts.map((account, index): Member => {
    const { next, value } = from?.members[index] ?? { next: 0, value: 0 }
    return { index, account, steps: createSteps(account, signals[index]!), next, value, awake: -1 }
  })
  const ending = endsEarly(accounts, ts)
  const salesFirst = accounts[0]?.profile.callOrder === 'salesFirst'
  const present: Member[] = []
  const turn: Member[] = []
  let cash = from?.purse ?? accounts[0]?.costs.cash ?? 0
  let traded = Math.max(0, ...accounts.map((account) => account.traded))
  let i = from?.step ?? 0
  let value = 0
  let gross = 0
  let positions = accounts.filter(({ units }) => units !== 0).length
  let ruined = accounts.some(({ bankruptBar }) => bankruptBar >= 0)
  count()
  return { step, finish, standing }

  function step(): boolean {
    if (i >= ts.length) return false
    const time = ts[i]!
    if (i > 0) chargeAll(ts[i - 1]!, time)
    present.length = 0
    for (const member of members) if (member.account.bars.ts[member.next] === time) present.push(member)
    for (const member of present) if (member.account.actionBar <= member.next) adjust(member)
    for (const part of parts) {
      if (part === 'atClose' && observer !== undefined) showCloses(observer)
      takeTurns()
      for (const member of turn) act(member, part)
    }
    for (const member of present) if (member.next === ending[member.index]) delist(member)
    for (const member of present) {
      const { account, next } = member
      member.value = worthAtClose(account, account.units, next)
      member.next += 1
    }
    count()
    if (cash + value <= 0 || ruined) closeAll()
    else if (positions > 1 && cash + value <= accounts[0]!.maintenance * gross) callAll()
    mark(i)
    observer?.marked(accounts, cash + value, time)
    i += 1
    return true
  }

  function finish(): void {
    while (step());
    for (const member of members) if (member.account.units !== 0) close(member)
    if (ts.length > 0) mark(ts.length - 1)
    for (const account of accounts) account.cash = cash
  }

  function standing(): Standing {
    return { step: i, purse: cash, members: members.map(({ next, value }) => ({ next, value })) }
  }

  /** Without a position and an entry that is due, nothing can happen to a symbol on its bar. */
  function mayAct({ account, steps, next }: Member): boolean {
    if (account.units !== 0 || steps.resting) return true
    const due = next - steps.shift
    return due >= 0 && (steps.entryLong[due]! | steps.entryShort[due]!) !== 0
  }

  function takeTurns(): void {
    for (const member of present) if (mayAct(member)) member.awake = i
    turn.length = 0
    for (const member of present)
      if (member.awake === i && (!salesFirst || member.account.units !== 0)) turn.push(member)
    if (!salesFirst) return
    for (const member of present) if (member.awake === i && member.account.units === 0) turn.push(member)
  }

  /** What is paid out leaves the value of the position, so that nobody counts it twice before the close. */
  function adjust(member: Member): void {
    const { units } = lend(member)
    member.steps.adjust(member.next)
    takeBack(member, units)
    if (member.account.exBar !== member.next) return
    member.value = valueOnExDay(member.account)
    count()
  }

  function act(member: Member, part: (typeof parts)[number]): void {
    const { units } = lend(member)
    member.steps[part](member.next)
    takeBack(member, units)
  }

  /** The run goes on without the symbol: its last close is the last price to be had for it. */
  function delist(member: Member): void {
    const { account, next } = member
    if (account.units === 0) return
    const { units } = lend(member)
    leave(account, next, account.bars.close[next]!, fillKind.atClose, reasonCode.delisted)
    takeBack(member, units)
  }

  function close(member: Member): void {
    const { units } = lend(member)
    const closed = member.steps.finish()
    takeBack(member, units)
    if (!closed) recordOpen(member.account)
  }

  /** Lends the shared cash to a symbol for one step. */
  function lend({ account, value: own }: Member): Account {
    const holds = account.units !== 0
    account.cash = cash
    account.traded = traded
    account.otherPositions = holds ? positions - 1 : positions
    const alone = account.otherPositions === 0
    account.otherValue = alone ? 0 : holds ? value - own : value
    account.otherGross = alone ? 0 : holds ? gross - Math.abs(own) : gross
    return account
  }

  function takeBack(member: Member, units: number): void {
    const { account, value: before } = member
    cash = account.cash
    traded = account.traded
    if (account.bankruptBar >= 0) ruined = true
    if (account.units === units) return
    const reduced = account.units * units > 0 && Math.abs(account.units) < Math.abs(units)
    if (reduced) member.value = before * (account.units / units)
    else member.value = account.units === 0 ? 0 : account.units * account.entryPrice * account.entryRate
    positions += Number(account.units !== 0) - Number(units !== 0)
    value += member.value - before
    gross += Math.abs(member.value) - Math.abs(before)
    // With a short the two sums round apart, and no rounding may be lent as cash.
    if (units < 0 || account.units < 0) count()
  }

  /** The cost of holding is that of the whole account; the first symbol keeps the count. */
  function chargeAll(start: number, end: number): void {
    const { models } = accounts[0]!
    if (models === null || models.financing.length === 0 || positions === 0) return
    const longValue = (value + gross) / 2
    const cost = holdingCost(models, { cash, longValue, shortValue: gross - longValue, from: start, to: end })
    cash -= cost
    accounts[0]!.financed += cost
  }

  function count(): void {
    value = 0
    gross = 0
    for (const member of members) {
      value += member.value
      gross += Math.abs(member.value)
    }
  }

  function closeAll(): void {
    ruined = true
    for (const member of members) {
      const { account } = member
      const last = Math.max(0, member.next - 1)
      if (account.units !== 0) {
        const { units } = lend(member)
        leave(account, last, account.bars.close[last]!, fillKind.atClose, reasonCode.liquidation)
        takeBack(member, units)
      }
      if (account.bankruptBar < 0) account.bankruptBar = last
    }
  }

  /** Below the maintenance margin of all positions together, all are closed at their last closes. */
  function callAll(): void {
    for (const member of members) {
      const { account } = member
      const last = Math.max(0, member.next - 1)
      const { units } = lend(member)
      if (units === 0) continue
      leave(account, last, account.bars.close[last]!, fillKind.atClose, reasonCode.liquidation)
      callMargin(account, last)
      takeBack(member, units)
    }
  }

  function showCloses({ closing }: PortfolioObserver): void {
    for (const { index, next } of present) closing(index, next)
  }

  function mark(at: number): void {
    count()
    curves.equity[at] = cash + value
    if (curves.cash !== null) curves.cash[at] = cash
    if (curves.positionValue !== null) curves.positionValue[at] = value
  }
}
