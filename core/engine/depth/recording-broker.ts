import { AppError } from '../../contract/errors.ts'
import type { Broker } from '../events/broker.ts'
import { checkOrder } from '../events/orders.ts'
import type { Order, OrderRequest, OrderRole } from '../events/orders.ts'
import { createBookView } from './book-view.ts'
import type { Steps } from './book-view.ts'
import type { DepthFill, OrderRequest as DepthRequest, OrderUpdate } from './orders.ts'
import type { DepthDesk } from './strategy.ts'

/** An order of the strategy and the number under which the exchange knows it. */
export interface SentOrder {
  readonly order: Order
  readonly id: number
}

/** Tag of the order that closes a used-up account. */
export const liquidationTag = 'liquidation'

export interface RecordingBroker {
  readonly broker: Broker
  /** Notes what the exchange has answered; gives the strategy's order, null for one it does not know. */
  readonly hear: (update: OrderUpdate) => Order | null
  /** Cancels `gtd` orders whose date has passed. */
  readonly expire: () => void
  /** Closes everything at the market: the account is used up. */
  readonly liquidate: () => void
  /** Every order by its number at the exchange. */
  readonly sent: readonly SentOrder[]
  /** Orders smaller than one lot, which were not sent. */
  readonly tooSmall: () => number
}

export interface RecordingBrokerOptions extends Steps {
  readonly symbol: string
  readonly desk: DepthDesk
  readonly cash: number
  /** Asks to be looked at again, Unix ms. */
  readonly wake: (time: number) => void
  /** Sets a timer of the strategy. */
  readonly after: (ms: number) => void
}

/** The broker of a run on ticks or on a recorded order book. It knows what has been received, and asks the exchange for the rest. */
export function createRecordingBroker(options: RecordingBrokerOptions): RecordingBroker {
  const { symbol, desk, tickSize, lotSize, wake, after } = options
  const book = createBookView(symbol, desk, options)
  const sent: SentOrder[] = []
  /** Those that may still work. */
  let live: SentOrder[] = []
  let pairs = 0
  let small = 0
  let cash = options.cash
  let cost = 0

  const units = () => desk.position() * lotSize
  const mid = () => book.mid()
  const equity = () => cash + (desk.position() === 0 ? 0 : units() * mid())

  function place(request: OrderRequest, role: OrderRole = null, parent = 0): Order {
    checkOrder(request)
    const order = orderOf(request, sent.length + 1, role, parent)
    const lots = Math.floor(request.size / lotSize + 1e-9)
    if (lots === 0) {
      small += 1
      order.status = 'rejected'
      order.reason = `less than the smallest size of ${lotSize}`
      return order
    }
    const entry = { order, id: desk.submit(depthRequest(request, lots)) }
    sent[entry.id] = entry
    live.push(entry)
    if (request.timeInForce === 'gtd') wake(request.goodTill! + 0.001)
    return order
  }

  function orderOf(request: OrderRequest, id: number, role: OrderRole, parent: number): Order {
    const { type = 'market', side, size } = request
    if (request.symbol !== undefined && request.symbol !== symbol)
      throw refusal(`the run has no symbol ${request.symbol}`, `Its symbol is ${symbol}.`)
    if (type === 'marketOnOpen' || type === 'marketOnClose')
      throw refusal(
        `a ${type} order waits for an auction, and a recording has none`,
        'Send a market order at that time.',
      )
    if ([request.trail, request.trailingStop].some((trail) => trail?.by === 'atr'))
      throw refusal('a trail in average true ranges needs bars', 'Give it as an amount or a percentage.')
    return {
      id,
      symbol,
      request,
      role,
      parent,
      type,
      side: side === 'buy' ? 1 : -1,
      size,
      filled: 0,
      averagePrice: Number.NaN,
      status: 'working',
      reason: '',
      activeFrom: 0,
      triggered: false,
      extreme: Number.NaN,
      distance: request.trail?.distance ?? Number.NaN,
    }
  }

  /** Prices between two ticks are rounded so that nobody pays more than was said. */
  function depthRequest({ type = 'market', ...request }: OrderRequest, lots: number): DepthRequest {
    const side = request.side === 'buy' ? 1 : -1
    const rounded = (price: number, up: boolean) =>
      up ? Math.ceil(price / tickSize - 1e-9) : Math.floor(price / tickSize + 1e-9)
    const { timeInForce = 'gtc', trail } = request
    const limited = type === 'limit' || type === 'stopLimit'
    return {
      side,
      lots,
      ...(limited ? { tick: rounded(request.limit!, side < 0) } : {}),
      ...(type === 'stop' || type === 'stopLimit' ? { stop: rounded(request.stop!, side > 0) } : {}),
      ...(type === 'trailingStop' && trail !== undefined
        ? {
            trail:
              trail.by === 'percent'
                ? { by: 'percent' as const, distance: trail.distance }
                : { by: 'ticks' as const, distance: trail.distance / tickSize },
          }
        : {}),
      ...(timeInForce === 'ioc' || timeInForce === 'fok' ? { timeInForce } : {}),
      ...(request.postOnly === true ? { postOnly: true } : {}),
      ...(request.reduceOnly === true ? { reduceOnly: true } : {}),
    }
  }

  function hear(update: OrderUpdate): Order | null {
    const entry = sent[update.order]
    if (entry === undefined) return null
    const { order } = entry
    const { fill, status } = update
    if (fill !== null) noteFill(order, fill)
    if (status === 'filled') order.status = 'filled'
    else if (status === 'cancelled' || status === 'rejected' || status === 'expired') {
      order.status = status
      order.reason = update.reason
    }
    if (order.status !== 'working') live = live.filter((one) => one !== entry)
    if (fill !== null) follow(order, fill)
    return order
  }

  function noteFill(order: Order, { side, tick, lots, fee }: DepthFill): void {
    const price = tick * tickSize
    const size = lots * lotSize
    const held = units()
    const before = held - side * size
    cash -= side * size * price + fee
    const turned = Math.sign(held) !== Math.sign(before)
    if (held === 0) cost = 0
    else if (before === 0 || turned) cost = price
    else if (Math.abs(held) > Math.abs(before)) cost = (cost * Math.abs(before) + price * size) / Math.abs(held)
    order.averagePrice =
      ((order.filled === 0 ? 0 : order.averagePrice * order.filled) + size * price) / (order.filled + size)
    order.filled += size
  }

  /** What hangs on a fill: the bracket, the other orders of a group, and what protected a position that is gone. */
  function follow(order: Order, { lots, side }: DepthFill): void {
    const size = lots * lotSize
    const { request } = order
    for (const { order: other, id } of live.slice()) {
      if (other === order) continue
      const group = request.oneCancelsOther
      if (group !== undefined && other.request.oneCancelsOther === group)
        desk.cancel(id, `order ${order.id} of its group was filled`)
      else if (order.role !== null && other.role !== null && other.parent === order.parent) desk.shrink(id, lots)
      else if (other.role !== null && other.side === side && units() * side >= 0)
        desk.cancel(id, 'the position is closed')
    }
    const pair = (pairs += 1)
    const leg = { side: order.side > 0 ? 'sell' : 'buy', size, reduceOnly: true } as const
    if (request.stopLoss !== undefined) place({ ...leg, type: 'stop', stop: request.stopLoss }, 'stopLoss', pair)
    if (request.trailingStop !== undefined)
      place({ ...leg, type: 'trailingStop', trail: request.trailingStop }, 'trailingStop', pair)
    if (request.takeProfit !== undefined)
      place({ ...leg, type: 'limit', limit: request.takeProfit }, 'takeProfit', pair)
    if (order.status === 'filled') for (const child of request.triggers ?? []) place(child, null, order.id)
  }

  const time = () => desk.now() / 1000
  const broker: Broker = {
    time,
    cash: () => cash,
    equity,
    position: units,
    averagePrice: () => (desk.position() === 0 ? Number.NaN : cost),
    order: (request) => place(request),
    buy: (size, more) => place({ ...more, side: 'buy', size }),
    sell: (size, more) => place({ ...more, side: 'sell', size }),
    closePosition() {
      const held = units()
      if (held === 0) return null
      return place({ side: held > 0 ? 'sell' : 'buy', size: Math.abs(held), reduceOnly: true })
    },
    cancel(given) {
      const wanted = typeof given === 'number' ? given : given.id
      const found = live.find(({ order }) => order.id === wanted)
      if (found !== undefined) desk.cancel(found.id)
      return found !== undefined
    },
    orders: () => live.map(({ order }) => order),
    unitsFor: (share) => (equity() * share) / mid(),
    after,
    book,
    queueAhead(given) {
      const found = live.find(({ order }) => order.id === given.id)
      return found === undefined ? Number.NaN : desk.ahead(found.id) * lotSize
    },
  }
  return {
    broker,
    hear,
    sent,
    tooSmall: () => small,
    expire() {
      for (const { order, id } of live) {
        const { timeInForce, goodTill } = order.request
        if (timeInForce === 'gtd' && time() > goodTill!) desk.cancel(id, 'its date has passed')
      }
    },
    liquidate() {
      for (const { id } of live) desk.cancel(id, 'the account is used up')
      const held = desk.position()
      if (held === 0) return
      const closing: OrderRequest = { side: held > 0 ? 'sell' : 'buy', size: Math.abs(units()), tag: liquidationTag }
      const order = orderOf(closing, sent.length + 1, null, 0)
      const id = desk.submit({ side: held > 0 ? -1 : 1, lots: Math.abs(held), reduceOnly: true })
      sent[id] = { order, id }
      live.push(sent[id])
    },
  }
}

function refusal(message: string, hint: string): AppError {
  return new AppError('invalid-strategy', `An order cannot be placed: ${message}`, { hint })
}
