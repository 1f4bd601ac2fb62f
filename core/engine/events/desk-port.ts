import type { Bars } from '../../market-data/bars.ts'
import type { Actions } from '../actions/actions.ts'
import type { ExitReason } from '../types.ts'
import type { Lots, Moment } from './lots.ts'
import type { OrderBook } from './order-book.ts'
import type { Order, OrderRequest } from './orders.ts'

/** One symbol of a run: its orders, what is held of it, and what happens to both on a bar. */
export interface Desk {
  readonly symbol: string
  readonly bars: Bars
  readonly actions: Actions | null
  readonly book: OrderBook
  readonly lots: Lots
  /** The bar that is being looked at, and the last close. */
  readonly bar: () => number
  readonly price: () => number
  readonly place: (request: OrderRequest) => Order
  readonly cancel: (order: Order) => void
  /** The split or dividend of a bar, before anything else happens on it. */
  readonly adjust: (bar: number) => void
  /** Three parts of a bar, in this order. */
  readonly atOpen: (bar: number) => void
  readonly inside: (bar: number) => void
  readonly atClose: (bar: number) => void
  /** Market orders that were placed at this close, where the profile fills them there. */
  readonly atSignalClose: () => void
  /** Closes what is held, outside of any order. */
  readonly flatten: (quoted: number, moment: Moment, reason: ExitReason) => void
  readonly cancelAll: (reason: string) => void
}
