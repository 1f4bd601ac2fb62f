import { createSharedWalk } from './portfolio-walk.ts'
import type { SharedAccount, SharedWalk, Standing } from './portfolio-walk.ts'
import { createRebalanceWalk } from './rebalance.ts'

/** The walk of rules of entry and exit, or that of weights. */
export function createWalk(shared: SharedAccount, from?: Standing): SharedWalk {
  const byWeights = shared.signals.some(({ weight }) => weight !== null)
  return (byWeights ? createRebalanceWalk : createSharedWalk)(shared, from)
}
