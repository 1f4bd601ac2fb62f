import type { Bars } from '../../market-data/bars.ts'
import type { Costs } from '../types.ts'

/** Largest value of positions over equity that an order may bring about: the leverage, or 1 / initial margin. */
export function leverageOf({ leverage, initialMargin }: Costs): number {
  return initialMargin === undefined ? leverage : 1 / initialMargin
}

/** What an account has beside one position: cash and the other positions, and how much of it their margin ties up. */
export interface Beside {
  readonly cash: number
  readonly otherValue: number
  readonly otherGross: number
}

/**
 * Price at which the equity is the maintenance margin m of all positions, cash + others + u p = m (others' size + |u| p);
 * for m = 0 the price at which nothing is left. A long has it below, a short above the present.
 */
export function liquidationPrice({ cash, otherValue, otherGross }: Beside, units: number, maintenance: number): number {
  return -(cash + otherValue - maintenance * otherGross) / (units - maintenance * Math.abs(units))
}

/**
 * Price at which a position is closed on a bar for lack of margin: the liquidation price within the bar, or the open where
 * the bar opens beyond it; NaN where the bar does not reach it.
 */
export function liquidatedAt(
  beside: Beside,
  units: number,
  maintenance: number,
  { open, high, low }: Bars,
  bar: number,
  heldAtOpen: boolean,
): number {
  const spare = beside.cash + beside.otherValue - maintenance * beside.otherGross
  const each = units - maintenance * Math.abs(units)
  const worst = units > 0 ? low[bar]! : high[bar]!
  if (spare + each * worst > 0) return Number.NaN
  if (heldAtOpen && spare + each * open[bar]! <= 0) return open[bar]!
  return Math.min(Math.max(liquidationPrice(beside, units, maintenance), low[bar]!), high[bar]!)
}
