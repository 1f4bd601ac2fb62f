import type { Bars } from '../../market-data/bars.ts'

/**
 * Price at which a limit order (`limit`), a stop order (`trigger`) or a stop-limit order (both) fills on a bar; NaN where it
 * does not. `side` is 1 to buy, -1 to sell. An order already reached at the open fills there, but a stop-limit order at its
 * stop where `atStop`.
 */
export function restingFill(
  bars: Bars,
  bar: number,
  side: number,
  limit: number,
  trigger: number,
  atStop = false,
): number {
  const first = side * bars.open[bar]!
  const dearest = side * (side > 0 ? bars.high[bar]! : bars.low[bar]!)
  const cheapest = side * (side > 0 ? bars.low[bar]! : bars.high[bar]!)
  if (atStop && !Number.isNaN(trigger) && !Number.isNaN(limit)) {
    const fills = dearest >= side * trigger && cheapest <= side * limit && side * trigger < side * limit
    return fills ? trigger : Number.NaN
  }
  let price = first
  if (!Number.isNaN(trigger)) price = dearest >= side * trigger ? Math.max(first, side * trigger) : Number.NaN
  if (!Number.isNaN(limit) && price > side * limit) {
    // A bar that reaches both may have touched the limit before the stop was triggered, so a stop-limit stays unfilled.
    price = cheapest <= side * limit && Number.isNaN(trigger) ? side * limit : Number.NaN
  }
  return side * price
}
