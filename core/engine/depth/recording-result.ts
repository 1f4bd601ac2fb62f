import type { ProfileFields } from '../../contract/profile.ts'
import type { Bars } from '../../market-data/bars.ts'
import { firstAtOrAfter } from '../../market-data/bars.ts'
import { assertBalance } from '../events/identity.ts'
import { createLots } from '../events/lots.ts'
import type { PortfolioResult } from '../portfolio/portfolio.ts'
import type { ExitReason, OrderEvent } from '../types.ts'
import type { DepthFill, DepthOrder } from './orders.ts'

/** Mid prices of a run at exchange time; microseconds, price units. */
export interface MidPath {
  readonly ts: readonly number[]
  readonly mid: readonly number[]
}

export interface RecordingOutcome {
  readonly path: MidPath
  readonly fills: readonly DepthFill[]
  readonly orders: readonly DepthOrder[]
  /** What the strategy called an order, by its number. */
  readonly named: (id: number) => {
    readonly reason: ExitReason
    readonly note: string
    readonly kind: OrderEvent['kind']
  }
  readonly tickSize: number
  readonly lotSize: number
  readonly cash: number
  readonly profile: ProfileFields
  /** Milliseconds between samples of the curves. */
  readonly every: number
}

export interface RecordingResult extends Omit<PortfolioResult, 'warnings'> {
  /** Mid prices over the samples of the curves. */
  readonly sampled: Bars
  /** Mid prices over the times at which something happened or was sampled; the bars of trades and orders count these. */
  readonly moments: Bars
}

/** Curves, trades and orders of a replay. A row holds what happened from its time to the next row's. */
export function recordingResult(outcome: RecordingOutcome): RecordingResult {
  const { path, fills, orders, named, tickSize, lotSize, cash: start, profile, every } = outcome
  const ended = orders.filter(({ status }) => status === 'expired' || status === 'cancelled' || status === 'rejected')
  const happened = [...fills.map(({ at }) => at), ...ended.map(({ endedAt }) => endedAt)].map((at) =>
    Math.floor(at / 1000),
  )
  const grid = gridOf(path, every)
  const sampled = barsOf(path, grid)
  const moments = barsOf(path, Float64Array.from(new Set([...grid, ...happened])).sort())
  const rowOf = (at: number) => firstAtOrAfter(moments.ts, Math.floor(at / 1000))
  const lots = createLots(moments)
  const column = () => new Float64Array(grid.length)
  const curves = { equity: column(), cash: column(), positionValue: column() }
  let cash = start
  let next = 0
  let largest = start
  for (let row = 0; row < grid.length; row++) {
    const until = (grid[row + 1] ?? Number.POSITIVE_INFINITY) * 1000
    for (; next < fills.length && fills[next]!.at < until; next++) book(fills[next]!)
    const price = sampled.close[row]!
    const value = lots.units() === 0 ? 0 : lots.units() * price
    curves.cash[row] = cash
    curves.positionValue[row] = value
    curves.equity[row] = cash + value
    largest = Math.max(largest, Math.abs(value))
    const booked = start + lots.realised() + (value === 0 ? 0 : lots.unrealised(price))
    assertBalance({ booked, equity: cash + value, largest, time: grid[row]! })
  }
  const last = moments.rows - 1
  const open = profile.finalBar === 'leaveOpen' || last < 0 ? [] : lots.openTrades(last, moments.close[last]!)
  const filled = fills.map((fill): OrderEvent => {
    const { note, kind } = named(fill.order)
    const { price, size } = amounts(fill)
    return { bar: rowOf(fill.at), kind, side: sideOf(fill), status: 'filled', size, price, fee: fill.fee, reason: note }
  })
  const without = ended.map((order): OrderEvent => {
    const price = (order.tick ?? order.stop ?? Number.NaN) * tickSize
    const { kind } = named(order.id)
    const status = order.status as OrderEvent['status']
    const size = order.leaves * lotSize
    return { bar: rowOf(order.endedAt), kind, side: sideOf(order), status, size, price, fee: 0, reason: order.reason }
  })
  return {
    ts: grid,
    ...curves,
    sampled,
    moments,
    parts: [
      {
        trades: [...lots.trades, ...open],
        orders: [...filled, ...without].toSorted((a, b) => a.bar - b.bar),
      },
    ],
  }

  function book(fill: DepthFill): void {
    const { price, size } = amounts(fill)
    const held = lots.units()
    const turned = Math.sign(held) === -fill.side && size > Math.abs(held) * (1 + 1e-12)
    const { reason } = named(fill.order)
    cash -= fill.side * size * price + fill.fee
    largest = Math.max(largest, size * price)
    lots.book({
      units: fill.side * size,
      price,
      fee: fill.fee,
      bar: rowOf(fill.at),
      moment: 'inside',
      reason: reason === 'signal' && turned ? 'reverse' : reason,
    })
  }

  function amounts({ tick, lots: count }: DepthFill): { price: number; size: number } {
    return { price: tick * tickSize, size: count * lotSize }
  }
}

function sideOf({ side }: { side: number }): 'buy' | 'sell' {
  return side > 0 ? 'buy' : 'sell'
}

function gridOf({ ts }: MidPath, every: number): Float64Array {
  if (ts.length === 0) return new Float64Array(0)
  const first = Math.floor(ts[0]! / 1000 / every)
  const last = Math.floor(ts.at(-1)! / 1000 / every)
  return Float64Array.from({ length: last - first + 1 }, (_, i) => (first + i) * every)
}

/** Open, high, low and close of the mid price from each time to the next; before the first price, that price. */
function barsOf({ ts, mid }: MidPath, times: Float64Array): Bars {
  const rows = times.length
  const column = () => new Float64Array(rows)
  const bars = { rows, ts: times, open: column(), high: column(), low: column(), close: column(), volume: column() }
  bars.volume.fill(Number.NaN)
  let price = mid[0] ?? Number.NaN
  let next = 0
  for (let row = 0; row < rows; row++) {
    const until = (times[row + 1] ?? Number.POSITIVE_INFINITY) * 1000
    let [low, high] = [price, price]
    bars.open[row] = price
    for (; next < ts.length && ts[next]! < until; next++) {
      price = mid[next]!
      if (price < low) low = price
      if (price > high) high = price
    }
    bars.high[row] = high
    bars.low[row] = low
    bars.close[row] = price
  }
  return bars
}
