import { AppError } from '../../contract/errors.ts'
import type { Account } from '../account/account.ts'

/** Share of the largest amount moved so far by which sums in another order may differ. */
const tolerance = 1e-9

/**
 * Books kept beside the accounts of a run: what was put in, plus the profit of every closed trade, plus that of what is
 * held, must be the equity, on every bar. `check` takes the closes at which positions are valued and throws `internal`
 * where money has appeared or vanished.
 */
export function createIdentity(accounts: readonly Account[], start: number) {
  const counted = accounts.map(() => 0)
  let realised = 0
  let largest = start
  return {
    /** Takes the closed trades that an account has made since the last call. */
    count(index = 0): void {
      const { ledger } = accounts[index]!
      for (let row = counted[index]!; row < ledger.count; row++) {
        realised += ledger.pnl[row]!
        largest = Math.max(largest, Math.abs(ledger.units[row]! * ledger.entryPrice[row]! * ledger.entryRate[row]!))
      }
      counted[index] = ledger.count
    },
    /** Profit of the position of an account at a price in its currency, with the fee that was paid for it and its dividends. */
    open(price: number, index = 0): number {
      // Called on every bar: the account is read field by field, without a copy of the rest.
      const account = accounts[index]!
      const { units } = account
      if (units === 0) return 0
      const paid = account.entryPrice * account.entryRate
      largest = Math.max(largest, Math.abs(units * price), Math.abs(units * paid))
      return units * (price - paid) - account.entryFee + account.dividends
    },
    check(equity: number, open: number, time: number): void {
      assertBalance({ booked: start + realised + open, equity, largest, time })
    },
  }
}

/** Throws `internal` where books and equity differ by more than rounding; `largest` is the largest amount moved so far. */
export function assertBalance(given: { booked: number; equity: number; largest: number; time: number }): void {
  const { booked, equity, largest, time } = given
  // Without a price there is no value to compare.
  if (Number.isNaN(equity) || Math.abs(booked - equity) <= tolerance * largest) return
  throw new AppError(
    'internal',
    `The books do not balance on ${new Date(time).toISOString()}: equity ${equity}, cash put in and profits ${booked}`,
    {
      hint: 'Report the strategy and its data; the figures of this run cannot be trusted.',
      data: { equity, booked, time },
    },
  )
}
