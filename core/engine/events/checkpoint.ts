import type { Account } from '../account/account.ts'
import { createLedger } from '../account/ledger.ts'
import type { Ledger } from '../account/ledger.ts'
import type { Standing } from '../portfolio/portfolio-walk.ts'
import type { OrderEvent } from '../types.ts'

type Made = 'bars' | 'profile' | 'costs' | 'models' | 'worse' | 'actions' | 'intrabar' | 'rates'
type Money = Omit<Account, Made | 'ledger' | 'events'>

interface Curves {
  readonly equity: Float64Array
  readonly cash: Float64Array
  readonly positionValue: Float64Array
}

/** An account without what it was made of. */
export interface SavedAccount {
  readonly money: Money
  readonly ledger: Ledger
  readonly events: readonly OrderEvent[]
}

/** All that a run knows after `bar` bars; survives structured cloning, so it can be written with `node:v8`. */
export interface Checkpoint extends Curves, SavedAccount {
  readonly bar: number
}

/** The same of several symbols that share the cash, after `step` times. */
export interface PortfolioCheckpoint extends Curves {
  readonly step: number
  readonly purse: number
  /** In the order of the series: the account, the index of the next bar and the value of the position. */
  readonly members: readonly (SavedAccount & Standing['members'][number])[]
}

export function takeCheckpoint(account: Account, curves: Curves, bar: number): Checkpoint {
  return {
    bar,
    ...savedAccount(account),
    equity: curves.equity.slice(0, bar),
    cash: curves.cash.slice(0, bar),
    positionValue: curves.positionValue.slice(0, bar),
  }
}

export function savedAccount(account: Account): SavedAccount {
  const {
    bars: _b,
    profile: _p,
    costs: _c,
    models: _m,
    worse: _w,
    actions: _a,
    intrabar: _i,
    rates: _r,
    ...rest
  } = account
  const { ledger, events, ...money } = rest
  return { money, ledger: copyOf(ledger), events: [...(events ?? [])] }
}

/** Puts an account back to where it was saved. */
export function restore(account: Account, { money, ledger, events }: SavedAccount): void {
  Object.assign(account, money)
  Object.assign(account.ledger, copyOf(ledger))
  account.events = [...events]
}

function copyOf(ledger: Ledger): Ledger {
  const copy = createLedger(Math.max(64, ledger.count))
  const { count, ...columns } = ledger
  for (const name of Object.keys(columns) as (keyof typeof columns)[]) copy[name].set(columns[name].subarray(0, count))
  copy.count = count
  return copy
}
