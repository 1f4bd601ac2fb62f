import { AppError } from '../../contract/errors.ts'
import type { CostSpec } from '../../contract/costs.ts'
import type { QueueSpec } from '../../contract/market.ts'
import type { ProfileFields } from '../../contract/profile.ts'
import type { CallbackStrategy } from '../events/callbacks.ts'
import { costModels } from '../costs/models.ts'
import type { Costs, OrderEvent } from '../types.ts'
import { depthKind } from './events.ts'
import type { DepthEvents } from './events.ts'
import { createLatency, createQueue } from './models.ts'
import type { KnownLatency } from './models.ts'
import type { DepthFill } from './orders.ts'
import { liquidationTag } from './recording-broker.ts'
import { recordingResult } from './recording-result.ts'
import type { RecordingResult } from './recording-result.ts'
import { createRecordingStrategy } from './recording-strategy.ts'
import { replayDepth } from './replay.ts'
import { createRoom } from './room.ts'

/** Ticks, or the recording of an order book, of one instrument. */
export interface Recording {
  readonly symbol: string
  readonly events: DepthEvents
  readonly tickSize: number
  readonly lotSize: number
  /** What was recorded: the levels of a book, best quotes, or trades alone. */
  readonly shape: 'book' | 'quotes' | 'trades'
}

/** How it is met; the length of the bars in ms, null for none. */
export interface RecordingMarket {
  readonly latency: KnownLatency
  readonly queue: QueueSpec
  readonly barMs: number | null
}

export interface RecordingRun {
  readonly recording: Recording
  readonly market: RecordingMarket
  readonly profile: ProfileFields
  readonly costs: Costs
  readonly own: CostSpec
  readonly seed: number
  readonly strategy: CallbackStrategy
  /** Unix microseconds to which time goes on after the last row. */
  readonly until?: number
}

export interface RecordingRunResult extends RecordingResult {
  readonly warnings: readonly string[]
}

/** Samples of the curves, at most so many. */
const mostSamples = 50_000
const steps = [1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400].map((seconds) => seconds * 1000)

/**
 * Takes a strategy through ticks or a recorded order book. Ticks are a book of the best prices: an order meets the first
 * tick after its arrival. Throws `invalid-strategy` for cost models that recorded prices leave no room for.
 */
export function runRecording(run: RecordingRun): RecordingRunResult {
  const { recording, market, profile, costs, own, seed, strategy } = run
  const { symbol, events, tickSize, lotSize, shape } = recording
  refuseOther({ ...own, ...costs.costs })
  const { fees } = costModels(costs, profile, own)
  const path = { ts: [] as number[], mid: [] as number[] }
  const touch = { bid: -1, ask: -1, at: 0 }
  let traded = 0
  let ruinedAt = Number.NaN
  let account: { cash: () => number; position: () => number } | null = null
  const ruined = () => !Number.isNaN(ruinedAt)
  const room = createRoom({
    tickSize,
    lotSize,
    leverage: costs.leverage,
    profile,
    fees,
    traded: () => traded,
    ruined,
  })
  const mine = createRecordingStrategy({
    symbol,
    strategy,
    cash: costs.cash,
    barMs: market.barMs,
    tickSize,
    lotSize,
    ruined,
    has: { quotes: shape !== 'trades', book: shape === 'book', trades: events.kind.includes(depthKind.trade) },
  })
  const result = replayDepth({
    events,
    strategy: mine.depth,
    latency: createLatency(market.latency, seed),
    queue: createQueue(market.queue, lotSize),
    fees(fill) {
      const given = { units: fill.lots * lotSize, price: fill.tick * tickSize, maker: fill.maker, traded }
      const fee = fees.fee(given)
      traded += given.units * given.price
      return fee
    },
    tickSize,
    lotSize,
    cash: costs.cash,
    sampleEvery: Number.POSITIVE_INFINITY,
    following: shape !== 'book',
    ...(run.until === undefined ? {} : { until: run.until }),
    allowed(order, tick, lots, held) {
      account = held
      return room.allowed(order, tick, lots, held)
    },
    onTouch(at, bid, ask) {
      if (bid < 0 || ask < 0) return
      Object.assign(touch, { bid, ask, at })
      const mid = ((bid + ask) / 2) * tickSize
      path.ts.push(at)
      path.mid.push(mid)
      if (account === null || ruined()) return
      const units = account.position() * lotSize
      if (units !== 0 && account.cash() + units * mid <= 0) ruinedAt = at
    },
  })
  const fills = closeLast(result.fills, result.position)
  const bySent = mine.sent()
  const outcome = recordingResult({
    path,
    fills,
    orders: result.orders,
    named(id) {
      const order = bySent[id]?.order
      if (order === undefined) return { reason: 'finalBar', note: 'finalBar', kind: 'market' }
      const reason = order.request.tag === liquidationTag ? 'liquidation' : (order.role ?? 'signal')
      return { reason, note: order.request.tag ?? order.role ?? '', kind: kindOf(order.type) }
    },
    tickSize,
    lotSize,
    cash: costs.cash,
    profile,
    every: market.barMs ?? sampling(path.ts),
  })
  return { ...outcome, warnings: [...result.warnings, ...warningsOf()] }

  /** What is held at the end, sold at the last bid or bought at the last ask where the profile says so. */
  function closeLast(fills: readonly DepthFill[], position: number): readonly DepthFill[] {
    if (position === 0 || (profile.finalBar !== 'exitClose' && profile.finalBar !== 'exitOpen')) return fills
    const side = position > 0 ? -1 : 1
    const tick = side > 0 ? touch.ask : touch.bid
    const lots = Math.abs(position)
    const fee = fees.fee({ units: lots * lotSize, price: tick * tickSize, maker: false, traded })
    return [...fills, { order: -1, side, tick, lots, maker: false, at: touch.at, fee }]
  }

  function warningsOf(): string[] {
    const warnings: string[] = []
    if (ruined())
      warnings.push(
        `The account was used up on ${new Date(ruinedAt / 1000).toISOString()}: everything was closed at the market, and nothing was opened after that.`,
      )
    if (fills.length === 0) warnings.push('No trade was made: the strategy placed no order that was filled.')
    const { cut, refused } = room.counts
    if (refused > 0) warnings.push(`${refused} order(s) refused for lack of cash.`)
    if (mine.tooSmall() > 0)
      warnings.push(`${mine.tooSmall()} order(s) of less than the smallest size of ${lotSize}: not sent.`)
    if (cut > 0) warnings.push(`${cut} order(s) cut to what cash and leverage allow.`)
    if (costs.slippage > 0 || costs.spread > 0)
      warnings.push('Slippage and spread of the request are not used: orders meet recorded prices.')
    return warnings
  }
}

function kindOf(type: string): OrderEvent['kind'] {
  if (type === 'limit' || type === 'stopLimit') return 'limit'
  return type === 'stop' || type === 'trailingStop' ? 'stop' : 'market'
}

function sampling(ts: readonly number[]): number {
  const span = ts.length === 0 ? 0 : (ts.at(-1)! - ts[0]!) / 1000
  return steps.find((step) => span / step <= mostSamples) ?? steps.at(-1)!
}

function refuseOther({ slippage, financing, volumeShare }: CostSpec): void {
  const named = Object.entries({ slippage, financing, volumeShare }).find(([, value]) => value !== undefined)
  if (named === undefined) return
  throw new AppError('invalid-strategy', `costs.${named[0]} has no meaning on recorded prices`, {
    hint: 'Orders meet what was quoted and traded; leave it out, or run on bars.',
  })
}
