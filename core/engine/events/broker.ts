import { AppError } from '../../contract/errors.ts'
import type { BarColumn } from '../../market-data/bars.ts'
import type { BookView } from '../depth/book-view.ts'
import type { Desk } from './desk-port.ts'
import { checkOrder } from './orders.ts'
import type { Order, OrderRequest } from './orders.ts'
import type { Purse } from './purse.ts'

/** The bar that has just closed. One object a symbol, good until `onBar` returns. */
export interface BarView {
  readonly symbol: string
  /** Counts the bars of the symbol from 0. */
  readonly index: number
  /** Start of the bar, Unix ms. */
  readonly ts: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly volume: number
  /** A value `bars` bars ago (0 is this bar), in shares of this bar and less the dividends since; NaN before the first. */
  readonly ago: (column: BarColumn, bars: number) => number
  /** The last `count` such values, oldest first, this bar last; fewer at the start. */
  readonly past: (column: BarColumn, count: number) => Float64Array
}

type More = Partial<Omit<OrderRequest, 'side' | 'size'>>

/** What a strategy may do. Symbols may be left out: the one whose bar or order is being looked at is meant. */
export interface Broker {
  /** Unix ms of the bar that has closed. */
  readonly time: () => number
  readonly cash: () => number
  /** Cash and positions at the last closes. */
  readonly equity: () => number
  /** Signed units. */
  readonly position: (symbol?: string) => number
  /** NaN without a position. */
  readonly averagePrice: (symbol?: string) => number
  /** Places an order; it works from the next bar on. Throws `invalid-strategy` where it makes no sense. */
  readonly order: (request: OrderRequest) => Order
  readonly buy: (size: number, more?: More) => Order
  readonly sell: (size: number, more?: More) => Order
  /** Closes what is held at the market; null where that is nothing. */
  readonly closePosition: (symbol?: string) => Order | null
  /** False where the order no longer works. */
  readonly cancel: (order: Order | number) => boolean
  /** Orders that work. */
  readonly orders: (symbol?: string) => readonly Order[]
  /** Units that a share (0 to 1) of equity buys at the last close, before costs. */
  readonly unitsFor: (share: number, symbol?: string) => number
  /** Calls `onTimer` once, that many milliseconds from now; on bars, with the first bar that starts no earlier. */
  readonly after: (ms: number) => void
  /** The order book as received; null where the run is on bars. */
  readonly book: BookView | null
  /** Units in front of a resting order by what has been received and the queue model; NaN where that is not known. */
  readonly queueAhead: (order: Order) => number
}

export function createBarView({ symbol, bars, bar, actions }: Desk): BarView {
  /** What a price or volume of a bar is multiplied with to be one of this bar. */
  const scale = (column: BarColumn, at: number) => {
    if (actions === null || column === 'ts') return 1
    if (column === 'volume') return actions.shares[bar()]! / actions.shares[at]!
    return actions.factor[at]! / actions.factor[bar()]!
  }
  return {
    symbol,
    get index() {
      return bar()
    },
    get ts() {
      return bars.ts[bar()]!
    },
    get open() {
      return bars.open[bar()]!
    },
    get high() {
      return bars.high[bar()]!
    },
    get low() {
      return bars.low[bar()]!
    },
    get close() {
      return bars.close[bar()]!
    },
    get volume() {
      return bars.volume[bar()]!
    },
    // A negative distance would be the future.
    ago(column, back) {
      if (!(back >= 0 && back <= bar())) return Number.NaN
      const at = bar() - Math.trunc(back)
      return bars[column][at]! * scale(column, at)
    },
    past(column, count) {
      const from = Math.max(0, Math.ceil(bar() + 1 - Math.max(0, count)))
      const values = bars[column].slice(from, bar() + 1)
      return actions === null ? values : values.map((value, i) => value * scale(column, from + i))
    },
  }
}

export interface BrokerOptions {
  readonly desks: readonly Desk[]
  readonly purse: Purse
  /** The symbol that is being looked at. */
  readonly current: () => Desk
  readonly time: () => number
  readonly equity: () => number
  /** Unix ms at which a timer is due. */
  readonly wake: (time: number) => void
}

export function createBroker({ desks, purse, current, time, equity, wake }: BrokerOptions): Broker {
  const bySymbol = new Map(desks.map((desk) => [desk.symbol, desk]))
  const deskOf = (symbol?: string): Desk => {
    if (symbol === undefined) return current()
    const desk = bySymbol.get(symbol)
    if (desk !== undefined) return desk
    throw new AppError('invalid-strategy', `The run has no symbol ${symbol}`, {
      hint: `Its symbols: ${[...bySymbol.keys()].join(', ')}.`,
    })
  }
  const order = (request: OrderRequest) => {
    checkOrder(request)
    return deskOf(request.symbol).place(request)
  }
  const named = (symbol?: string) => (symbol === undefined ? {} : { symbol })
  return {
    time,
    cash: purse.cash,
    equity,
    position: (symbol) => deskOf(symbol).lots.units(),
    averagePrice: (symbol) => deskOf(symbol).lots.averagePrice(),
    order,
    buy: (size, more) => order({ ...more, side: 'buy', size }),
    sell: (size, more) => order({ ...more, side: 'sell', size }),
    closePosition(symbol) {
      const units = deskOf(symbol).lots.units()
      if (units === 0) return null
      return order({ ...named(symbol), side: units > 0 ? 'sell' : 'buy', size: Math.abs(units), reduceOnly: true })
    },
    cancel(given) {
      const id = typeof given === 'number' ? given : given.id
      for (const desk of desks) {
        const found = desk.book.working().find((one) => one.id === id && one.status === 'working')
        if (found === undefined) continue
        desk.cancel(found)
        return true
      }
      return false
    },
    orders: (symbol) =>
      deskOf(symbol)
        .book.working()
        .filter(({ status }) => status === 'working'),
    unitsFor: (share, symbol) => (equity() * share) / deskOf(symbol).price(),
    after: (ms) => wake(time() + checkDelay(ms)),
    book: null,
    queueAhead: () => Number.NaN,
  }
}

/** Throws `invalid-strategy` for what is no time to come. */
export function checkDelay(ms: number): number {
  if (Number.isFinite(ms) && ms >= 0) return ms
  throw new AppError('invalid-strategy', `A timer cannot be set: ${ms} ms`, { hint: 'Give milliseconds, 0 or more.' })
}
