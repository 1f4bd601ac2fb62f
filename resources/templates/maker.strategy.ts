// Quotes both sides of a recorded order book. What a module may export, and what `book` and `broker` offer: docs/strategy-api.md.
// It runs only in a workspace that you have marked as trusted: sextant config set trusted true

interface Book {
  readonly bid: () => number
  readonly ask: () => number
}

interface Order {
  readonly side: number
  readonly request: { readonly limit?: number }
}

interface Broker {
  readonly book: Book | null
  readonly position: () => number
  readonly orders: () => readonly Order[]
  readonly cancel: (order: Order) => boolean
  readonly buy: (size: number, more: { type: 'limit'; limit: number; postOnly: true }) => unknown
  readonly sell: (size: number, more: { type: 'limit'; limit: number; postOnly: true }) => unknown
  readonly after: (ms: number) => void
}

export const name = 'maker'

export const params = [
  { name: 'size', type: 'float', default: 0.01, min: 0.00001 },
  { name: 'most', type: 'float', default: 0.05, min: 0.00001 },
  { name: 'everyMs', type: 'int', default: 1000, min: 1 },
]

export const market = { latency: { kind: 'constant', entry: 10, response: 10 }, queue: { kind: 'power', exponent: 2 } }

export const costs = { fees: { kind: 'makerTaker', maker: 0, taker: 0.001 } }

/** Every so often: takes away the orders that are no longer at the best price, and puts one there on each side. */
export function create({ params }: { params: { size: number; most: number; everyMs: number } }) {
  let started = false
  const quote = ({ book, position, orders, cancel, buy, sell }: Broker): void => {
    const [bid, ask] = [book?.bid() ?? Number.NaN, book?.ask() ?? Number.NaN]
    if (!(bid < ask)) return
    const kept = orders().filter((order) => order.request.limit === (order.side > 0 ? bid : ask))
    for (const order of orders()) if (!kept.includes(order)) cancel(order)
    const has = (side: number) => kept.some((order) => order.side === side)
    if (!has(1) && position() < params.most) buy(params.size, { type: 'limit', limit: bid, postOnly: true })
    if (!has(-1) && position() > -params.most) sell(params.size, { type: 'limit', limit: ask, postOnly: true })
  }
  return {
    onDepth(_: Book, broker: Broker): void {
      if (started) return
      started = true
      broker.after(0)
    },
    onTimer(_: number, broker: Broker): void {
      quote(broker)
      broker.after(params.everyMs)
    },
  }
}
