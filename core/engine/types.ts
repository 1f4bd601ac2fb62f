import type { CostSpec } from '../contract/costs.ts'
import type { Rates } from './costs/rates.ts'
import type { Bars } from '../market-data/bars.ts'
import type { ProfileFields } from '../contract/profile.ts'
import type { Signals } from '../strategy/signals.ts'
import type { Actions } from './actions/actions.ts'
import type { Intrabar } from './intrabar/types.ts'

export type ExitReason =
  | 'signal'
  | 'stopLoss'
  | 'takeProfit'
  | 'trailingStop'
  | 'timeLimit'
  | 'reverse'
  | 'finalBar'
  | 'liquidation'
  | 'cashInLieu'
  | 'rebalance'
  | 'leftUniverse'
  | 'delisted'
  | ''

/**
 * Money and costs of a simulation; fractions of traded value, except `feeFixed` (account currency an order). `costs` holds
 * models that replace the figures they are richer than.
 */
export interface Costs {
  readonly cash: number
  readonly fees: number
  readonly feeFixed: number
  readonly slippage: number
  readonly spread: number
  readonly leverage: number
  readonly initialMargin?: number | undefined
  readonly maintenanceMargin?: number | undefined
  readonly type?: 'cash' | 'margin' | undefined
  readonly positions?: 'netting' | 'hedging' | undefined
  readonly currencies?: Readonly<Record<string, string>> | undefined
  readonly costs?: CostSpec | undefined
}

/** A cost that is one number. */
export type CostFigure = Exclude<
  keyof Costs,
  'costs' | 'type' | 'positions' | 'currencies' | 'initialMargin' | 'maintenanceMargin'
>

export interface Simulation {
  readonly bars: Bars
  readonly signals: Signals
  readonly profile: ProfileFields
  readonly costs: Costs
  /** Splits and dividends; rules then gave their prices in those of `actions.seen`. */
  readonly actions?: Actions | null
  /** For a series that is not in the account's currency. */
  readonly rates?: Rates | null
  /** What decides inside a bar beside the profile's rule, which alone decides where this is left out. */
  readonly intrabar?: Intrabar
}

/**
 * One round trip. Prices include slippage and spread; `pnl` is net of both fees and contains the dividends; `return` is pnl
 * over entry value. Where shares were split on the way, size and entry price are in shares of the exit.
 */
export interface Trade {
  readonly side: 'long' | 'short'
  readonly size: number
  readonly entryBar: number
  readonly entryPrice: number
  /** Index of the last bar and its price where the trade is still open. */
  readonly exitBar: number
  readonly exitPrice: number
  readonly entryFee: number
  readonly exitFee: number
  readonly pnl: number
  /** Dividends received, negative where a short has paid them, with the gain on fractions that a split has paid out. */
  readonly dividends: number
  /** What one share of the entry was at the exit; 1 without a split. */
  readonly split: number
  readonly return: number
  /** Account currency for one unit of the prices' at the two fills; absent where they are the same. */
  readonly entryRate?: number
  readonly exitRate?: number
  /** Worst and best price move while held, as fractions of the entry price; mae <= 0 <= mfe. */
  readonly mae: number
  readonly mfe: number
  readonly exitReason: ExitReason
  readonly open: boolean
  /** Set where a bar on which it was held did not say in which order it reached the levels, and an assumption decided. */
  readonly ambiguous?: true
  /** Set where finer bars said it. */
  readonly resolved?: true
}

/** One order event, for orders.parquet. */
export interface OrderEvent {
  readonly bar: number
  readonly kind: 'market' | 'limit' | 'stop'
  readonly side: 'buy' | 'sell'
  readonly status: 'filled' | 'expired' | 'rejected' | 'cancelled'
  readonly size: number
  readonly price: number
  readonly fee: number
  readonly reason: string
}

/** Result of one simulation; the arrays have one entry a bar, valued at the close. */
export interface SimulationResult {
  readonly equity: Float64Array
  readonly cash: Float64Array
  readonly positionValue: Float64Array
  readonly trades: readonly Trade[]
  readonly orders: readonly OrderEvent[]
  /** Things the analyst should know: no trades, orders refused for lack of cash, account bankrupt. */
  readonly warnings: readonly string[]
  /** Bars on which the order of high and low decided, by an assumption and by finer bars; not counted without `intrabar`. */
  readonly insideBars?: { readonly assumed: number; readonly resolved: number }
}
