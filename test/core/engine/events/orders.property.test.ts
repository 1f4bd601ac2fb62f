import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { OrderRequest, OrderType } from '../../../../core/engine/events/orders.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import { anyActions, anyBars, anyCosts, anyProfile } from '../arbitrary.ts'
import { signalsOf } from '../reference.ts'
import { free, play } from './scripted.ts'

const often = { numRuns: process.env['SEXTANT_LONG'] === '1' ? 20_000 : 400 }
const minutes = 10 * 60_000
const near = fc.double({ min: -0.1, max: 0.1, noNaN: true })

/** An order as shares of the price at which it is placed. */
const anyOrder = fc.record({
  every: fc.integer({ min: 1, max: 7 }),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  share: fc.double({ min: 0.01, max: 3, noNaN: true }),
  type: fc.constantFrom<OrderType>(
    'market',
    'limit',
    'stop',
    'stopLimit',
    'trailingStop',
    'marketOnOpen',
    'marketOnClose',
  ),
  limit: near,
  stop: near,
  by: fc.constantFrom('amount' as const, 'percent' as const, 'atr' as const),
  timeInForce: fc.constantFrom('gtc' as const, 'gtd' as const, 'ioc' as const, 'fok' as const),
  reduceOnly: fc.boolean(),
  stopLoss: fc.option(near),
  takeProfit: fc.option(near),
  trails: fc.boolean(),
  group: fc.option(fc.constant('g'), { nil: null, freq: 1 }),
})

describe('any orders on any bars', () => {
  it('keep the books, fill inside the bar, and do not depend on later bars', { timeout: minutes }, () => {
    fc.assert(
      fc.property(
        anyBars.chain((bars) =>
          fc.tuple(
            fc.constant(bars),
            fc.oneof(
              fc.constant([]),
              anyActions(bars).map(({ list }) => list),
            ),
          ),
        ),
        anyBars,
        anyProfile,
        anyCosts,
        fc.array(anyOrder, { minLength: 1, maxLength: 4 }),
        fc.option(fc.constantFrom(0.001, 0.01)),
        fc.nat(),
        ([bars, actions], other, set, costs, orders, volumeShare, pick) => {
          const run = (given: typeof bars) =>
            play({
              bars: given,
              actions,
              set,
              costs,
              own: {
                ...(volumeShare === null ? {} : { volumeShare }),
                financing: [
                  { kind: 'borrow', annual: 0.1, yearDays: 360 },
                  { kind: 'marginInterest', annual: 0.1, yearDays: 360 },
                ],
              },
              onBar(bar, broker) {
                for (const order of orders) {
                  if (bar.index % order.every !== 0) continue
                  const at = (share: number) => bar.close * (1 + share)
                  const size = (order.share * costs.cash) / bar.close
                  const trail = {
                    by: order.by,
                    distance: order.by === 'percent' ? 0.05 : order.by === 'amount' ? bar.close * 0.05 : 2,
                    lookback: 3,
                  }
                  const request: OrderRequest = {
                    side: order.side,
                    size,
                    type: order.type,
                    limit: at(order.limit),
                    stop: at(order.stop),
                    trail,
                    timeInForce: order.timeInForce,
                    goodTill: bar.ts + 3 * 86_400_000,
                    reduceOnly: order.reduceOnly,
                    ...(order.stopLoss === null ? {} : { stopLoss: at(order.stopLoss) }),
                    ...(order.takeProfit === null ? {} : { takeProfit: at(order.takeProfit) }),
                    ...(order.trails ? { trailingStop: trail } : {}),
                    ...(order.group === null ? {} : { oneCancelsOther: order.group }),
                  }
                  broker.order(request)
                }
              },
            })
          // The books are checked on every bar inside: a run that ends has kept them.
          const result = run(bars)
          const reach = costs.slippage + costs.spread + 1e-9
          for (const { bar, status, price } of result.orders) {
            if (status !== 'filled') continue
            expect(price).toBeGreaterThanOrEqual(bars.low[bar]! * (1 - reach))
            expect(price).toBeLessThanOrEqual(bars.high[bar]! * (1 + reach))
          }
          const present = pick % (bars.rows - 1)
          const changed = { ...bars }
          for (const name of ['open', 'high', 'low', 'close'] as const)
            changed[name] = bars[name].map((value, i) => (i <= present || i >= other.rows ? value : other[name][i]!))
          const again = run(changed)
          expect(again.equity.subarray(0, present)).toEqual(result.equity.subarray(0, present))
          const until = (given: typeof result) =>
            given.orders.filter(({ bar, reason }) => bar < present && reason !== 'finalBar')
          expect(until(again)).toEqual(until(result))
        },
      ),
      often,
    )
  })

  it('do what rules do: an entry with stop, target and trailing stop, to the bit', { timeout: minutes }, () => {
    const distance = fc.double({ min: 0.01, max: 0.2, noNaN: true })
    fc.assert(
      fc.property(
        anyBars.chain((bars) => fc.tuple(fc.constant(bars), fc.oneof(fc.constant(null), anyActions(bars)))),
        fc.integer({ min: 2, max: 9 }),
        fc.integer({ min: 2, max: 9 }),
        fc.constantFrom(1, -1),
        fc.option(distance),
        fc.option(distance),
        fc.option(distance),
        ([bars, actions], enters, leaves, side, stop, target, trail) => {
          const profile = { ...findProfile('sextant').fields, stopReference: 'signalClose' as const }
          const on = (every: number) => Uint8Array.from({ length: bars.rows }, (_, i) => (i % every === 1 ? 1 : 0))
          const column = (value: number | null) => (value === null ? null : new Float64Array(bars.rows).fill(value))
          // A trailing stop of the rules follows from the same reference as the stop, one of the broker from the fill.
          const rules = simulate({
            bars,
            actions,
            profile: trail === null ? profile : findProfile('sextant').fields,
            costs: { ...free, cash: 1e9 },
            signals: signalsOf(bars.rows, {
              ...(side > 0
                ? { entryLong: on(enters), exitLong: on(leaves) }
                : { entryShort: on(enters), exitShort: on(leaves) }),
              stopLoss: trail === null ? column(stop) : null,
              takeProfit: trail === null ? column(target) : null,
              trailingStop: column(trail),
              sizing: { kind: 'units', units: 7 },
            }),
          })
          const orders = play({
            bars,
            ...(actions === null ? {} : { actions: actions.list }),
            costs: { cash: 1e9 },
            onBar(bar, broker) {
              const held = broker.position() !== 0
              if (held && bar.index % leaves === 1) broker.closePosition()
              // The rules' entry and exit of one bar cancel each other; an exit makes room for an entry only later.
              if (bar.index % enters !== 1 || bar.index % leaves === 1) return
              if (held) return
              broker.order({
                side: side > 0 ? 'buy' : 'sell',
                size: 7,
                ...(trail === null && stop !== null ? { stopLoss: bar.close * (1 - side * stop) } : {}),
                ...(trail === null && target !== null ? { takeProfit: bar.close * (1 + side * target) } : {}),
                ...(trail === null ? {} : { trailingStop: { by: 'percent', distance: trail } }),
              })
            },
          })
          expect(orders.trades.map((trade) => ({ ...trade, exitReason: '' }))).toEqual(
            rules.trades.map((trade) => ({ ...trade, exitReason: '' })),
          )
          expect(orders.equity).toEqual(rules.equity)
        },
      ),
      often,
    )
  })
})
