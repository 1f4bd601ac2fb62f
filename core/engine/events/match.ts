import type { Order } from './orders.ts'

/** The range of a bar. */
export interface Range {
  readonly high: number
  readonly low: number
}

const isStop = ({ type, triggered }: Order) =>
  type === 'stop' || type === 'trailingStop' || (type === 'stopLimit' && !triggered)

/** A stop order of which a part was filled: the rest follows at the market. */
const goesOn = ({ type, filled }: Order) => filled > 0 && (type === 'stop' || type === 'trailingStop')

/** True for orders that become worse with the movement that reaches them; under doubt they are filled first. */
export function isAdverse(order: Order): boolean {
  return isStop(order)
}

/** Level of a stop order, wherever it follows the price now; NaN for other orders. */
function triggerOf(order: Order): number {
  const { side, extreme, distance } = order
  if (order.type === 'trailingStop') {
    return order.request.trail?.by === 'percent' ? extreme * (1 + side * distance) : extreme + side * distance
  }
  return order.request.stop ?? Number.NaN
}

/** Price at which an order is filled at a bar's open, NaN where it is not. An untriggered stop-limit may become triggered. */
export function priceAtOpen(order: Order, open: number): number {
  const { side, type, request } = order
  if (type === 'market' || type === 'marketOnOpen' || goesOn(order)) return open
  if (type === 'marketOnClose') return Number.NaN
  if (isStop(order)) {
    if (!(side * open >= side * triggerOf(order))) return Number.NaN
    if (type !== 'stopLimit') return open
    order.triggered = true
  }
  return side * open <= side * request.limit! ? open : Number.NaN
}

/**
 * Price at which an order is filled between a bar's open and its close, NaN where it is not. A bar that reaches the stop of
 * a stop-limit order may have touched its limit before, so it only fills on that bar where its stop is within its limit.
 */
export function priceInside(order: Order, { high, low }: Range): number {
  const { side, type, request } = order
  if (type === 'market' || type === 'marketOnOpen' || type === 'marketOnClose' || goesOn(order)) return Number.NaN
  const dearest = side > 0 ? high : low
  const cheapest = side > 0 ? low : high
  if (isStop(order)) {
    const trigger = triggerOf(order)
    if (!(side * dearest >= side * trigger)) return Number.NaN
    if (type !== 'stopLimit') return trigger
    order.triggered = true
    return side * trigger <= side * request.limit! ? trigger : Number.NaN
  }
  return side * cheapest <= side * request.limit! ? request.limit! : Number.NaN
}

/** The same for a stop that began to work inside the bar at the price `from`: what the bar did before that is unknown. */
export function priceAfter(order: Order, range: Range, from: number): number {
  if (!isStop(order)) return Number.NaN
  const price = priceInside(order, range)
  return order.side * Math.max(order.side * price, order.side * from)
}

/** Moves a trailing stop with what the finished bar has shown. */
export function follow(order: Order, seen: number): void {
  if (order.side * seen < order.side * order.extreme) order.extreme = seen
}
