import type { ProfileFields } from '../contract/profile.ts'
import type { Bars } from '../market-data/bars.ts'
import type { Signals } from '../strategy/signals.ts'
import { createAccount, leave, recordOpen } from './account.ts'
import type { Account } from './account.ts'
import { restore, savedAccount } from './events/checkpoint.ts'
import type { PortfolioCheckpoint } from './events/checkpoint.ts'
import { fillKind, reasonCode } from './ledger.ts'
import { mergedTimes } from './merged-times.ts'
import { reportOf, warningsOf } from './simulate.ts'
import { createSteps } from './steps.ts'
import type { Steps } from './steps.ts'
import type { Costs, SimulationResult } from './types.ts'

export interface PortfolioInput {
  /** Symbols in the order in which they are asked; bars of different times are merged. */
  readonly series: readonly { readonly bars: Bars; readonly signals: Signals }[]
  readonly profile: ProfileFields
  readonly costs: Costs
  readonly observer?: PortfolioObserver
}

/** How a driver shows signals bar by bar and checks the books; `series` counts as in the input. */
export interface PortfolioObserver {
  /** A bar of a series has closed; what is due at that close comes next. */
  readonly closing: (series: number, bar: number) => void
  /** All is done that happens at one time. */
  readonly marked: (accounts: readonly Account[], equity: number, time: number) => void
}

export interface PortfolioResult extends Pick<SimulationResult, 'equity' | 'cash' | 'positionValue' | 'warnings'> {
  /** Every time at which a symbol has a bar; the curves have one entry each. */
  readonly ts: Float64Array
  /** Trades and orders by symbol; their bars are indices of that symbol's own bars. */
  readonly parts: readonly Pick<SimulationResult, 'trades' | 'orders'>[]
}

interface Member {
  readonly bars: Bars
  readonly account: Account
  readonly steps: Steps
  /** Index of the bar at or after the present. */
  next: number
  /** Value of the position: at the last close, or what was paid for it since. */
  value: number
}

/**
 * Simulates several symbols that share one cash account, by the steps of a single one. At each time first all symbols act
 * at their opens, then inside their bars, then at their closes; within each of these in the order of `callOrder`. A symbol
 * without a bar keeps its last close. When the account is used up everything is closed.
 */
export function simulatePortfolio(input: PortfolioInput): PortfolioResult {
  return createPortfolioWalk(input).finish()
}

/** The same, time by time. */
export interface PortfolioWalk {
  /** Takes the next time at which a symbol has a bar. False where there is none left. */
  readonly step: () => boolean
  /** Where the walk stands, to go on from another time. */
  readonly checkpoint: () => PortfolioCheckpoint
  /** Takes the times that are left and gives the result. */
  readonly finish: () => PortfolioResult
}

/** A walk from the start, or from where a checkpoint of the same input was taken. */
export function createPortfolioWalk(
  { series, profile, costs, observer }: PortfolioInput,
  from?: PortfolioCheckpoint,
): PortfolioWalk {
  const members = series.map(({ bars, signals }, index): Member => {
    const account = createAccount(bars, profile, costs)
    account.events = []
    const saved = from?.members[index]
    if (saved !== undefined) restore(account, saved)
    return { bars, account, steps: createSteps(account, signals), next: saved?.next ?? 0, value: saved?.value ?? 0 }
  })
  const accounts = members.map(({ account }) => account)
  const ts = mergedTimes(members)
  const column = (start?: Float64Array) => {
    const values = new Float64Array(ts.length)
    if (start !== undefined) values.set(start)
    return values
  }
  const [equity, cash, positionValue] = [column(from?.equity), column(from?.cash), column(from?.positionValue)]
  let purse = from?.purse ?? costs.cash
  let i = from?.step ?? 0

  return { step, checkpoint, finish }

  function step(): boolean {
    if (i >= ts.length) return false
    const present = members.filter(({ bars, next }) => bars.ts[next] === ts[i])
    for (const part of ['atOpen', 'inside', 'atClose'] as const) {
      if (part === 'atClose' && observer !== undefined) {
        members.forEach((member, index) => present.includes(member) && observer.closing(index, member.next))
      }
      for (const member of inOrder(present)) using(member, () => member.steps[part](member.next))
    }
    for (const member of present) {
      member.value = member.account.units * member.bars.close[member.next]!
      member.next += 1
    }
    if (purse + held() <= 0 || members.some(({ account }) => account.bankruptBar >= 0)) closeAll()
    mark(i)
    observer?.marked(accounts, equity[i]!, ts[i]!)
    i += 1
    return true
  }

  function checkpoint(): PortfolioCheckpoint {
    return {
      step: i,
      purse,
      members: members.map(({ account, next, value }) => ({ ...savedAccount(account), next, value })),
      equity: equity.slice(0, i),
      cash: cash.slice(0, i),
      positionValue: positionValue.slice(0, i),
    }
  }

  function finish(): PortfolioResult {
    while (step());
    for (const member of members) {
      if (member.account.units === 0) continue
      let closed = false
      using(member, () => (closed = member.steps.finish()))
      if (closed) member.value = 0
      else recordOpen(member.account)
    }
    if (ts.length > 0) mark(ts.length - 1)
    const parts = members.map(({ account }) => reportOf(account))
    for (const account of accounts) account.cash = purse
    const trades = parts.reduce((sum, part) => sum + part.trades.length, 0)
    return {
      ts,
      equity,
      cash,
      positionValue,
      parts,
      warnings: warningsOf(accounts, trades),
    }
  }

  /** Lends the shared cash to a symbol for one step. */
  function using(member: Member, step: () => void): void {
    const { account } = member
    const { units } = account
    account.cash = purse
    account.otherValue = 0
    account.otherGross = 0
    account.otherPositions = 0
    for (const other of members) {
      if (other === member || other.account.units === 0) continue
      account.otherValue += other.value
      account.otherGross += Math.abs(other.value)
      account.otherPositions += 1
    }
    step()
    purse = account.cash
    if (account.units !== units) member.value = account.units * account.entryPrice
  }

  function inOrder(present: readonly Member[]): readonly Member[] {
    if (profile.callOrder === 'listed') return present
    return [
      ...present.filter(({ account }) => account.units !== 0),
      ...present.filter(({ account }) => account.units === 0),
    ]
  }

  function closeAll(): void {
    for (const member of members) {
      const { account, bars, next } = member
      const last = Math.max(0, next - 1)
      if (account.units !== 0) {
        using(member, () => leave(account, last, bars.close[last]!, fillKind.atClose, reasonCode.liquidation))
      }
      if (account.bankruptBar < 0) account.bankruptBar = last
    }
  }

  function held(): number {
    return members.reduce((sum, { account, value }) => sum + (account.units === 0 ? 0 : value), 0)
  }

  function mark(at: number): void {
    const value = held()
    cash[at] = purse
    positionValue[at] = value
    equity[at] = purse + value
  }
}
