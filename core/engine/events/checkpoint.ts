import type { Account } from '../account.ts'
import { createLedger } from '../ledger.ts'
import type { Ledger } from '../ledger.ts'
import type { OrderEvent } from '../types.ts'

type Money = Omit<Account, 'bars' | 'profile' | 'costs' | 'ledger' | 'events'>

/** All that a run knows after `bar` bars; survives structured cloning, so it can be written with `node:v8`. */
export interface Checkpoint {
  readonly bar: number
  readonly money: Money
  readonly ledger: Ledger
  readonly events: readonly OrderEvent[]
  readonly equity: Float64Array
  readonly cash: Float64Array
  readonly positionValue: Float64Array
}

export function takeCheckpoint(
  account: Account,
  curves: Pick<Checkpoint, 'equity' | 'cash' | 'positionValue'>,
  bar: number,
): Checkpoint {
  const { bars: _bars, profile: _profile, costs: _costs, ledger, events, ...money } = account
  return {
    bar,
    money,
    ledger: copyOf(ledger),
    events: [...(events ?? [])],
    equity: curves.equity.slice(0, bar),
    cash: curves.cash.slice(0, bar),
    positionValue: curves.positionValue.slice(0, bar),
  }
}

/** Puts an account back to where a checkpoint was taken. */
export function restore(account: Account, { money, ledger, events }: Checkpoint): void {
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
