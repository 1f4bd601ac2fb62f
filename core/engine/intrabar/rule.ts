import type { Bars } from '../../market-data/bars.ts'
import { fillKind, reasonCode } from '../account/ledger.ts'
import type { FillKind } from '../account/ledger.ts'
import { trailingLevel, worstOnEntryBar } from '../account/trailing.ts'
import { passes, stopPrice, targetPrice } from './price.ts'
import type { Outcome, Watched } from './types.ts'

/**
 * Tests the levels on a bar on which the position is held from the open, by the profile's rules. Where a bar opens beyond a
 * level, `levelGap` says what is paid. Which of two levels reached inside one bar came first is not in the data: `sameBar`
 * decides, and `worst` takes the stop unless the bar already opened beyond the target.
 */
export function levelRule(watched: Watched, bars: Bars, bar: number, into: Outcome): void {
  const { sameBar, levelsWatch, trailingFrom } = watched.profile
  const side = watched.units > 0 ? 1 : -1
  const worst = side * (side > 0 ? bars.low[bar]! : bars.high[bar]!)
  const best = side * (side > 0 ? bars.high[bar]! : bars.low[bar]!)
  const first = side * bars.open[bar]!
  const last = side * bars.close[bar]!
  const trailing = trailingLevel(watched, bars, bar, side)
  const trails = !(side * watched.stop >= side * trailing) && trailing > 0
  const stop = side * (trails ? trailing : watched.stop)
  const target = side * watched.target
  const stopHit = (levelsWatch === 'close' ? last : worst) <= stop
  const targetHit = passes(watched, levelsWatch === 'close' ? last : best, target)
  into.reason = 0
  if (!stopHit && !targetHit) return
  const targetBefore =
    sameBar === 'targetFirst' || (sameBar === 'worst' && first >= target) || (sameBar === 'trailingLast' && trails)
  if (targetHit && (!stopHit || targetBefore)) {
    into.price = side * targetPrice(watched, first, worst, target)
    into.reason = reasonCode.takeProfit
    return
  }
  const armedHere = trails && watched.isEntryBar && trailingFrom === 'barHighWorst'
  into.price = armedHere
    ? side * Math.min(Math.max(worst, side * worstOnEntryBar(watched, bars, bar, side)), best)
    : side * stopPrice(watched, first, best, stop)
  into.reason = trails ? reasonCode.trailingStop : reasonCode.stopLoss
}

/**
 * The same on the bar on which a limit or stop entry was filled at `filled`. What the bar did before the fill is unknown, so
 * only the stop counts, unless `touchEntryExits` says when the target does too.
 */
export function entryRule(
  watched: Watched,
  bars: Bars,
  bar: number,
  filled: number,
  kind: FillKind,
  into: Outcome,
): void {
  const { high, low } = bars
  const { touchEntryExits } = watched.profile
  const side = watched.units > 0 ? 1 : -1
  const against = side * (side > 0 ? low[bar]! : high[bar]!)
  const stop = side * tighter(watched.stop, trailingLevel(watched, bars, bar, side), side)
  const target = side * watched.target
  const reached = passes(watched, side * (side > 0 ? high[bar]! : low[bar]!), target)
  const stopped = against <= stop
  const leavesAtTarget =
    touchEntryExits === 'targetIfSafe'
      ? kind === fillKind.stop && reached && !stopped
      : touchEntryExits === 'targetByClose' && reached && !stopped && !closesShort(bars, bar, side, filled, target)
  into.reason = 0
  if (leavesAtTarget) {
    into.reason = reasonCode.takeProfit
    into.price = side * Math.max(target, side * filled)
  } else if (stopped && touchEntryExits !== 'targetIfSafe') {
    into.reason = reasonCode.stopLoss
    into.price = side * Math.min(stop, side * filled)
  }
}

/** A bar that was entered better than at its open and closed against it had its far side before, unless it closes beyond. */
function closesShort({ open, close }: Bars, bar: number, side: number, filled: number, target: number): boolean {
  const [first, last] = [side * open[bar]!, side * close[bar]!]
  return side * filled < first && last < first && target > last
}

function tighter(a: number, b: number, side: number): number {
  if (Number.isNaN(a)) return b
  return Number.isNaN(b) || side * a >= side * b ? a : b
}
