import { depthFlag, depthKind } from '../../../../core/engine/depth/events.ts'
import { runRecording } from '../../../../core/engine/depth/run-recording.ts'
import type { RecordingMarket } from '../../../../core/engine/depth/run-recording.ts'
import type { CallbackStrategy } from '../../../../core/engine/events/callbacks.ts'
import type { CostSpec } from '../../../../core/contract/costs.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import type { ProfileFields } from '../../../../core/contract/profile.ts'
import type { Costs } from '../../../../core/engine/types.ts'
import { depthColumns } from '../../../../core/market-data/depth/columns.ts'
import type { DepthColumns } from '../../../../core/market-data/depth/columns.ts'
import { toRecording } from '../../../../core/market-data/depth/tick-events.ts'

/** Monday, 2024-01-01 00:00 UTC in microseconds; times of the ticks count ms from there. */
export const start = Date.UTC(2024, 0, 1) * 1000

/** A quote (bid, ask) or a trade (price, size) at a time. */
export type HandTick =
  | {
      readonly at: number
      readonly bid: number
      readonly ask: number
      readonly bidSize?: number
      readonly askSize?: number
    }
  | { readonly at: number; readonly price: number; readonly size?: number; readonly side?: 1 | -1 }

export function columnsOf(ticks: readonly HandTick[]): DepthColumns {
  const rows = ticks.flatMap((tick): [number, number, number, number, number, number][] => {
    const at = start + tick.at * 1000
    if ('price' in tick)
      return [
        [at, depthKind.trade, depthFlag.first | depthFlag.last, tick.side ?? 0, tick.price, tick.size ?? Number.NaN],
      ]
    return [
      [at, depthKind.quote, depthFlag.first, 1, tick.bid, tick.bidSize ?? Number.NaN],
      [at, depthKind.quote, depthFlag.last, -1, tick.ask, tick.askSize ?? Number.NaN],
    ]
  })
  const columns = depthColumns(rows.length)
  rows.forEach(([at, kind, flags, side, price, quantity], row) => {
    columns.ts[row] = at
    columns.exchangeTs[row] = at
    columns.kind[row] = kind
    columns.flags[row] = flags
    columns.side[row] = side
    columns.price[row] = price
    columns.quantity[row] = quantity
  })
  return columns
}

export interface Play {
  readonly ticks: readonly HandTick[]
  readonly strategy: CallbackStrategy
  readonly market?: Partial<RecordingMarket>
  readonly costs?: Partial<Costs>
  readonly own?: CostSpec
  readonly set?: Partial<ProfileFields>
  readonly tickSize?: number
  readonly lotSize?: number
}

export function play({ ticks, strategy, market = {}, costs = {}, own = {}, set = {}, tickSize, lotSize }: Play) {
  const steps = { ...(tickSize === undefined ? {} : { tickSize }), ...(lotSize === undefined ? {} : { lotSize }) }
  const run = runRecording({
    recording: toRecording('X', columnsOf(ticks), steps),
    market: {
      latency: { kind: 'constant', entry: 0, response: 0 },
      queue: { kind: 'power', exponent: 1 },
      barMs: null,
      ...market,
    },
    profile: { ...findProfile('sextant').fields, ...set },
    costs: { cash: 10_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1, ...costs },
    own,
    seed: 0,
    strategy,
  })
  const [{ trades, orders }] = run.parts as [(typeof run.parts)[number]]
  const at = (bar: number) => run.moments.ts[bar]! - start / 1000
  return {
    ...run,
    trades,
    orders,
    /** What was filled, as `ms side size @ price`. */
    fills: orders
      .filter(({ status }) => status === 'filled')
      .map(({ bar, side, size, price }) => `${at(bar)} ${side} ${size} @ ${price}`),
    ends: orders
      .filter(({ status }) => status !== 'filled')
      .map(({ bar, status, reason }) => `${at(bar)} ${status}: ${reason}`),
  }
}
