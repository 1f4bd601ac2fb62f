import { createBook } from './book.ts'
import type { Book, BookSide } from './book.ts'
import type { DepthOrder } from './orders.ts'
import type { QueueModel } from './queue.ts'
import { createRestingSide } from './resting.ts'
import type { RestingSide } from './resting.ts'
import { createParkedStops } from './stops.ts'
import { createTaken } from './taken.ts'
import type { TakenLiquidity } from './taken.ts'

/** How the exchange reports: fills in the order in which they happen, then the order's state. */
export interface ExchangeReports {
  readonly filled: (order: DepthOrder, tick: number, lots: number, maker: boolean) => void
  /** The order rests, or has ended. */
  readonly changed: (order: DepthOrder) => void
  /** Lots of a fill at a tick that the account may take, with the reason where that is fewer; left out, all of them. */
  readonly allowed?: (
    order: DepthOrder,
    tick: number,
    lots: number,
  ) => { readonly lots: number; readonly reason: string }
}

/** The recorded market at exchange time, with own orders in it. `docs/level2.md` states the rules by the numbers used here. */
export interface DepthExchange {
  readonly book: Book
  readonly level: (side: number, tick: number, lots: number) => void
  readonly trade: (side: number, tick: number, lots: number) => void
  readonly snapshotBegins: () => void
  /** The last row of a message has been read: the book is whole. */
  readonly messageEnds: () => void
  readonly accept: (order: DepthOrder, at: number) => void
  readonly cancel: (order: DepthOrder, at: number, reason: string) => void
  readonly shrink: (order: DepthOrder, at: number, lots: number, reason: string) => void
}

interface Side {
  readonly shown: BookSide
  readonly taken: TakenLiquidity
  readonly resting: RestingSide
}

export function createExchange(queue: QueueModel, reports: ExchangeReports): DepthExchange {
  const book = createBook()
  const bid: Side = { shown: book.bids, taken: createTaken(), resting: createRestingSide(1, queue) }
  const ask: Side = { shown: book.asks, taken: createTaken(), resting: createRestingSide(-1, queue) }
  const own = (side: number) => (side > 0 ? bid : ask)
  const against = (side: number) => (side > 0 ? ask : bid)
  const stops = createParkedStops()
  let replacing = false

  /** Gives the lots filled: fewer, and the order's end, where the account does not allow them. */
  function fill(order: DepthOrder, tick: number, wanted: number, maker: boolean): number {
    const granted = reports.allowed === undefined ? null : reports.allowed(order, tick, wanted)
    const lots = granted === null ? wanted : granted.lots
    if (lots > 0) count(order, tick, lots, maker)
    if (lots === wanted) return lots
    if (maker) own(order.side).resting.remove(order.id)
    end(order, lots > 0 || order.leaves < order.lots ? 'cancelled' : 'rejected', granted!.reason)
    return lots
  }

  function count(order: DepthOrder, tick: number, lots: number, maker: boolean): void {
    order.leaves -= lots
    if (order.leaves === 0) {
      order.status = 'filled'
      if (maker) own(order.side).resting.remove(order.id)
    }
    reports.filled(order, tick, lots, maker)
  }

  function end(order: DepthOrder, status: 'cancelled' | 'expired' | 'rejected', reason: string): void {
    order.status = status
    order.reason = reason
    reports.changed(order)
  }

  /** Lots of the other side at the limit or better that no own order has had. */
  function reachable(order: DepthOrder, enough: number): number {
    const { shown, taken } = against(order.side)
    let sum = 0
    for (
      let tick = shown.best();
      tick >= 0 && sum < enough && reaches(order.side, order.tick, tick);
      tick = shown.next(tick)
    ) {
      sum += taken.left(tick, shown.lots(tick))
    }
    return sum
  }

  function take(order: DepthOrder): void {
    const { shown, taken } = against(order.side)
    for (
      let tick = shown.best();
      tick >= 0 && order.leaves > 0 && order.status === 'sent' && reaches(order.side, order.tick, tick);
      tick = shown.next(tick)
    ) {
      const lots = Math.min(order.leaves, taken.left(tick, shown.lots(tick)))
      if (lots > 0) taken.take(tick, fill(order, tick, lots, false))
    }
  }

  function accept(order: DepthOrder, at: number): void {
    // Cancelled while it waited for its first row.
    if (order.status !== 'sent') return
    order.arrivedAt = at
    if (order.stop !== null || order.trail !== null) {
      stops.add(order, book.bids.best(), book.asks.best())
      order.status = 'parked'
      reports.changed(order)
      return release(stops.quoted(book.bids.best(), book.asks.best()))
    }
    enter(order)
  }

  function release(reached: readonly DepthOrder[]): void {
    for (const order of reached) {
      order.status = 'sent'
      enter(order)
    }
  }

  function enter(order: DepthOrder): void {
    const { side, tick } = order
    const opposite = against(side).resting
    if (opposite.count() > 0 && reaches(side, tick, opposite.best()))
      return end(order, 'expired', 'would trade with an own order')
    if (order.postOnly && against(side).shown.best() >= 0 && reaches(side, tick, against(side).shown.best())) {
      return end(order, 'expired', 'post-only, but it would take liquidity')
    }
    if (order.timeInForce === 'fok' && reachable(order, order.lots) < order.lots) {
      return end(order, 'expired', 'fill-or-kill, but there is less in the book')
    }
    take(order)
    if (order.status !== 'sent') return
    if (tick === null || order.timeInForce !== 'gtc')
      return end(order, 'expired', tick === null ? 'the book has no more' : 'no more at the limit or better')
    const { shown, taken, resting } = own(side)
    order.status = 'open'
    resting.add(order, tick, taken.left(tick, shown.lots(tick)))
    reports.changed(order)
  }

  /** An aggressor of this size went through the book: what it printed can fill own orders at that price or better. */
  function trade(aggressor: number, tick: number, lots: number): void {
    const { resting } = against(aggressor)
    if (resting.count() === 0) return
    let used = 0
    // A copy: filled orders leave the list.
    for (const mine of resting.all().slice()) {
      const beyond = (mine.tick - tick) * aggressor
      // Sorted by price, so no later order is reached either.
      if (beyond > 0) return
      if (beyond < 0) mine.front = 0
      else mine.printed += lots
      const ahead = Math.min(mine.front, lots - used)
      mine.front -= ahead
      const filled = Math.min(mine.order.leaves, lots - used - ahead)
      if (filled <= 0) continue
      used += fill(mine.order, mine.tick, filled, true)
    }
  }

  /** The other side is shown at or through an own order: those lots met it before they came to rest. */
  function crossed(side: 1 | -1): void {
    const { shown, taken } = against(side)
    for (const mine of own(side).resting.all().slice()) {
      for (
        let tick = shown.best();
        tick >= 0 && mine.order.status === 'open' && reaches(side, mine.tick, tick);
        tick = shown.next(tick)
      ) {
        mine.front = 0
        const lots = Math.min(mine.order.leaves, taken.left(tick, shown.lots(tick)))
        if (lots > 0) taken.take(tick, fill(mine.order, mine.tick, lots, true))
      }
    }
  }

  function cancel(order: DepthOrder, at: number, reason: string): void {
    if (!isLive(order)) return
    own(order.side).resting.remove(order.id)
    stops.remove(order)
    order.endedAt = at
    end(order, 'cancelled', reason)
  }

  return {
    book,
    level(side, tick, lots) {
      const { shown, taken, resting } = own(side)
      const before = shown.set(tick, lots)
      if (replacing) return
      if (resting.count() > 0) resting.levelChanged(tick, before, lots)
      taken.changed(tick, before, lots)
    },
    trade(aggressor, tick, lots) {
      trade(aggressor, tick, lots)
      if (stops.count() > 0) release(stops.printed(tick))
    },
    snapshotBegins() {
      replacing = true
      for (const { shown, taken } of [bid, ask]) {
        shown.clear()
        taken.clear()
      }
    },
    messageEnds() {
      if (replacing) for (const { shown, resting } of [bid, ask]) resting.bookReplaced(shown.lots)
      replacing = false
      if (bid.resting.count() > 0 && ask.shown.best() >= 0 && ask.shown.best() <= bid.resting.best()) crossed(1)
      if (ask.resting.count() > 0 && bid.shown.best() >= ask.resting.best()) crossed(-1)
      if (stops.count() > 0) release(stops.quoted(book.bids.best(), book.asks.best()))
    },
    accept,
    cancel,
    shrink(order, at, lots, reason) {
      if (lots >= order.leaves) cancel(order, at, reason)
      else if (isLive(order)) order.leaves -= lots
    },
  }
}

/** True where an order of this side and limit (null: none) may trade at a tick of the other side. */
function reaches(side: number, limit: number | null, tick: number): boolean {
  return limit === null || (side > 0 ? tick <= limit : tick >= limit)
}

function isLive({ status }: DepthOrder): boolean {
  return status === 'sent' || status === 'parked' || status === 'open'
}
