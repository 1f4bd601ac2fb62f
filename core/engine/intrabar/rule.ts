import type { Bars } from '../../market-data/bars.ts'
import { fillKind, reasonCode } from '../ledger.ts'
import type { FillKind } from '../ledger.ts'
import type { Outcome, Watched } from './types.ts'

/**
 * Tests the levels on a bar on which the position is held from the open, by the profile's rules. A bar that opens beyond a
 * level fills at the open. Which of two levels reached inside one bar came first is not in the data: `sameBar` decides, and
 * `worst` takes the stop unless the bar already opened beyond the target.
 */
export function levelRule(watched: Watched, bars: Bars, bar: number, into: Outcome): void {
  const side = watched.units > 0 ? 1 : -1
  const against = side * (side > 0 ? bars.low[bar]! : bars.high[bar]!)
  const towards = side * (side > 0 ? bars.high[bar]! : bars.low[bar]!)
  const first = side * bars.open[bar]!
  const trailing = trailingLevel(watched, bars, bar, side)
  const trails = !(side * watched.stop >= side * trailing) && trailing > 0
  const stop = side * (trails ? trailing : watched.stop)
  const target = side * watched.target
  const { sameBar } = watched.profile
  const stopHit = against <= stop
  const targetHit = towards >= target
  into.reason = 0
  if (!stopHit && !targetHit) return
  const takesTarget = targetHit && (!stopHit || sameBar === 'targetFirst' || (sameBar === 'worst' && first >= target))
  into.price = takesTarget ? side * Math.max(first, target) : side * Math.min(first, stop)
  into.reason = takesTarget ? reasonCode.takeProfit : trails ? reasonCode.trailingStop : reasonCode.stopLoss
}

/**
 * The same on the bar on which a limit or stop entry was filled at `filled`. What the bar did before the fill is unknown,
 * so only the stop counts, or, for a stop entry under `targetIfSafe`, the target where the stop lies outside the bar.
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
  const side = watched.units > 0 ? 1 : -1
  const against = side * (side > 0 ? low[bar]! : high[bar]!)
  const stop = side * tighter(watched.stop, trailingLevel(watched, bars, bar, side), side)
  into.reason = 0
  if (watched.profile.touchEntryExits === 'targetIfSafe') {
    const reached = side * (side > 0 ? high[bar]! : low[bar]!) >= side * watched.target
    if (kind !== fillKind.stop || !reached || against <= stop) return
    into.reason = reasonCode.takeProfit
    into.price = side * Math.max(side * watched.target, side * filled)
    return
  }
  if (!(against <= stop)) return
  into.reason = reasonCode.stopLoss
  into.price = side * Math.min(stop, side * filled)
}

function trailingLevel({ trail, extreme, profile }: Watched, bars: Bars, bar: number, side: number): number {
  if (!(trail > 0)) return Number.NaN
  let furthest = extreme
  if (profile.trailingFrom === 'barHigh') {
    const reach = side > 0 ? bars.high[bar]! : bars.low[bar]!
    if (side * reach > side * furthest) furthest = reach
  }
  return furthest * (1 - side * trail)
}

function tighter(a: number, b: number, side: number): number {
  if (Number.isNaN(a)) return b
  return Number.isNaN(b) || side * a >= side * b ? a : b
}
