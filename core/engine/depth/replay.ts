import { AppError } from '../../contract/errors.ts'
import { createDepthAccount } from './account.ts'
import type { DepthAccount, EquitySamples } from './account.ts'
import { createBook } from './book.ts'
import { createDesk } from './desk.ts'
import type { Inbound } from './desk.ts'
import { alignClocks, depthFlag, depthKind, smallestDelay, timeOrder } from './events.ts'
import type { DepthEvents } from './events.ts'
import { createExchange } from './exchange.ts'
import type { LatencyModel } from './latency.ts'
import { createMessages } from './messages.ts'
import type { DepthFeeOf, DepthFees, DepthFill, DepthOrder, OrderUpdate } from './orders.ts'
import type { QueueModel } from './queue.ts'
import { createQueueEstimate } from './queue-estimate.ts'
import type { DepthStrategy } from './strategy.ts'
import { createVolatility } from './volatility.ts'
import { warningsOf } from './warnings.ts'

export interface DepthReplay {
  /** Must begin with a snapshot, or with depth rows that build the book up. */
  readonly events: DepthEvents
  readonly strategy: DepthStrategy
  readonly latency: LatencyModel
  readonly queue: QueueModel
  readonly fees: DepthFees | DepthFeeOf
  /** Price of one tick and quantity of one lot. */
  readonly tickSize: number
  readonly lotSize: number
  /** Cash at the start; default 0, then `cash` and `equity` are profit. It limits no order. */
  readonly cash?: number
  /** Microseconds between equity samples; default one second. */
  readonly sampleEvery?: number
  /** Unix microseconds to which time goes on after the last row; default none. */
  readonly until?: number
  /** Orders meet the first rows after their arrival, not the book as it stands: where rows are ticks, not a book. */
  readonly following?: boolean
  /** Told of the market's best ticks after every message, at exchange time. */
  readonly onTouch?: (ts: number, bid: number, ask: number) => void
  /** What an account allows of each fill. It sees position and cash as the exchange does. */
  readonly allowed?: (
    order: DepthOrder,
    tick: number,
    lots: number,
    account: Pick<DepthAccount, 'cash' | 'position'>,
  ) => { readonly lots: number; readonly reason: string }
}

export interface DepthReplayResult {
  readonly orders: readonly DepthOrder[]
  readonly fills: readonly DepthFill[]
  /** Lots held at the end. */
  readonly position: number
  readonly cash: number
  readonly equity: EquitySamples
  /** Rows replayed. */
  readonly events: number
  readonly warnings: readonly string[]
}

/**
 * Replays recorded rows twice, merged by time: at exchange times against own orders, at receive times to the strategy.
 * At one microsecond the order is: recorded rows at the exchange, own messages at the exchange, recorded rows at the
 * strategy, answers at the strategy, timers, equity sample. Nothing is random but what a latency model draws from its seed.
 */
export function replayDepth(given: DepthReplay): DepthReplayResult {
  const { strategy, latency, tickSize, lotSize, sampleEvery = 1_000_000, following = false, allowed, onTouch } = given
  if (!(tickSize > 0) || !(lotSize > 0) || !(sampleEvery > 0)) {
    throw new AppError(
      'invalid-input',
      `tick ${tickSize}, lot ${lotSize} and sample interval ${sampleEvery} must all be above 0`,
    )
  }
  const delay = smallestDelay(given.events)
  const events = delay < 0 ? alignClocks(given.events) : given.events
  const { rows, kind, flags, side, tick, lots, exchangeTs, receiveTs } = events

  const clock = { now: 0, volatility: 0 }
  const local = createBook()
  const inbound = createMessages<Inbound>()
  const answers = createMessages<OrderUpdate>()
  const wakes = createMessages<null>()
  const volatility = createVolatility()
  const places = createQueueEstimate(given.queue, local)
  const account = createDepthAccount(given.cash ?? 0, given.fees, tickSize, lotSize)
  const { desk, orders, hear } = createDesk({ book: local, latency, inbound, clock, wakes, places })
  const waiting: DepthOrder[] = []
  let exchangeNow = 0
  let lastAnswer = -Infinity

  const exchange = createExchange(given.queue, {
    filled: (order, at, count, maker) => {
      if (order.leaves === 0) order.endedAt = exchangeNow
      answer(order, account.fill({ order: order.id, side: order.side, tick: at, lots: count, maker, at: exchangeNow }))
    },
    changed: (order) => {
      if (order.status !== 'open' && order.status !== 'parked') order.endedAt = exchangeNow
      answer(order, null)
    },
    ...(allowed === undefined
      ? {}
      : { allowed: (order: DepthOrder, at: number, count: number) => allowed(order, at, count, account) }),
  })

  function answer(order: DepthOrder, fill: DepthFill | null): void {
    lastAnswer = Math.max(lastAnswer, exchangeNow + latency.delay('response', exchangeNow, clock.volatility))
    answers.push(lastAnswer, {
      order: order.id,
      status: order.status,
      leaves: order.leaves,
      reason: order.reason,
      fill,
      at: exchangeNow,
    })
  }

  function atExchange(row: number): void {
    const what = kind[row]!
    if (what === depthKind.trade) return exchange.trade(side[row]!, tick[row]!, lots[row]!)
    if (what === depthKind.quote) return
    const bits = flags[row]!
    if (what === depthKind.snapshot && (bits & depthFlag.first) !== 0) exchange.snapshotBegins()
    exchange.level(side[row]!, tick[row]!, lots[row]!)
    if ((bits & depthFlag.last) === 0) return
    exchange.messageEnds()
    onTouch?.(exchangeNow, exchange.book.bids.best(), exchange.book.asks.best())
  }

  function atStrategy(row: number): void {
    const what = kind[row]!
    if (what === depthKind.trade) {
      places.trade(side[row]!, tick[row]!, lots[row]!)
      strategy.onTrade?.(desk, {
        side: side[row] as 1 | -1,
        tick: tick[row]!,
        lots: lots[row]!,
        exchangeTs: exchangeTs[row]!,
      })
      return
    }
    if (what === depthKind.quote) return
    const bits = flags[row]!
    const anew = what === depthKind.snapshot
    if (anew && (bits & depthFlag.first) !== 0) {
      local.bids.clear()
      local.asks.clear()
    }
    const before = (side[row]! > 0 ? local.bids : local.asks).set(tick[row]!, lots[row]!)
    if (!anew) places.level(side[row]!, tick[row]!, before, lots[row]!)
    if ((bits & depthFlag.last) === 0) return
    if (anew) places.bookReplaced()
    const middle = middleOf(local.bids.best(), local.asks.best())
    if (middle > 0) {
      volatility.add(clock.now, middle)
      clock.volatility = volatility.value()
    }
    strategy.onDepth?.(desk)
  }

  function arrive(at: number): void {
    exchangeNow = at
    const { kind: what, order, lots: fewer, reason } = inbound.pop()
    if (what === 'cancel') exchange.cancel(order, at, reason)
    else if (what === 'shrink') exchange.shrink(order, at, fewer, reason)
    else if (following) waiting.push(order)
    else exchange.accept(order, at)
  }

  const sample = (at: number) => account.sample(at, middleOf(exchange.book.bids.best(), exchange.book.asks.best()))

  const exchangeOrder = timeOrder(exchangeTs)
  const receiveOrder = timeOrder(receiveTs)
  const rowAt = (order: Uint32Array | null, place: number) => (order === null ? place : order[place]!)
  const timeAt = (order: Uint32Array | null, ts: Float64Array, place: number) =>
    place < rows ? ts[rowAt(order, place)]! : Infinity

  const start = Math.min(timeAt(exchangeOrder, exchangeTs, 0), timeAt(receiveOrder, receiveTs, 0))
  const end =
    rows === 0
      ? 0
      : Math.max(
          given.until ?? -Infinity,
          exchangeTs[rowAt(exchangeOrder, rows - 1)]!,
          receiveTs[rowAt(receiveOrder, rows - 1)]!,
        )
  const every = strategy.every ?? Infinity
  if (!(every > 0)) throw new AppError('invalid-input', `a timer every ${every} microseconds never lets time pass`)
  let exchangePlace = 0
  let receivePlace = 0
  let nextExchange = timeAt(exchangeOrder, exchangeTs, 0)
  let nextReceive = timeAt(receiveOrder, receiveTs, 0)
  let nextTimer = start + every
  let nextSample = start + sampleEvery

  while (rows > 0) {
    const other = Math.min(nextReceive, inbound.due(), answers.due(), wakes.due(), nextTimer, nextSample)
    if (nextExchange <= other) {
      if (nextExchange === Infinity) break
      exchangeNow = nextExchange
      // Rows of one time need no look at the other clocks, and answers are never due before their cause.
      do {
        atExchange(rowAt(exchangeOrder, exchangePlace))
        exchangePlace += 1
        nextExchange = timeAt(exchangeOrder, exchangeTs, exchangePlace)
      } while (nextExchange === exchangeNow)
      for (const order of waiting.splice(0)) exchange.accept(order, exchangeNow)
      continue
    }
    if (other > end) break
    if (inbound.due() === other) {
      arrive(other)
      continue
    }
    if (nextReceive === other) {
      clock.now = nextReceive
      atStrategy(rowAt(receiveOrder, receivePlace))
      receivePlace += 1
      nextReceive = timeAt(receiveOrder, receiveTs, receivePlace)
      // The rest of the time's rows, unless an order sent on the way is due already.
      while (nextReceive === clock.now && inbound.due() > clock.now) {
        atStrategy(rowAt(receiveOrder, receivePlace))
        receivePlace += 1
        nextReceive = timeAt(receiveOrder, receiveTs, receivePlace)
      }
    } else if (answers.due() === other) {
      clock.now = other
      const update = answers.pop()
      hear(update)
      strategy.onOrder?.(desk, update)
    } else if (wakes.due() === other || nextTimer === other) {
      clock.now = other
      if (wakes.due() === other) wakes.pop()
      else nextTimer += every
      strategy.onTimer?.(desk)
    } else {
      sample(nextSample)
      nextSample += sampleEvery
    }
  }
  if (rows > 0) sample(end)
  return {
    orders,
    fills: account.fills,
    position: account.position(),
    cash: account.cash(),
    equity: account.samples(),
    events: rows,
    warnings: warningsOf(events, delay, orders),
  }
}

/** Ticks; NaN while a side is empty. */
function middleOf(bid: number, ask: number): number {
  return bid < 0 || ask < 0 ? Number.NaN : (bid + ask) / 2
}
