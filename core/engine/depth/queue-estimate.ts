import type { Book } from './book.ts'
import type { DepthOrder } from './orders.ts'
import type { QueueModel } from './queue.ts'
import { createRestingSide } from './resting.ts'

/** Where own orders stand, by what the strategy has received: it knows no more than that. */
export interface QueueEstimate {
  /** Lots in front of an order that is known to rest, NaN for any other. */
  readonly ahead: (id: number) => number
  /** The order is known to rest at its price, behind all that is shown there now. */
  readonly joined: (order: DepthOrder) => void
  readonly filled: (order: DepthOrder) => void
  readonly ended: (order: DepthOrder) => void
  /** A level of the received book was stated anew. */
  readonly level: (side: number, tick: number, before: number, lots: number) => void
  readonly bookReplaced: () => void
  readonly trade: (aggressor: number, tick: number, lots: number) => void
}

export function createQueueEstimate(queue: QueueModel, book: Book): QueueEstimate {
  const bids = createRestingSide(1, queue)
  const asks = createRestingSide(-1, queue)
  const sideOf = (side: number) => (side > 0 ? bids : asks)
  const find = (id: number) =>
    bids.all().find(({ order }) => order.id === id) ?? asks.all().find(({ order }) => order.id === id)
  return {
    ahead: (id) => find(id)?.front ?? Number.NaN,
    joined(order) {
      if (order.tick === null || find(order.id) !== undefined) return
      sideOf(order.side).add(order, order.tick, (order.side > 0 ? book.bids : book.asks).lots(order.tick))
    },
    filled(order) {
      const known = find(order.id)
      if (known !== undefined) known.front = 0
    },
    ended: (order) => sideOf(order.side).remove(order.id),
    level(side, tick, before, lots) {
      const resting = sideOf(side)
      if (resting.count() > 0) resting.levelChanged(tick, before, lots)
    },
    bookReplaced() {
      bids.bookReplaced(book.bids.lots)
      asks.bookReplaced(book.asks.lots)
    },
    trade(aggressor, tick, lots) {
      const resting = sideOf(-aggressor)
      if (resting.count() === 0) return
      for (const mine of resting.all()) {
        const beyond = (mine.tick - tick) * aggressor
        if (beyond > 0) return
        if (beyond === 0) mine.printed += lots
        mine.front = beyond < 0 ? 0 : Math.max(0, mine.front - lots)
      }
    },
  }
}
