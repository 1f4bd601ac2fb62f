import { describe, expect, test } from 'vitest'
import type { DepthEvents } from '../../../../core/engine/depth/events.ts'
import { constantLatency } from '../../../../core/engine/depth/latency.ts'
import type { OrderRequest } from '../../../../core/engine/depth/orders.ts'
import { powerQueue, riskAverseQueue } from '../../../../core/engine/depth/queue.ts'
import type { QueueModel } from '../../../../core/engine/depth/queue.ts'
import { replayDepth } from '../../../../core/engine/depth/replay.ts'
import type { DepthDesk, DepthStrategy } from '../../../../core/engine/depth/strategy.ts'
import { createFeed } from './feed.ts'

const fees = { maker: 0.0001, taker: 0.0005 }

function run(events: DepthEvents, strategy: DepthStrategy, more: { queue?: QueueModel; latency?: number } = {}) {
  const delay = more.latency ?? 0
  return replayDepth({
    events,
    strategy,
    fees,
    tickSize: 0.5,
    lotSize: 0.01,
    queue: more.queue ?? riskAverseQueue(),
    latency: constantLatency(delay, delay),
  })
}

/** Does each thing once, at the first call at or after its time. */
function plan(...steps: [number, (desk: DepthDesk) => void][]): DepthStrategy {
  const left = [...steps]
  return {
    every: 1,
    onTimer: (desk) => {
      while (left.length > 0 && left[0]![0] <= desk.now()) left.shift()![1](desk)
    },
  }
}
const send = (request: OrderRequest) => (desk: DepthDesk) => void desk.submit(request)
const brief = (result: ReturnType<typeof run>) =>
  result.fills.map(({ tick, lots, maker, at }) => [tick, lots, maker, at])
const states = (result: ReturnType<typeof run>) =>
  result.orders.map(({ status, leaves, reason }) => [status, leaves, reason])

/** 10 lots at 100 and 20 at 99; 5 at 102 and 7 at 103. */
const quiet = () =>
  createFeed().snapshot(
    0,
    [
      [100, 10],
      [99, 20],
    ],
    [
      [102, 5],
      [103, 7],
    ],
  )

describe('taking', () => {
  test('a market order walks the book from the best level and pays the taker fee', () => {
    const result = run(
      quiet()
        .depth(100, [[98, 1]], [])
        .events(),
      plan([10, send({ side: 1, lots: 8 })]),
    )
    expect(brief(result)).toEqual([
      [102, 5, false, 10],
      [103, 3, false, 10],
    ])
    const value = 51 * 0.05 + 51.5 * 0.03
    expect(result.cash).toBeCloseTo(-value * 1.0005, 12)
    expect(result.position).toBe(8)
  })
  test('a limit stops at its price; what is left of a gtc order rests there', () => {
    const result = run(
      quiet()
        .depth(100, [[98, 1]], [])
        .events(),
      plan([10, send({ side: 1, lots: 8, tick: 102 })]),
    )
    expect(brief(result)).toEqual([[102, 5, false, 10]])
    expect(states(result)).toEqual([['open', 3, '']])
  })
  test('ioc drops the rest, fok takes all or nothing', () => {
    const steps = plan(
      [10, send({ side: -1, lots: 31, tick: 99, timeInForce: 'fok' })],
      [11, send({ side: -1, lots: 30, tick: 99, timeInForce: 'fok' })],
      [12, send({ side: 1, lots: 9, tick: 102, timeInForce: 'ioc' })],
    )
    const result = run(
      quiet()
        .depth(100, [[98, 1]], [])
        .events(),
      steps,
    )
    expect(states(result)).toEqual([
      ['expired', 31, 'fill-or-kill, but there is less in the book'],
      ['filled', 0, ''],
      ['expired', 4, 'no more at the limit or better'],
    ])
    expect(brief(result)).toEqual([
      [100, 10, false, 11],
      [99, 20, false, 11],
      [102, 5, false, 12],
    ])
  })
  test('the same lots cannot be taken twice, until the recorded level says that there are others', () => {
    const buy = send({ side: 1, lots: 5, tick: 102, timeInForce: 'ioc' })
    const feed = quiet()
      .depth(100, [], [[102, 8]])
      .depth(200, [], [[102, 4]])
      .depth(300, [], [[102, 0]])
      .depth(400, [], [[102, 5]])
      .depth(500, [[98, 1]], [])
    const result = run(feed.events(), plan([10, buy], [20, buy], [150, buy], [250, buy], [450, buy]))
    // 8 lots shown, 5 of them ours already; then all 8 ours and 4 left the level, which are taken to be ours.
    expect(brief(result)).toEqual([
      [102, 5, false, 10],
      [102, 3, false, 150],
      [102, 5, false, 450],
    ])
  })
  test('an order that would meet an own one expires', () => {
    const result = run(
      quiet()
        .depth(100, [[98, 1]], [])
        .events(),
      plan([10, send({ side: 1, lots: 1, tick: 101 })], [20, send({ side: -1, lots: 1 })]),
    )
    expect(states(result)).toEqual([
      ['open', 1, ''],
      ['expired', 1, 'would trade with an own order'],
    ])
  })
})

describe('resting', () => {
  test('post-only expires where it would take, and rests one tick away', () => {
    const result = run(
      quiet()
        .depth(100, [[98, 1]], [])
        .events(),
      plan(
        [10, send({ side: 1, lots: 1, tick: 102, postOnly: true })],
        [11, send({ side: 1, lots: 1, tick: 101, postOnly: true })],
      ),
    )
    expect(states(result)).toEqual([
      ['expired', 1, 'post-only, but it would take liquidity'],
      ['open', 1, ''],
    ])
  })
  test('prints at the price come off the front, then fill; maker fee at the own price', () => {
    const feed = quiet().trade(100, -1, 100, 6).trade(200, -1, 100, 6).trade(300, -1, 100, 50)
    const result = run(feed.events(), plan([10, send({ side: 1, lots: 5, tick: 100 })]))
    expect(brief(result)).toEqual([
      [100, 2, true, 200],
      [100, 3, true, 300],
    ])
    expect(result.cash).toBeCloseTo(-50 * 0.05 * 1.0001, 12)
  })
  test('buyers do not fill a bid, and a print above it neither', () => {
    const feed = quiet().trade(100, 1, 100, 60).trade(200, -1, 101, 60)
    expect(brief(run(feed.events(), plan([10, send({ side: 1, lots: 5, tick: 100 })])))).toEqual([])
  })
  test('a print through the price fills whatever stood before, but no more lots than it had', () => {
    const feed = quiet().trade(100, -1, 99, 3).trade(200, -1, 99, 9)
    expect(brief(run(feed.events(), plan([10, send({ side: 1, lots: 5, tick: 100 })])))).toEqual([
      [100, 3, true, 100],
      [100, 2, true, 200],
    ])
  })
  test('two own orders at one price share one print in their order', () => {
    const feed = quiet().trade(100, -1, 100, 13).trade(200, -1, 100, 2)
    const result = run(
      feed.events(),
      plan([10, send({ side: 1, lots: 2, tick: 100 })], [20, send({ side: 1, lots: 4, tick: 100 })]),
    )
    expect(result.fills.map(({ order, lots, at }) => [order, lots, at])).toEqual([
      [0, 2, 100],
      [1, 1, 100],
      [1, 2, 200],
    ])
  })
  test('an order shown through the own price meets it, up to its size', () => {
    const feed = quiet()
      .depth(
        100,
        [
          [100, 0],
          [99, 0],
        ],
        [[100, 3]],
      )
      .depth(
        200,
        [],
        [
          [100, 3],
          [101, 1],
        ],
      )
    const result = run(feed.events(), plan([10, send({ side: 1, lots: 5, tick: 101 })]))
    expect(brief(result)).toEqual([
      [101, 3, true, 100],
      [101, 1, true, 200],
    ])
  })
  test('the print and the decrease it causes are not counted twice', () => {
    const queue = powerQueue(1)
    const feed = quiet()
      .trade(100, -1, 100, 4)
      .depth(110, [[100, 6]], [])
      .trade(120, -1, 100, 7)
    // 10 in front, 4 printed and then gone from the level: 6 in front, so 7 more fill one.
    expect(brief(run(feed.events(), plan([10, send({ side: 1, lots: 5, tick: 100 })]), { queue }))).toEqual([
      [100, 1, true, 120],
    ])
  })
  test('cancellations move a proportional queue, not a risk-averse one', () => {
    // 10 in front; 10 more join behind; 10 leave: half of them from the front.
    const feed = () =>
      quiet()
        .depth(100, [[100, 20]], [])
        .depth(110, [[100, 10]], [])
        .trade(120, -1, 100, 6)
    const steps = () => plan([10, send({ side: 1, lots: 5, tick: 100 })])
    expect(brief(run(feed().events(), steps(), { queue: powerQueue(1) }))).toEqual([[100, 1, true, 120]])
    expect(brief(run(feed().events(), steps()))).toEqual([])
  })
  test('a snapshot cuts the queue to what is there', () => {
    const feed = quiet()
      .snapshot(100, [[100, 2]], [[102, 5]])
      .trade(120, -1, 100, 3)
    expect(brief(run(feed.events(), plan([10, send({ side: 1, lots: 5, tick: 100 })])))).toEqual([[100, 1, true, 120]])
  })
})

describe('time', () => {
  test('an order meets the book of its arrival, and its answer comes later still', () => {
    const heard: [number, string][] = []
    const steps = plan([10, send({ side: 1, lots: 5 })])
    const strategy: DepthStrategy = { ...steps, onOrder: (desk, { status }) => heard.push([desk.now(), status]) }
    const result = run(
      quiet()
        .depth(25, [], [[102, 0]])
        .depth(100, [[98, 1]], [])
        .events(),
      strategy,
      { latency: 20 },
    )
    expect(brief(result)).toEqual([[103, 5, false, 30]])
    expect(heard).toEqual([[50, 'filled']])
  })
  test('the strategy sees the book and trades as received, position as answered', () => {
    const seen: unknown[] = []
    const strategy: DepthStrategy = {
      onDepth: (desk) => {
        seen.push([desk.now(), desk.bestBid(), desk.bestAsk(), desk.position()])
        if (desk.now() === 40) desk.submit({ side: 1, lots: 1 })
      },
      onTrade: (desk, trade) => seen.push([desk.now(), trade.side, trade.tick, trade.lots, desk.position()]),
    }
    const feed = createFeed(40)
      .snapshot(0, [[100, 1]], [[102, 5]])
      .trade(10, 1, 102, 2)
      .depth(20, [[101, 4]], [])
    run(feed.events(), strategy, { latency: 4 })
    expect(seen).toEqual([
      [40, 100, 102, 0],
      [50, 1, 102, 2, 1],
      [60, 101, 102, 1],
    ])
  })
  test('at one microsecond the recorded row is first, then the own order, then what the strategy sees', () => {
    const seen: unknown[] = []
    const feed = quiet()
      .depth(10, [], [[102, 1]])
      .depth(100, [[98, 1]], [])
    const strategy: DepthStrategy = {
      ...plan([5, send({ side: 1, lots: 5, tick: 102, timeInForce: 'ioc' })]),
      onDepth: (desk) => seen.push([desk.now(), desk.position()]),
    }
    expect(brief(run(feed.events(), strategy, { latency: 5 }))).toEqual([[102, 1, false, 10]])
    expect(seen).toEqual([
      [0, 0],
      [10, 0],
      [100, 1],
    ])
  })
  test('rows that were recorded late take their place by exchange time, and are seen when received', () => {
    const { rows, ...columns } = quiet()
      .trade(50, -1, 100, 20)
      .depth(40, [[100, 4]], [])
      .events()
    const receiveTs = columns.exchangeTs.map((ts, row) => (ts === 0 ? 0 : 60 + row))
    const seen: unknown[] = []
    const strategy: DepthStrategy = {
      ...plan([10, send({ side: 1, lots: 5, tick: 100 })]),
      onTrade: (desk) => seen.push(['trade', desk.bidLots(100)]),
      onDepth: (desk) => seen.push(['depth', desk.bidLots(100)]),
    }
    // By exchange time the level shrinks to 4 first, so 20 printed lots fill 5.
    expect(brief(run({ rows, ...columns, receiveTs }, strategy, { queue: powerQueue(1) }))).toEqual([
      [100, 5, true, 50],
    ])
    expect(seen).toEqual([
      ['depth', 10],
      ['trade', 10],
      ['depth', 4],
    ])
  })
  test('what the reader must know is said', () => {
    const feed = createFeed()
      .depth(0, [[100, 5]], [[101, 5]])
      .depth(50, [[99, 1]], [])
    const result = run(
      feed.events(),
      plan([10, send({ side: 1, lots: 1, tick: 101, postOnly: true })], [11, send({ side: 1, lots: 1, tick: 99 })]),
    )
    expect(result.warnings).toEqual([
      'The recording has no snapshot before its first change of the book: levels that never changed are missing from the book.',
      '1 order(s) were still open at the end.',
      '1 order(s) expired: post-only, but it would take liquidity.',
    ])
  })
  test('a cancellation that arrives after the fill changes nothing', () => {
    const steps = plan([10, send({ side: 1, lots: 2, tick: 101 })], [35, (desk) => desk.cancel(0)])
    const result = run(
      quiet()
        .trade(40, -1, 101, 1)
        .trade(50, -1, 101, 5)
        .depth(200, [[98, 1]], [])
        .events(),
      steps,
      { latency: 20 },
    )
    expect(states(result)).toEqual([['filled', 0, '']])
    const early = run(
      quiet()
        .trade(40, -1, 101, 1)
        .trade(60, -1, 101, 5)
        .depth(200, [[98, 1]], [])
        .events(),
      plan([10, send({ side: 1, lots: 2, tick: 101 })], [35, (desk) => desk.cancel(0)]),
      { latency: 20 },
    )
    expect(states(early)).toEqual([['cancelled', 1, 'cancelled by the strategy']])
  })
  test('a recorder whose clock ran behind cannot show the future', () => {
    const times: number[] = []
    const result = run(
      createFeed(-30)
        .snapshot(100, [[100, 1]], [[102, 5]])
        .events(),
      { onDepth: (desk) => times.push(desk.now()) },
    )
    expect(times).toEqual([100])
    expect(result.warnings.join()).toContain("0.030 ms or more behind the exchange's")
  })
  test('equity is sampled at its interval and at the end', () => {
    const { equity } = replayDepth({
      events: quiet()
        .depth(2_500_000, [[98, 1]], [])
        .events(),
      strategy: plan([10, send({ side: 1, lots: 5 })]),
      latency: constantLatency(0, 0),
      queue: riskAverseQueue(),
      fees: { maker: 0, taker: 0 },
      tickSize: 0.5,
      lotSize: 0.01,
      cash: 100,
    })
    expect([...equity.ts]).toEqual([1_000_000, 2_000_000, 2_500_000])
    // Bought 0.05 at 51, mid 50.5.
    for (const value of equity.equity) expect(value).toBeCloseTo(100 - 0.05 * 0.5, 12)
  })
})

test.each([
  [{ side: 1, lots: 0 }, '0 lots'],
  [{ side: 1, lots: 1.5 }, '1.5 lots'],
  [{ side: 1, lots: 1, tick: 100.5 }, 'tick 100.5'],
  [{ side: 1, lots: 1, postOnly: true }, 'a market order cannot rest'],
  [{ side: 1, lots: 1, tick: 3, postOnly: true, timeInForce: 'ioc' }, 'post-only with ioc'],
] as [OrderRequest, string][])('%j is refused when it is sent', (request, message) => {
  expect(() => run(quiet().events(), { onDepth: send(request) })).toThrow(message)
})
