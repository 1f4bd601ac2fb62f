import type { Account } from './account.ts'
import { targetAt } from './levels.ts'

/** Sets the target that counts on a bar, where it depends on how long the position has been held. */
export function moveTarget(account: Account, bar: number): void {
  const { targets, bars, entryBar } = account
  if (targets === null) return
  const held = bars.ts[bar]! - bars.ts[entryBar]!
  const step = targets.findLast(({ after }) => after <= held)
  const side = account.units > 0 ? 1 : -1
  account.target = step === undefined ? Number.NaN : targetAt(account, side, account.reference, step.fraction)
  account.targetBegins = step !== undefined && held > 0 && step.after === held
}
