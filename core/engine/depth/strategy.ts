import type { OrderRequest, OrderStatus, OrderUpdate } from './orders.ts'

/** An own order as the strategy knows it: what it sent and what it has been told since. */
export interface KnownOrder {
  readonly id: number
  readonly side: 1 | -1
  readonly tick: number | null
  readonly lots: number
  readonly leaves: number
  readonly status: OrderStatus
}

/** What a strategy sees and can do. All of it is as received: the book lags by the feed, position and orders by the responses. */
export interface DepthDesk {
  /** Unix microseconds. */
  readonly now: () => number
  /** Ticks, -1 where the side is empty. */
  readonly bestBid: () => number
  readonly bestAsk: () => number
  readonly bidLots: (tick: number) => number
  readonly askLots: (tick: number) => number
  /** The next worse tick that has lots, -1 where there is none. */
  readonly bidBelow: (tick: number) => number
  readonly askAbove: (tick: number) => number
  /** Lots, by the fills heard of. */
  readonly position: () => number
  /** Orders that are not known to have ended, oldest first. */
  readonly working: () => readonly KnownOrder[]
  /** Lots in front of a resting order by what has been received and the queue model; NaN where it is not known to rest. */
  readonly ahead: (id: number) => number
  /** Sends an order; gives its id. Throws `invalid-input` for lots or ticks that are not whole and above 0. */
  readonly submit: (request: OrderRequest) => number
  /** Asks to cancel. An order that has ended in the meantime stays as it is. */
  readonly cancel: (id: number, reason?: string) => void
  /** Asks for fewer lots of what is left; none left ends the order. */
  readonly shrink: (id: number, lots: number) => void
  /** Calls `onTimer` at this time too, once; at the next microsecond where the time has passed. */
  readonly wakeAt: (ts: number) => void
}

/** A print as received. `side` is that of the aggressor: 1 bought. */
export interface DepthTrade {
  readonly side: 1 | -1
  readonly tick: number
  readonly lots: number
  readonly exchangeTs: number
}

/** Called at receive times. A strategy must keep no clock or random source of its own that a second replay would not repeat. */
export interface DepthStrategy {
  /** After each whole depth message. */
  readonly onDepth?: (desk: DepthDesk) => void
  readonly onTrade?: (desk: DepthDesk, trade: DepthTrade) => void
  /** Microseconds between calls of `onTimer`; left out, only `wakeAt` calls it. */
  readonly every?: number
  readonly onTimer?: (desk: DepthDesk) => void
  readonly onOrder?: (desk: DepthDesk, update: OrderUpdate) => void
}
