/** Distance at which a stop follows the price it would trade at: ticks, or a fraction. */
export interface DepthTrail {
  readonly by: 'ticks' | 'percent'
  readonly distance: number
}

export type TimeInForce = 'gtc' | 'ioc' | 'fok'
export type OrderStatus = 'sent' | 'parked' | 'open' | 'filled' | 'cancelled' | 'expired' | 'rejected'

/** What a strategy asks for. `side` 1 buys, -1 sells; `tick` is the limit, left out for a market order. */
export interface OrderRequest {
  readonly side: 1 | -1
  readonly lots: number
  readonly tick?: number
  /** Default `gtc`; a market order never rests, so it is `ioc` or `fok`. */
  readonly timeInForce?: TimeInForce
  /** Expires instead of taking liquidity. */
  readonly postOnly?: boolean
  /** Never opens a position or turns one around. */
  readonly reduceOnly?: boolean
  /** Parked at the exchange until the market is at this tick or beyond; then a market or limit order. */
  readonly stop?: number
  /** The same, with a tick that follows the market. */
  readonly trail?: DepthTrail
}

/** An order as the exchange has it. Times are Unix microseconds, NaN while something has not happened. */
export interface DepthOrder {
  readonly id: number
  readonly side: 1 | -1
  /** Null for a market order. */
  readonly tick: number | null
  readonly lots: number
  readonly timeInForce: TimeInForce
  readonly postOnly: boolean
  readonly reduceOnly: boolean
  readonly stop: number | null
  readonly trail: DepthTrail | null
  readonly sentAt: number
  arrivedAt: number
  endedAt: number
  leaves: number
  status: OrderStatus
  /** Why it was rejected or ended unfilled; empty otherwise. */
  reason: string
}

export interface DepthFill {
  readonly order: number
  readonly side: 1 | -1
  readonly tick: number
  readonly lots: number
  readonly maker: boolean
  /** Exchange time, Unix microseconds. */
  readonly at: number
  /** Account currency. */
  readonly fee: number
}

/** What the exchange tells about an order; it reaches the strategy after the response delay. */
export interface OrderUpdate {
  readonly order: number
  readonly status: OrderStatus
  readonly leaves: number
  readonly reason: string
  readonly fill: DepthFill | null
  /** Exchange time of what is told. */
  readonly at: number
}

/** Fractions of traded value; a negative maker fee is a rebate. */
export interface DepthFees {
  readonly maker: number
  readonly taker: number
}

/** Fee of one fill in account currency, for everything that is no fraction of value. Asked once a fill, in their order. */
export type DepthFeeOf = (fill: Omit<DepthFill, 'fee'>) => number
