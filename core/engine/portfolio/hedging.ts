import { AppError } from '../../contract/errors.ts'
import type { Signals } from '../../strategy/signals.ts'
import type { Costs } from '../types.ts'

/**
 * The positions that rules may hold of one symbol: one, or, where the account does not net, a long one by the rules of longs
 * and beside it a short one by those of shorts. They share the cash as two symbols would. Throws `invalid-input` for weights,
 * which say one position a symbol.
 */
export function positionsOf({ positions }: Costs, signals: Signals): readonly Signals[] {
  if (positions !== 'hedging') return [signals]
  if (signals.weight !== null)
    throw new AppError('invalid-input', 'A weight is one position a symbol, so it cannot be hedged by another', {
      hint: 'Leave --positions out.',
    })
  const constraints = { ...signals.constraints, maxPositions: 2 * signals.constraints.maxPositions }
  return [
    { ...signals, constraints, entryShort: null, exitShort: null },
    { ...signals, constraints, entryLong: null, exitLong: null },
  ]
}
