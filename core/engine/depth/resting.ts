import type { DepthOrder } from './orders.ts'
import type { QueueModel } from './queue.ts'

/** An own order in the book, with what stands before it. */
export interface RestingOrder {
  readonly order: DepthOrder
  readonly tick: number
  /** Lots of others in front. */
  front: number
  /** Lots printed at the price since its level was last stated: they are part of the level's next decrease. */
  printed: number
}

/** Own resting orders of one side, best price first, earlier first at one price. */
export interface RestingSide {
  readonly count: () => number
  /** Tick of the best, -1 where there is none. */
  readonly best: () => number
  readonly all: () => readonly RestingOrder[]
  readonly add: (order: DepthOrder, tick: number, front: number) => void
  readonly remove: (id: number) => void
  /** A level of this side was stated anew. */
  readonly levelChanged: (tick: number, before: number, lots: number) => void
  /** The whole book was stated anew: nobody can stand before more than is there. */
  readonly bookReplaced: (lots: (tick: number) => number) => void
}

export function createRestingSide(better: 1 | -1, queue: QueueModel): RestingSide {
  const orders: RestingOrder[] = []
  return {
    count: () => orders.length,
    best: () => (orders.length === 0 ? -1 : orders[0]!.tick),
    all: () => orders,
    add(order, tick, front) {
      let at = orders.length
      while (at > 0 && (tick - orders[at - 1]!.tick) * better > 0) at -= 1
      orders.splice(at, 0, { order, tick, front, printed: 0 })
    },
    remove(id) {
      const at = orders.findIndex(({ order }) => order.id === id)
      if (at >= 0) orders.splice(at, 1)
    },
    levelChanged(tick, before, lots) {
      for (const resting of orders) {
        if (resting.tick !== tick) continue
        const gone = before - lots - resting.printed
        resting.printed = 0
        if (gone > 0) resting.front = queue.afterCancel(resting.front, before - resting.front, gone)
        resting.front = Math.max(0, Math.min(resting.front, lots))
      }
    },
    bookReplaced(lots) {
      for (const resting of orders) {
        resting.printed = 0
        resting.front = Math.min(resting.front, lots(resting.tick))
      }
    },
  }
}
