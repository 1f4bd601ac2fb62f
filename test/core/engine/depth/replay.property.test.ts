import fc from 'fast-check'
import { expect, test } from 'vitest'
import { depthKind } from '../../../../core/engine/depth/events.ts'
import type { DepthEvents } from '../../../../core/engine/depth/events.ts'
import { constantLatency, recordedLatency, volatilityLatency } from '../../../../core/engine/depth/latency.ts'
import type { OrderRequest } from '../../../../core/engine/depth/orders.ts'
import { logQueue, powerQueue, riskAverseQueue } from '../../../../core/engine/depth/queue.ts'
import { replayDepth } from '../../../../core/engine/depth/replay.ts'
import { createFeed } from './feed.ts'
import { naiveBook } from './naive-book.ts'

const level = fc.tuple(fc.integer({ min: 90, max: 110 }), fc.integer({ min: 0, max: 6 }))
const levels = fc.uniqueArray(level, { selector: ([tick]) => tick, minLength: 1, maxLength: 4 })
const message = fc.record({
  gap: fc.integer({ min: 0, max: 40 }),
  late: fc.integer({ min: 0, max: 30 }),
  what: fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('depth' as const), bids: levels, asks: levels }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('trade' as const),
        side: fc.constantFrom(1 as const, -1 as const),
        tick: fc.integer({ min: 90, max: 110 }),
        lots: fc.integer({ min: 1, max: 8 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('snapshot' as const), bids: levels, asks: levels }) },
  ),
})
const side = fc.constantFrom(1 as const, -1 as const)
const lots = fc.integer({ min: 1, max: 9 })
const request: fc.Arbitrary<OrderRequest> = fc.oneof(
  fc.record({ side, lots, timeInForce: fc.constantFrom('ioc' as const, 'fok' as const) }),
  fc.record({
    side,
    lots,
    tick: fc.integer({ min: 90, max: 110 }),
    timeInForce: fc.constantFrom('ioc' as const, 'fok' as const, 'gtc' as const),
  }),
  fc.record({ side, lots, tick: fc.integer({ min: 90, max: 110 }), postOnly: fc.constant(true) }),
)
const action = fc.oneof(
  { weight: 3, arbitrary: request },
  { weight: 1, arbitrary: fc.constant('cancel' as const) },
  { weight: 1, arbitrary: fc.constant('nothing' as const) },
)

const replayed = fc.record({
  messages: fc.array(message, { minLength: 3, maxLength: 50 }),
  actions: fc.array(action, { maxLength: 30 }),
  queue: fc.constantFrom(riskAverseQueue(), powerQueue(1), powerQueue(3), logQueue(0.001)),
  latency: fc.constantFrom('none', 'constant', 'recorded', 'volatility'),
})
type Replayed = typeof replayed extends fc.Arbitrary<infer One> ? One : never

function eventsOf({ messages }: Replayed): DepthEvents {
  let at = 1000
  const columns = createFeed()
  const late: number[] = []
  columns.snapshot(
    at,
    [
      [100, 5],
      [99, 4],
    ],
    [
      [101, 5],
      [102, 3],
    ],
  )
  late.push(0, 0, 0, 0)
  for (const { gap, late: delay, what } of messages) {
    at += gap
    if (what.kind === 'trade') columns.trade(at, what.side, what.tick, what.lots)
    else columns[what.kind](at, what.bids, what.asks)
    const count = what.kind === 'trade' ? 1 : what.bids.length + what.asks.length
    // One stream: nothing overtakes.
    for (let row = 0; row < count; row++) late.push(Math.max(delay, (late.at(-1) ?? 0) - (row === 0 ? gap : 0)))
  }
  const events = columns.events()
  return { ...events, receiveTs: events.exchangeTs.map((ts, row) => ts + late[row]!) }
}

const delays = { entry: [1, 5, 9, 40], response: [2, 3, 50] }
const latencies = {
  none: () => constantLatency(0, 0),
  constant: () => constantLatency(7, 11),
  recorded: () => recordedLatency(delays, 5),
  volatility: () => volatilityLatency(delays, 0.7, 5),
}
const fees = { maker: -0.0001, taker: 0.0004 }

function replay(one: Replayed) {
  const actions = [...one.actions]
  const heard: unknown[] = []
  const result = replayDepth({
    events: eventsOf(one),
    queue: one.queue,
    latency: latencies[one.latency as keyof typeof latencies](),
    fees,
    tickSize: 0.01,
    lotSize: 0.001,
    cash: 50,
    sampleEvery: 25,
    strategy: {
      every: 9,
      onTimer: (desk) => {
        const next = actions.shift()
        if (next === undefined || next === 'nothing') return
        if (next === 'cancel') {
          const [oldest] = desk.working()
          if (oldest !== undefined) desk.cancel(oldest.id)
        } else desk.submit(next)
      },
      onOrder: (desk, update) => heard.push([desk.now(), update]),
    },
  })
  return { result, heard }
}

test('cash, position and orders follow from the fills, whatever the book does', () => {
  fc.assert(
    fc.property(replayed, (one) => {
      const { result } = replay(one)
      const position = result.fills.reduce((sum, fill) => sum + fill.side * fill.lots, 0)
      const traded = result.fills.reduce((sum, fill) => sum + fill.side * fill.tick * fill.lots, 0)
      const paid = result.fills.reduce(
        (sum, fill) => sum + fill.tick * fill.lots * 1e-5 * (fill.maker ? fees.maker : fees.taker),
        0,
      )
      expect(result.position).toBe(position)
      expect(result.cash).toBeCloseTo(50 - traded * 1e-5 - paid, 12)
      // One connection: no order overtakes the one before it.
      const arrivals = result.orders.map(({ arrivedAt }) => arrivedAt).filter((at) => !Number.isNaN(at))
      expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b))
      for (const order of result.orders) {
        const own = result.fills.filter((fill) => fill.order === order.id)
        expect(own.reduce((sum, fill) => sum + fill.lots, 0)).toBe(order.lots - order.leaves)
        expect(order.status === 'filled').toBe(order.leaves === 0)
        for (const fill of own) {
          expect(fill.side).toBe(order.side)
          expect(fill.at).toBeGreaterThanOrEqual(order.arrivedAt)
          // Never worse than the limit; a maker gets exactly it, and no taker rests.
          if (order.tick !== null) expect((order.tick - fill.tick) * order.side).toBeGreaterThanOrEqual(0)
          if (fill.maker) expect([fill.tick, order.timeInForce]).toEqual([order.tick, 'gtc'])
          else expect(order.postOnly).toBe(false)
        }
        if (order.timeInForce === 'fok') expect([0, order.lots]).toContain(order.leaves)
        if (order.timeInForce !== 'gtc') expect(order.status).not.toBe('open')
      }
      const { equity } = result
      equity.ts.forEach((_, row) => {
        const held = equity.position[row]! * 0.001 * equity.mid[row]!
        if (!Number.isNaN(held)) expect(equity.equity[row]).toBeCloseTo(equity.cash[row]! + held, 12)
      })
      expect(equity.cash.at(-1)).toBe(result.cash)
    }),
    { numRuns: 300 },
  )
})

test('what a taker got was shown in the book at that moment', () => {
  fc.assert(
    fc.property(replayed, (one) => {
      const { result } = replay(one)
      const events = eventsOf(one)
      const book = naiveBook()
      let row = 0
      let replacing = false
      for (const fill of result.fills) {
        for (; row < events.rows && events.exchangeTs[row]! <= fill.at; row++) {
          if (events.kind[row] === depthKind.trade) continue
          if (events.kind[row] === depthKind.snapshot && !replacing) book.clear()
          replacing = events.kind[row] === depthKind.snapshot && (events.flags[row]! & 1) === 0
          book.set(events.side[row]!, events.tick[row]!, events.lots[row]!)
        }
        if (fill.maker) continue
        const shown = book.levels(-fill.side).find(([tick]) => tick === fill.tick)
        expect(shown?.[1] ?? 0).toBeGreaterThanOrEqual(fill.lots)
      }
    }),
    { numRuns: 200 },
  )
})

test('a replay repeats itself to the bit, answers come in the order in which they were given, never before', () => {
  fc.assert(
    fc.property(replayed, (one) => {
      const first = replay(one)
      expect(replay(one)).toEqual(first)
      let last = 0
      for (const [now, update] of first.heard as [number, { at: number }][]) {
        expect(now).toBeGreaterThanOrEqual(Math.max(last, update.at))
        last = now
      }
    }),
    { numRuns: 100 },
  )
})
