import type { OrderEvent } from '../types.ts'
import type { Bars } from '../../market-data/bars.ts'
import { wholeUnits } from '../actions/actions.ts'
import { inNewShares } from './orders.ts'
import type { Order, OrderRequest, OrderRole, Trail } from './orders.ts'
import { follow } from './match.ts'

/** The orders of one symbol. */
export interface OrderBook {
  /** Those that still work, in the order in which they were placed. */
  readonly working: () => readonly Order[]
  readonly place: (given: Placed) => Order
  /** Ends an order without a fill. */
  readonly end: (order: Order, status: 'cancelled' | 'rejected' | 'expired', reason: string, bar: number) => void
  /** Notes a fill and what follows from it for the others: groups are cancelled, the other side of a bracket shrinks. */
  readonly filled: (order: Order, units: number, price: number, fee: number, bar: number) => void
  /** Turns each unit of the working orders into so many; with `whole` those of less than one end. */
  readonly split: (ratio: number, whole: boolean, bar: number) => void
  /** Forgets the orders that are done. */
  readonly sweep: () => void
  /** Moves the trailing stops that worked during a bar. */
  readonly follow: (bar: number) => void
  /** Notes a fill that no order asked for. */
  readonly note: (event: OrderEvent) => void
  /** Fills and endings, in time order. */
  readonly events: readonly OrderEvent[]
}

export interface Placed {
  readonly id: number
  readonly symbol: string
  readonly request: OrderRequest
  readonly role: OrderRole
  readonly parent: number
  /** First bar that may fill it. */
  readonly activeFrom: number
  /** Price from which a trailing stop follows, and the last bar whose range it knows. */
  readonly reference: number
  readonly known: number
}

/** `range` gives the average true range of so many bars at the close of a bar. */
export function createOrderBook(
  bars: Bars,
  changed: (order: Order) => void,
  range: (bar: number, lookback: number) => number,
): OrderBook {
  let orders: Order[] = []
  let stale = false
  const events: OrderEvent[] = []

  const book: OrderBook = {
    working: () => orders,
    events,
    note: (event) => void events.push(event),
    place({ id, symbol, request, role, parent, activeFrom, reference, known }) {
      const order: Order = {
        id,
        symbol,
        request,
        role,
        parent,
        type: request.type ?? 'market',
        side: request.side === 'buy' ? 1 : -1,
        size: request.size,
        filled: 0,
        averagePrice: Number.NaN,
        status: 'working',
        reason: '',
        activeFrom,
        triggered: false,
        extreme: reference,
        distance: request.trail === undefined ? Number.NaN : distanceOf(request.trail, known),
      }
      orders.push(order)
      return order
    },
    end(order, status, reason, bar) {
      order.status = status
      order.reason = reason
      stale = true
      log(
        order,
        bar,
        status,
        order.size - order.filled,
        order.request.limit ?? order.request.stop ?? Number.NaN,
        0,
        reason,
      )
      changed(order)
    },
    filled(order, units, price, fee, bar) {
      const before = order.filled === 0 ? 0 : order.averagePrice * order.filled
      order.filled += units
      order.averagePrice = (before + units * price) / order.filled
      if (order.filled >= order.size) {
        order.status = 'filled'
        stale = true
      }
      log(order, bar, 'filled', units, price, fee, order.request.tag ?? order.role ?? '')
      changed(order)
      for (const other of orders) {
        if (other === order || other.status !== 'working') continue
        if (order.role !== null && other.parent === order.parent && other.role !== null) shrink(other, units, bar)
        const group = order.request.oneCancelsOther
        if (group !== undefined && other.request.oneCancelsOther === group)
          book.end(other, 'cancelled', `order ${order.id} of its group was filled`, bar)
      }
    },
    split(ratio, whole, bar) {
      for (const order of orders) {
        const { trail } = order.request
        order.request = inNewShares(order.request, ratio)
        order.size = whole ? wholeUnits(order.size * ratio) : order.size * ratio
        order.filled *= ratio
        order.averagePrice /= ratio
        order.extreme /= ratio
        if (trail !== undefined && trail.by !== 'percent') order.distance /= ratio
        if (!(order.size > order.filled)) book.end(order, 'cancelled', 'a split left less than one unit of it', bar)
      }
      book.sweep()
    },
    sweep() {
      if (!stale) return
      orders = orders.filter(({ status }) => status === 'working')
      stale = false
    },
    follow(bar) {
      for (const order of orders) {
        if (order.type !== 'trailingStop' || order.status !== 'working' || order.activeFrom > bar) continue
        follow(order, order.side < 0 ? bars.high[bar]! : bars.low[bar]!)
      }
    },
  }
  return book

  function shrink(other: Order, units: number, bar: number): void {
    other.size -= units
    if (other.size - other.filled <= 1e-12 * units)
      book.end(other, 'cancelled', 'the other side of its bracket was filled', bar)
  }

  function log(
    order: Order,
    bar: number,
    status: OrderEvent['status'],
    size: number,
    price: number,
    fee: number,
    reason: string,
  ): void {
    const { type, side } = order
    const kind =
      type === 'limit' || type === 'stopLimit'
        ? 'limit'
        : type === 'stop' || type === 'trailingStop'
          ? 'stop'
          : 'market'
    events.push({ bar, kind, side: side > 0 ? 'buy' : 'sell', status, size, price, fee, reason })
  }

  /** Average true ranges are measured once, when the stop begins to work. */
  function distanceOf({ by, distance, lookback = 14 }: Trail, known: number): number {
    return by === 'atr' ? distance * (known < 0 ? Number.NaN : range(known, lookback)) : distance
  }
}
