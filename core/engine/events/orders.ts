import { AppError } from '../../contract/errors.ts'

export type OrderType = 'market' | 'limit' | 'stop' | 'stopLimit' | 'trailingStop' | 'marketOnOpen' | 'marketOnClose'

/** Distance at which a trailing stop follows: in price, as a fraction of it, or in average true ranges of `lookback` bars. */
export interface Trail {
  readonly by: 'amount' | 'percent' | 'atr'
  readonly distance: number
  /** Bars of the average true range, 14 where it is left out. */
  readonly lookback?: number
}

/** An order as a strategy writes it. */
export interface OrderRequest {
  /** Needed where the run has several symbols. */
  readonly symbol?: string
  readonly side: 'buy' | 'sell'
  readonly size: number
  /** `market` where it is left out. */
  readonly type?: OrderType
  readonly limit?: number
  readonly stop?: number
  readonly trail?: Trail
  /** Until cancelled (the default), until `goodTill`, at the first chance or not at all (`fok` whole, `ioc` what there is). */
  readonly timeInForce?: 'gtc' | 'gtd' | 'ioc' | 'fok'
  /** Unix ms of the last moment at which a `gtd` order works. */
  readonly goodTill?: number
  readonly reduceOnly?: boolean
  /** Refused where it would be filled at once. */
  readonly postOnly?: boolean
  /** Orders of one group: a fill of one cancels the others. */
  readonly oneCancelsOther?: string
  /** Orders placed once this one is wholly filled. */
  readonly triggers?: readonly OrderRequest[]
  /** The bracket, for each part that is filled: a price at which to take the profit, one at which to stop, or a stop that follows. */
  readonly takeProfit?: number
  readonly stopLoss?: number
  readonly trailingStop?: Trail
  readonly tag?: string
}

export type OrderStatus = 'working' | 'filled' | 'cancelled' | 'rejected' | 'expired'
export type OrderRole = 'stopLoss' | 'takeProfit' | 'trailingStop' | null

/** An order in the book. A strategy may read it. */
export interface Order {
  readonly id: number
  readonly symbol: string
  /** As written; after a split in new shares. */
  request: OrderRequest
  readonly type: OrderType
  /** 1 to buy, -1 to sell. */
  readonly side: 1 | -1
  readonly role: OrderRole
  /** The order whose fill placed this one, 0 for none. */
  readonly parent: number
  /** Units asked for, less what a fill of the other side of the bracket has taken. */
  size: number
  filled: number
  /** Of what was filled so far; NaN before that. */
  averagePrice: number
  status: OrderStatus
  /** Why it is no longer working, where that is not a fill. */
  reason: string
  /** Index of the first bar that may fill it. */
  activeFrom: number
  /** A stop-limit order whose stop was reached. */
  triggered: boolean
  /** Best price since a trailing stop began to work, and its distance from it. */
  extreme: number
  distance: number
}

function refuse(message: string, hint: string): never {
  throw new AppError('invalid-strategy', `An order cannot be placed: ${message}`, { hint })
}

/** Throws `invalid-strategy` where an order makes no sense; `price` is the last close. */
export function checkOrder(request: OrderRequest): void {
  const { size, limit, stop, trail, type = 'market', timeInForce = 'gtc', goodTill, side } = request
  if (side !== 'buy' && side !== 'sell') refuse(`side is ${String(side)}`, 'Use buy or sell.')
  if (!(Number.isFinite(size) && size > 0)) refuse(`size is ${size}`, 'Give a positive number of units.')
  const needs = { limit: type === 'limit' || type === 'stopLimit', stop: type === 'stop' || type === 'stopLimit' }
  if (needs.limit && !Number.isFinite(limit)) refuse(`a ${type} order has limit ${limit}`, 'Give `limit` as a price.')
  if (needs.stop && !Number.isFinite(stop)) refuse(`a ${type} order has stop ${stop}`, 'Give `stop` as a price.')
  if (type === 'trailingStop' && trail === undefined) refuse('a trailing stop has no trail', 'Give `trail`.')
  for (const given of [trail, request.trailingStop]) {
    if (given !== undefined && !(given.distance > 0))
      refuse(`a trailing stop has distance ${given.distance}`, 'Give a positive distance.')
  }
  for (const name of ['takeProfit', 'stopLoss'] as const) {
    const price = request[name]
    if (price !== undefined && !Number.isFinite(price)) refuse(`${name} is ${price}`, 'Give a price, or leave it out.')
  }
  if (timeInForce === 'gtd' && !Number.isFinite(goodTill)) refuse('it is good till no date', 'Give `goodTill`.')
  if (request.postOnly === true && type !== 'limit') refuse(`a ${type} order is post-only`, 'Only limit orders rest.')
  for (const child of request.triggers ?? []) checkOrder(child)
}

/** An order in the shares after a split: more of them at a lower price. */
export function inNewShares(request: OrderRequest, ratio: number): OrderRequest {
  const price = (name: 'limit' | 'stop' | 'takeProfit' | 'stopLoss') => {
    const given = request[name]
    return given === undefined ? {} : { [name]: given / ratio }
  }
  const trail = (name: 'trail' | 'trailingStop') => {
    const given = request[name]
    return given?.by === 'amount' ? { [name]: { ...given, distance: given.distance / ratio } } : {}
  }
  const { triggers } = request
  return {
    ...request,
    size: request.size * ratio,
    ...price('limit'),
    ...price('stop'),
    ...price('takeProfit'),
    ...price('stopLoss'),
    ...trail('trail'),
    ...trail('trailingStop'),
    ...(triggers === undefined ? {} : { triggers: triggers.map((child) => inNewShares(child, ratio)) }),
  }
}
