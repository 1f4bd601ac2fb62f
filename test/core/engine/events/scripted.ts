import type { Broker, BarView } from '../../../../core/engine/events/broker.ts'
import { runCallbacks } from '../../../../core/engine/events/callbacks.ts'
import type { CostSpec } from '../../../../core/contract/costs.ts'
import type { Order } from '../../../../core/engine/events/orders.ts'
import type { CorporateAction } from '../../../../core/engine/actions/actions.ts'
import type { ProfileFields } from '../../../../core/contract/profile.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import type { Costs } from '../../../../core/engine/types.ts'
import type { Bars } from '../../../../core/market-data/bars.ts'

export const free: Costs = { cash: 10_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 }

/** Daily bars from rows of open, high, low, close and, where it matters, volume. */
export function barsOf(rows: readonly (readonly number[])[]): Bars {
  const column = (index: number, missing = 1000) => Float64Array.from(rows, (row) => row[index] ?? missing)
  return {
    rows: rows.length,
    ts: Float64Array.from(rows, (_, i) => Date.UTC(2020, 0, 1) + i * 86_400_000),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4),
  }
}

export interface Script {
  readonly rows?: readonly (readonly number[])[]
  readonly bars?: Bars
  readonly actions?: readonly CorporateAction[]
  readonly costs?: Partial<Costs>
  readonly set?: Partial<ProfileFields>
  readonly own?: CostSpec
  /** What the strategy does at the close of each bar. */
  readonly at?: Readonly<Record<number, (broker: Broker, bar: BarView) => void>>
  readonly onBar?: (bar: BarView, broker: Broker) => void
  readonly onOrder?: (order: Order, broker: Broker) => void
}

export function play({
  rows = [],
  bars = barsOf(rows),
  actions = [],
  costs = {},
  set = {},
  own = {},
  at = {},
  onBar,
  onOrder,
}: Script) {
  const run = runCallbacks({
    series: [{ symbol: 'X', bars, actions }],
    profile: { ...findProfile('sextant').fields, ...set },
    costs: { ...free, ...costs },
    own,
    strategy: {
      onBar(bar, broker) {
        at[bar.index]?.(broker, bar)
        onBar?.(bar, broker)
      },
      ...(onOrder === undefined ? {} : { onOrder }),
    },
  })
  const [{ trades, orders }] = run.parts as [(typeof run.parts)[number]]
  return {
    ...run,
    trades,
    orders,
    /** What was filled, as `bar side size @ price`. */
    fills: orders
      .filter(({ status }) => status === 'filled')
      .map(({ bar, side, size, price }) => `${bar} ${side} ${size} @ ${price}`),
    ends: orders
      .filter(({ status }) => status !== 'filled')
      .map(({ bar, status, reason }) => `${bar} ${status}: ${reason}`),
  }
}
