import { firstAtOrAfter } from '../market-data/bars.ts'
import type { Account } from './account/account.ts'

/** Times of the run that must follow the last bar of a series before it counts as delisted, not as a few days behind. */
const goneAfter = 5

/** For each series the index of its last bar where the run goes on without it, -1 where it lasts to the end. */
export function endsEarly(accounts: readonly Account[], ts: Float64Array): Int32Array {
  return Int32Array.from(accounts, ({ bars }) => {
    const last = firstAtOrAfter(ts, bars.ts[bars.rows - 1] ?? Number.POSITIVE_INFINITY)
    return last < ts.length - goneAfter ? bars.rows - 1 : -1
  })
}
