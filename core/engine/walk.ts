import { AppError } from '../contract/errors.ts'
import { createSharedWalk } from './portfolio-walk.ts'
import type { SharedAccount, SharedWalk, Standing } from './portfolio-walk.ts'
import { createRebalanceWalk } from './rebalance.ts'

/** The walk of rules of entry and exit, or that of weights. Throws `invalid-input` for weights of series in other currencies. */
export function createWalk(shared: SharedAccount, from?: Standing): SharedWalk {
  const byWeights = shared.signals.some(({ weight }) => weight !== null)
  if (byWeights && shared.accounts.some(({ rates }) => rates !== null))
    throw new AppError('invalid-input', 'A portfolio of weights takes series in the currency of the account only', {
      hint: 'Multiply the prices by the exchange rate before the import, or trade them by entry and exit rules.',
    })
  return (byWeights ? createRebalanceWalk : createSharedWalk)(shared, from)
}
