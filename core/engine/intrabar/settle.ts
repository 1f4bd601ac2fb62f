import type { Account } from '../account/account.ts'
import type { FillKind } from '../account/ledger.ts'
import { readFiner } from './finer.ts'
import { pick, sameOutcome } from './outcome.ts'
import { doubt } from './types.ts'
import type { Outcome } from './types.ts'
import { reaches, waysOf } from './ways.ts'

/**
 * Replaces what the profile's rule has found for a bar, in `found`, where the order of high and low decides and something
 * else is asked; counts such bars. `filled` and `kind` are those of an entry inside the bar, NaN for a position held from
 * its open.
 */
export function settle(account: Account, bar: number, found: Outcome, filled: number, kind: FillKind): void {
  const { intrabar, bars, profile } = account
  // A close comes once a bar.
  if (intrabar === null || profile.levelsWatch === 'close' || !reaches(account, bars, bar)) return
  const ways = waysOf(account, bars, bar, filled)
  if (ways.every((way) => sameOutcome(way, found, profile.stopExit === 'close'))) return
  const told = readFiner(account, bar, filled, kind)
  if (told !== null) {
    found.reason = told.outcome.reason
    found.price = told.outcome.price
  } else if (intrabar.choose !== 'profile') {
    Object.assign(found, pick(account, bars, bar, [{ ...found }, ...ways], intrabar.choose))
  }
  if (told?.sure === true) {
    account.resolvedBars += 1
    account.doubt |= doubt.resolved
  } else {
    account.assumedBars += 1
    account.doubt |= doubt.assumed
  }
}
