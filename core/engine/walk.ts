import { AppError } from '../contract/errors.ts'
import { createSharedWalk } from './portfolio/portfolio-walk.ts'
import type { SharedAccount, SharedWalk, Standing } from './portfolio/portfolio-walk.ts'
import { createRebalanceWalk } from './portfolio/rebalance.ts'

/** The walk of rules of entry and exit, or that of weights. Throws `invalid-input` for weights in several currencies. */
export function createWalk(shared: SharedAccount, from?: Standing): SharedWalk {
  const { accounts, signals } = shared
  const byWeights = signals.some(({ weight }) => weight !== null)
  if (byWeights && accounts.some(({ rates }) => rates !== null))
    throw new AppError(
      'invalid-input',
      'Weights are shares of one account, and a series of the run is in another currency',
      {
        hint: 'Import its prices in the currency of the account, or trade it by rules of entry and exit.',
      },
    )
  return (byWeights ? createRebalanceWalk : createSharedWalk)(shared, from)
}
