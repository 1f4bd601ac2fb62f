import type { Signals } from '../../strategy/signals.ts'
import type { Account } from './account.ts'
import { knownClose } from '../actions/actions.ts'
import { onTick } from './tick.ts'

/** Sets the levels that the signals of `signalBar` put on a position filled at `price`. */
export function protect(
  account: Account,
  signals: Signals,
  bar: number,
  signalBar: number,
  side: number,
  price: number,
): void {
  const from = account.profile.stopReference
  const reference =
    from === 'fill' ? price : from === 'signalClose' ? knownClose(account, signalBar) : account.bars.close[bar]!
  const fraction = (column: Float64Array | null) => {
    const value = column === null ? Number.NaN : column[signalBar]!
    return value > 0 ? value : Number.NaN
  }
  account.reference = reference
  account.tick = signals.constraints.tickSize ?? 0
  account.stop = onTick(reference * (1 - side * fraction(signals.stopLoss)), account.tick, side < 0)
  account.targets = signals.targets
  account.target = targetAt(account, side, reference, fraction(signals.takeProfit))
  account.trail = fraction(signals.trailingStop)
  account.trailThen = fraction(signals.trailingThen)
  account.trailAfter = signals.trailingAfter === null ? 0 : signals.trailingAfter[signalBar]!
  account.trailFrom = targetAt(account, side, reference, account.trailAfter)
  account.extreme = reference
  account.holdFor = fraction(signals.maxBarsHeld)
}

/** Price of a target: `fraction` from `reference`, or such that it is the profit of the entry after the fees of both sides. */
export function targetAt({ profile, costs, tick }: Account, side: number, reference: number, fraction: number): number {
  const plain = profile.targetOf === 'price' || profile.feeBase !== 'value'
  const price = plain
    ? reference * (1 + side * fraction)
    : (reference * (1 + side * costs.fees) * (1 + side * fraction)) / (1 - side * costs.fees)
  return onTick(price, tick, side > 0)
}
