import type { DepthOrder } from './orders.ts'

/** Stop orders that the exchange keeps until the market reaches them. */
export interface ParkedStops {
  readonly count: () => number
  readonly add: (order: DepthOrder, bid: number, ask: number) => void
  readonly remove: (order: DepthOrder) => void
  /** Takes out the orders that a market of these best ticks reaches (-1 for an empty side), earliest first, and moves trailing stops. */
  readonly quoted: (bid: number, ask: number) => readonly DepthOrder[]
  /** The same for a print. */
  readonly printed: (tick: number) => readonly DepthOrder[]
}

interface Parked {
  readonly order: DepthOrder
  /** Best tick of the side it would trade with, since it was parked. */
  extreme: number
}

const none: readonly DepthOrder[] = []

/** A buy stop watches the ask, a sell stop the bid: the price at which it would trade. */
export function createParkedStops(): ParkedStops {
  let parked: Parked[] = []

  function take(seenBy: (side: 1 | -1) => number, follows: boolean): readonly DepthOrder[] {
    if (parked.length === 0) return none
    const reached = parked.filter((one) => {
      const { side } = one.order
      const seen = seenBy(side)
      if (seen < 0) return false
      if (side * seen >= side * triggerOf(one)) return true
      if (follows && side * seen < side * one.extreme) one.extreme = seen
      return false
    })
    if (reached.length === 0) return none
    parked = parked.filter((one) => !reached.includes(one))
    return reached.map(({ order }) => order)
  }

  return {
    count: () => parked.length,
    add(order, bid, ask) {
      const touch = order.side > 0 ? ask : bid
      parked.push({ order, extreme: touch < 0 ? (order.side > 0 ? Infinity : -Infinity) : touch })
    },
    remove: (order) => void (parked = parked.filter((one) => one.order !== order)),
    quoted: (bid, ask) => take((side) => (side > 0 ? ask : bid), true),
    printed: (tick) => take(() => tick, false),
  }
}

function triggerOf({ order, extreme }: Parked): number {
  const { stop, trail, side } = order
  if (trail === null) return stop!
  return trail.by === 'percent' ? extreme * (1 + side * trail.distance) : extreme + side * trail.distance
}
