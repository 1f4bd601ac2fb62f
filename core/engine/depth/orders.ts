export type TimeInForce = 'gtc' | 'ioc' | 'fok'
export type OrderStatus = 'sent' | 'open' | 'filled' | 'cancelled' | 'expired' | 'rejected'

/** What a strategy asks for. `side` 1 buys, -1 sells; `tick` is the limit, left out for a market order. */
export interface OrderRequest {
  readonly side: 1 | -1
  readonly lots: number
  readonly tick?: number
  /** Default `gtc`; a market order never rests, so it is `ioc` or `fok`. */
  readonly timeInForce?: TimeInForce
  /** Expires instead of taking liquidity. */
  readonly postOnly?: boolean
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
