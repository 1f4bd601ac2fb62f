import { AppError } from '../../contract/errors.ts'
import type { Book } from './book.ts'
import type { LatencyModel } from './latency.ts'
import type { Messages } from './messages.ts'
import type { DepthOrder, OrderRequest, OrderUpdate } from './orders.ts'
import type { QueueEstimate } from './queue-estimate.ts'
import type { DepthDesk, KnownOrder } from './strategy.ts'

/** What travels to the exchange. */
export interface Inbound {
  readonly kind: 'submit' | 'cancel' | 'shrink'
  readonly order: DepthOrder
  /** Lots fewer of a `shrink`. */
  readonly lots: number
  /** Why it is cancelled. */
  readonly reason: string
}

export interface DeskParts {
  readonly book: Book
  readonly latency: LatencyModel
  readonly inbound: Messages<Inbound>
  readonly clock: { now: number; volatility: number }
  readonly wakes: Messages<null>
  readonly places: QueueEstimate
}

/** The strategy's side: sends orders, and knows only what came back. */
export interface LocalDesk {
  readonly desk: DepthDesk
  /** Every order sent, by id. */
  readonly orders: readonly DepthOrder[]
  readonly hear: (update: OrderUpdate) => void
}

export function createDesk({ book, latency, inbound, clock, wakes, places }: DeskParts): LocalDesk {
  const orders: DepthOrder[] = []
  const working = new Map<number, { -readonly [Key in keyof KnownOrder]: KnownOrder[Key] }>()
  let position = 0
  let lastArrival = -Infinity

  // One connection: a message never overtakes the one before it.
  function send(kind: Inbound['kind'], order: DepthOrder, lots = 0, reason = ''): void {
    lastArrival = Math.max(lastArrival, clock.now + latency.delay('entry', clock.now, clock.volatility))
    inbound.push(lastArrival, { kind, order, lots, reason })
  }

  function submit(request: OrderRequest): number {
    const { side, lots, tick = null, postOnly = false, reduceOnly = false, stop = null, trail = null } = request
    const timeInForce = request.timeInForce ?? (tick === null ? 'ioc' : 'gtc')
    checkRequest(request)
    const order: DepthOrder = {
      id: orders.length,
      side,
      tick,
      lots,
      timeInForce,
      postOnly,
      reduceOnly,
      stop,
      trail,
      sentAt: clock.now,
      arrivedAt: Number.NaN,
      endedAt: Number.NaN,
      leaves: lots,
      status: 'sent',
      reason: '',
    }
    orders.push(order)
    working.set(order.id, { id: order.id, side, tick, lots, leaves: lots, status: 'sent' })
    send('submit', order)
    return order.id
  }

  const desk: DepthDesk = {
    now: () => clock.now,
    bestBid: book.bids.best,
    bestAsk: book.asks.best,
    bidLots: book.bids.lots,
    askLots: book.asks.lots,
    bidBelow: book.bids.next,
    askAbove: book.asks.next,
    position: () => position,
    working: () => [...working.values()],
    ahead: places.ahead,
    submit,
    cancel(id, reason = 'cancelled by the strategy') {
      const order = orders[id]
      if (order === undefined)
        throw new AppError('invalid-input', `there is no order ${id} to cancel`, {
          hint: 'Cancel by the number that submit gave.',
        })
      if (working.has(id)) send('cancel', order, 0, reason)
    },
    shrink(id, lots) {
      if (working.has(id)) send('shrink', orders[id]!, lots, 'the other side of its bracket was filled')
    },
    wakeAt: (ts) => wakes.push(Math.max(ts, clock.now + 1), null),
  }
  return {
    desk,
    orders,
    hear({ order, status, leaves, fill }) {
      if (fill !== null) position += fill.side * fill.lots
      const known = working.get(order)
      if (known === undefined) return
      known.status = status
      known.leaves = leaves
      const own = orders[order]!
      if (status === 'sent' || status === 'open' || status === 'parked') {
        if (fill !== null) places.filled(own)
        if (status === 'open') places.joined(own)
        return
      }
      places.ended(own)
      working.delete(order)
    },
  }
}

function checkRequest({ side, lots, tick, timeInForce, postOnly }: OrderRequest): void {
  const refuse = (what: string, hint: string) =>
    new AppError('invalid-input', `the order was not sent: ${what}`, { hint })
  if (side !== 1 && side !== -1) throw refuse(`side ${String(side)}`, 'Use 1 to buy and -1 to sell.')
  if (!Number.isSafeInteger(lots) || lots <= 0)
    throw refuse(`${lots} lots`, 'Lots are a whole number above 0: quantity / lotSize.')
  if (tick === undefined) {
    if (postOnly === true || timeInForce === 'gtc')
      throw refuse('a market order cannot rest', 'Give a tick, or leave postOnly and gtc out.')
  } else if (!Number.isInteger(tick) || tick <= 0 || tick >= 2 ** 31) {
    throw refuse(`tick ${tick}`, 'A tick is a whole number above 0: price / tickSize.')
  }
  if (postOnly === true && timeInForce !== undefined && timeInForce !== 'gtc')
    throw refuse(`post-only with ${timeInForce}`, 'A post-only order is gtc.')
}
