import type { Bars } from '../../market-data/bars.ts'
import { reasonCode } from '../account/ledger.ts'
import { isTrailing, levelBehind } from '../account/trailing.ts'
import { passes, stopPrice, targetPrice } from './price.ts'
import type { Outcome, Watched } from './types.ts'

/** False where a bar reaches no level, a trailing one moved by this bar included: the usual case, told without more ado. */
export function reaches(watched: Watched, bars: Bars, bar: number): boolean {
  const { units, stop, target, extreme } = watched
  const [high, low] = [bars.high[bar]!, bars.low[bar]!]
  if (units > 0) return low <= stop || high >= target || low <= levelBehind(watched, Math.max(extreme, high), 1)
  return high >= stop || low <= target || high >= levelBehind(watched, Math.min(extreme, low), -1)
}

/**
 * What a bar can have done to a position, one outcome for each order of its high and low. `filled` is the price of the entry
 * that was filled inside the bar, or NaN for a position held from the open. Before a fill below the open the price fell, so
 * the far side of the bar lies after it; the near side may have come before.
 */
export function waysOf(watched: Watched, bars: Bars, bar: number, filled: number): Outcome[] {
  const side = watched.units > 0 ? 1 : -1
  const [opened, high, low, closed] = [bars.open[bar]!, bars.high[bar]!, bars.low[bar]!, bars.close[bar]!]
  const [against, towards] = side > 0 ? [low, high] : [high, low]
  const from = Number.isNaN(filled) ? opened : filled
  const ways = [
    [from, towards, against, closed],
    [from, against, towards, closed],
  ]
  if (from !== opened) ways.push([from, side * from > side * opened ? towards : against, closed])
  const outcomes = ways.map((points) => along(watched, points))
  // A price that turned just short of the target has raised the trailing stop before it came back.
  if (isTrailing(watched) && side * towards >= side * watched.target)
    outcomes.push(along(watched, [from, against, towards, closed], watched.target))
  return outcomes
}

/**
 * The same for a bar that opens on one end and closes on the other, taken to have gone straight from one to the other; null
 * for any other bar. Only where nothing finer is to be had.
 */
export function straightWay(watched: Watched, bars: Bars, bar: number, filled: number): Outcome | null {
  const [opened, high, low, closed] = [bars.open[bar]!, bars.high[bar]!, bars.low[bar]!, bars.close[bar]!]
  if (Math.max(opened, closed) !== high || Math.min(opened, closed) !== low) return null
  return along(watched, [Number.isNaN(filled) ? opened : filled, closed])
}

/**
 * What a price does to a position that goes from point to point: the levels are met on the way, at their own price; a first
 * point beyond a level is an opening there. A trailing stop follows the price, unless the profile moves it at closes only;
 * `seen` is a price it has followed after the first point.
 */
function along(watched: Watched, points: readonly number[], seen = Number.NaN): Outcome {
  const { profile, units, stop, target, extreme } = watched
  const side = units > 0 ? 1 : -1
  const follows = profile.trailingFrom !== 'close'
  let furthest = extreme
  for (const [i, point] of points.entries()) {
    const trailing = levelBehind(watched, furthest, side)
    const trails = !(side * stop >= side * trailing) && trailing > 0
    const level = trails ? trailing : stop
    const all = points.map((price) => side * price)
    if (side * point <= side * level) {
      const price = i === 0 ? side * stopPrice(watched, side * point, Math.max(...all), side * level) : level
      return { reason: trails ? reasonCode.trailingStop : reasonCode.stopLoss, price }
    }
    if (passes(watched, side * point, side * target)) {
      const price = i === 0 ? side * targetPrice(watched, side * point, Math.min(...all), side * target) : target
      return { reason: reasonCode.takeProfit, price }
    }
    const reached = i === 0 && side * seen > side * point ? seen : point
    if (follows && side * reached > side * furthest) furthest = reached
  }
  return { reason: 0, price: Number.NaN }
}
