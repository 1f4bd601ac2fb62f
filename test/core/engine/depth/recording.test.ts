import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { Broker } from '../../../../core/engine/events/broker.ts'
import { runCallbacks } from '../../../../core/engine/events/callbacks.ts'
import type { CallbackStrategy, Tick } from '../../../../core/engine/events/callbacks.ts'
import { findProfile } from '../../../../core/engine/conventions/profiles.ts'
import { free } from '../events/scripted.ts'
import { play, start } from './ticks.ts'
import type { HandTick } from './ticks.ts'

/** Does something once, on the first tick at or after each time. */
function plan(
  steps: Readonly<Record<number, (broker: Broker) => void>>,
  more: CallbackStrategy = {},
): CallbackStrategy {
  const left = Object.entries(steps).map(([at, step]) => [Number(at), step] as const)
  return {
    ...more,
    onTick(tick, broker) {
      more.onTick?.(tick, broker)
      while (left.length > 0 && tick.ts - start / 1000 >= left[0]![0]) left.shift()![1](broker)
    },
  }
}
const quote = (at: number, bid: number, ask = bid + 1): HandTick => ({ at, bid, ask })
const trade = (at: number, price: number, size = 5, side: 1 | -1 = 1): HandTick => ({ at, price, size, side })

describe('ticks', () => {
  it('reach onTick as quotes and trades, with the best prices beside them', () => {
    const seen: Tick[] = []
    play({
      ticks: [quote(0, 100), trade(5, 101, 3), quote(10, 100), quote(20, 99.5)],
      strategy: { onTick: (tick) => void seen.push(tick) },
    })
    expect(seen.map(({ kind, ts, price, size, bid, ask }) => [kind, ts - start / 1000, price, size, bid, ask])).toEqual(
      [
        ['quote', 0, 100.5, Number.NaN, 100, 101],
        ['trade', 5, 101, 3, 100, 101],
        ['quote', 10, 100.5, Number.NaN, 100, 101],
        ['quote', 20, 100, Number.NaN, 99.5, 100.5],
      ],
    )
  })

  it('fill market orders at the touch of the next tick, and pay the spread both ways', () => {
    const run = play({
      ticks: [quote(0, 100), quote(10, 101), quote(20, 102), quote(30, 103)],
      strategy: plan({ 0: (b) => void b.buy(2), 20: (b) => void b.closePosition() }),
    })
    expect(run.fills).toEqual(['10 buy 2 @ 102', '30 sell 2 @ 103'])
    expect(run.trades[0]).toMatchObject({ entryPrice: 102, exitPrice: 103, pnl: 2, exitReason: 'signal' })
    expect(run.equity.at(-1)).toBe(10_002)
  })

  it('let a limit rest, and fill it at its own price where the quote crosses it or a trade goes through', () => {
    const ticks = [quote(0, 100), quote(10, 100), quote(20, 99), quote(30, 97), quote(40, 97)]
    const crossed = play({ ticks, strategy: plan({ 0: (b) => void b.buy(2, { type: 'limit', limit: 99 }) }) })
    expect(crossed.fills).toEqual(['30 buy 2 @ 99'])
    // A print at the price may belong to those who stood there before; one beyond it may not. It fills what it printed.
    const prints = [quote(0, 100), quote(10, 100), trade(20, 99, 7, -1), trade(30, 98, 3, -1), quote(40, 100)]
    const through = play({ ticks: prints, strategy: plan({ 0: (b) => void b.buy(5, { type: 'limit', limit: 99 }) }) })
    expect(through.fills).toEqual(['20 buy 5 @ 99'])
    const behind = play({
      ticks: [
        { at: 0, bid: 99, ask: 100, bidSize: 50 },
        { at: 10, bid: 99, ask: 100, bidSize: 50 },
        ...prints.slice(2),
      ],
      strategy: plan({ 0: (b) => void b.buy(5, { type: 'limit', limit: 99 }) }),
    })
    expect(behind.fills).toEqual(['30 buy 3 @ 99'])
  })

  it('take at once what a limit crosses, and refuse post-only there', () => {
    const ticks = [quote(0, 100), quote(10, 100), quote(20, 100)]
    const taken = play({ ticks, strategy: plan({ 0: (b) => void b.buy(1, { type: 'limit', limit: 105 }) }) })
    expect(taken.fills).toEqual(['10 buy 1 @ 101'])
    const posted = play({
      ticks,
      strategy: plan({ 0: (b) => void b.buy(1, { type: 'limit', limit: 105, postOnly: true }) }),
    })
    expect(posted.ends).toEqual(['10 expired: post-only, but it would take liquidity'])
  })

  it('trigger stops by the price they would trade at, and let trailing stops follow', () => {
    const ticks = [100, 100, 103, 105, 104, 102, 99, 98].map((bid, i) => quote(i * 10, bid))
    const stopped = play({
      ticks,
      strategy: plan({ 0: (b) => void b.buy(1, { stopLoss: 99.5, takeProfit: 120 }) }),
    })
    expect(stopped.fills).toEqual(['10 buy 1 @ 101', '60 sell 1 @ 99'])
    expect(stopped.trades[0]!.exitReason).toBe('stopLoss')
    expect(stopped.ends).toEqual(['60 cancelled: the other side of its bracket was filled'])
    const trailed = play({
      ticks,
      strategy: plan({ 0: (b) => void b.buy(1, { trailingStop: { by: 'amount', distance: 2 } }) }),
    })
    // The bid was 105 at best.
    expect(trailed.fills[1]).toBe('50 sell 1 @ 102')
    const printed = play({
      ticks: [quote(0, 100), quote(10, 100), quote(15, 100), trade(20, 98, 1, -1), quote(30, 99.5)],
      strategy: plan({ 0: (b) => void b.buy(1, { stopLoss: 98 }) }),
    })
    // The bid never was at 98, a trade was.
    expect(printed.fills[1]).toBe('20 sell 1 @ 100')
    const limited = play({
      ticks: [...ticks, quote(80, 99.6), quote(90, 99.6)],
      strategy: plan({ 0: (b) => void b.sell(1, { type: 'stopLimit', stop: 99.5, limit: 99.5 }) }),
      costs: { leverage: 2 },
    })
    expect(limited.fills).toEqual(['80 sell 1 @ 99.5'])
  })

  it('cancel the other orders of a group, place what is triggered, and never turn a position by reduce-only', () => {
    const ticks = [100, 100, 98, 98, 95, 95, 95].map((bid, i) => quote(i * 10, bid))
    const group = play({
      ticks,
      strategy: plan({
        0(b) {
          b.buy(1, {
            type: 'limit',
            limit: 99,
            oneCancelsOther: 'a',
            triggers: [{ side: 'sell', size: 3, reduceOnly: true }],
          })
          b.buy(1, { type: 'limit', limit: 96, oneCancelsOther: 'a' })
        },
      }),
    })
    expect(group.fills).toEqual(['20 buy 1 @ 99', '30 sell 1 @ 98'])
    expect(group.ends).toEqual([
      '20 cancelled: order 1 of its group was filled',
      '30 cancelled: there is no more to reduce',
    ])
  })

  it('end orders by their time in force', () => {
    const ticks = [
      quote(0, 100),
      { at: 10, bid: 100, ask: 101, askSize: 3 },
      quote(20, 100),
      quote(300, 90),
      quote(310, 90),
    ]
    const ask = (more: object) =>
      play({ ticks, strategy: plan({ 0: (b) => void b.buy(5, { type: 'limit', limit: 101, ...more }) }) })
    expect(ask({ timeInForce: 'fok' }).ends).toEqual(['10 expired: fill-or-kill, but there is less in the book'])
    const part = ask({ timeInForce: 'ioc' })
    expect(part.fills).toEqual(['10 buy 3 @ 101'])
    expect(part.ends).toEqual(['10 expired: no more at the limit or better'])
    const dated = play({
      ticks,
      strategy: plan({
        0: (b) => void b.buy(5, { type: 'limit', limit: 95, timeInForce: 'gtd', goodTill: start / 1000 + 100 }),
      }),
    })
    expect(dated.fills).toEqual([])
    expect(dated.ends).toEqual(['100 cancelled: its date has passed'])
  })

  it('call onTimer when its time has come, and pass on the delay of orders and answers', () => {
    const rung: number[] = []
    const heard: string[] = []
    const run = play({
      ticks: [0, 10, 20, 30, 40, 50, 60].map((at) => quote(at, 100 + at)),
      market: { latency: { kind: 'constant', entry: 15, response: 8 } },
      strategy: {
        onTick(tick, broker) {
          if (tick.ts === start / 1000) broker.after(3)
        },
        onTimer(time, broker) {
          rung.push(time - start / 1000)
          broker.buy(1)
        },
        onOrder: (order, broker) =>
          void heard.push(`${broker.time() - start / 1000} ${order.status} ${broker.position()}`),
      },
    })
    expect(rung).toEqual([3])
    // Sent at 3, there at 18, met by the quote at 20, known at 28.
    expect(run.fills).toEqual(['20 buy 1 @ 121'])
    expect(heard).toEqual(['28 filled 1'])
  })

  it('keep to the cash, and close an account that is used up', () => {
    const ticks = [100, 100, 100, 40, 40, 40].map((bid, i) => quote(i * 10, bid))
    const big = play({ ticks, strategy: plan({ 0: (b) => void b.buy(1000) }), lotSize: 1 })
    expect(big.fills).toEqual(['10 buy 99 @ 101'])
    expect(big.warnings).toContain('1 order(s) cut to what cash and leverage allow.')
    const ruined = play({
      ticks,
      lotSize: 1,
      costs: { leverage: 5 },
      strategy: plan({ 0: (b) => void b.buy(400), 40: (b) => void b.buy(1) }),
    })
    expect(ruined.fills).toEqual(['10 buy 400 @ 101', '40 sell 400 @ 40'])
    expect(ruined.trades[0]!.exitReason).toBe('liquidation')
    expect(ruined.warnings[0]).toMatch(/^The account was used up on 2024-01-01T00:00:00.030Z/)
    expect(ruined.ends.at(-1)).toBe('50 rejected: the account is used up')
  })

  it('cut sizes to whole lots, send nothing below one, and say so', () => {
    const ticks = [100, 100, 100].map((bid, i) => quote(i * 10, bid))
    const strategy = plan({ 0: (b) => void b.buy(2.9), 10: (b) => void b.buy(0.9) })
    const run = play({ ticks, strategy, lotSize: 1 })
    expect(run.fills).toEqual(['10 buy 2 @ 101'])
    expect(run.warnings).toContain('1 order(s) of less than the smallest size of 1: not sent.')
  })

  it('pay maker and taker fees, and refuse models that recorded prices leave no room for', () => {
    const own = { fees: { kind: 'makerTaker', maker: -0.001, taker: 0.002 } } as const
    const run = play({
      ticks: [100, 100, 98, 98, 98].map((bid, i) => quote(i * 10, bid)),
      tickSize: 0.5,
      own,
      strategy: plan({ 0: (b) => void b.buy(1, { type: 'limit', limit: 99.5 }), 30: (b) => void b.closePosition() }),
    })
    expect(run.orders.map(({ fee }) => fee)).toEqual([expect.closeTo(-0.0995, 12), expect.closeTo(0.196, 12)])
    expect(() => play({ ticks: [quote(0, 1)], own: { volumeShare: 0.5 }, strategy: {} })).toThrow('costs.volumeShare')
  })
})

describe('a strategy that only looks at bars', () => {
  /** Trades of whole prices; the bars gathered of them in the way of an import. */
  const anyTrades = fc.array(
    fc.record({
      gap: fc.integer({ min: 1, max: 90_000 }),
      onTheMinute: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
      price: fc.integer({ min: 80, max: 120 }),
      size: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 2, maxLength: 120 },
  )
  const minute = 60_000

  it('makes the same trades on ticks as on the bars that are gathered of them: market orders, no latency, no cost', () => {
    fc.assert(
      fc.property(anyTrades, fc.integer({ min: 1, max: 5 }), (steps, size) => {
        let at = 0
        const ticks = steps.map(({ gap, onTheMinute, price, size: traded }) => {
          at = onTheMinute ? (Math.floor(at / minute) + 1) * minute : at + gap
          return { at, price, size: traded }
        })
        const groups = Object.entries(Object.groupBy(ticks, (tick) => String(Math.floor(tick.at / minute))))
        const column = (pick: (group: typeof ticks) => number) => Float64Array.from(groups, ([, group]) => pick(group!))
        const bars = {
          rows: groups.length,
          ts: Float64Array.from(groups, ([index]) => start / 1000 + Number(index) * minute),
          open: column((group) => group[0]!.price),
          high: column((group) => Math.max(...group.map(({ price }) => price))),
          low: column((group) => Math.min(...group.map(({ price }) => price))),
          close: column((group) => group.at(-1)!.price),
          volume: column((group) => group.reduce((sum, one) => sum + one.size, 0)),
        }
        const seen: string[][] = [[], []]
        const strategy = (log: string[]): CallbackStrategy => ({
          onBar(bar, broker) {
            log.push(
              [
                bar.index,
                bar.ts,
                bar.open,
                bar.high,
                bar.low,
                bar.close,
                bar.volume,
                bar.ago('close', 1),
                broker.position(),
              ].join(),
            )
            if (bar.close > bar.open && broker.position() <= 0) broker.buy(size)
            if (bar.close < bar.open && broker.position() >= 0) broker.sell(size)
          },
        })
        const costs = { ...free, leverage: 4 }
        const onTicks = play({ ticks, lotSize: 1, strategy: strategy(seen[0]!), market: { barMs: minute }, costs })
        const profile = findProfile('sextant').fields
        const onBars = runCallbacks({
          series: [{ symbol: 'X', bars }],
          profile,
          costs,
          own: {},
          strategy: strategy(seen[1]!),
        })
        // The bar under way at the last tick is not over.
        expect(seen[0]).toEqual(seen[1]!.slice(0, -1))
        const brief = (trades: typeof onTicks.trades) =>
          trades.map(({ side, size: units, entryPrice, exitPrice, pnl, open }) => [
            side,
            units,
            entryPrice,
            exitPrice,
            pnl,
            open,
          ])
        expect(brief(onTicks.trades)).toEqual(brief(onBars.parts[0]!.trades))
        expect(onTicks.equity.at(-1)).toBeCloseTo(onBars.equity.at(-1)!, 8)
      }),
      { numRuns: 300 },
    )
  })
})
