import type { MarketSpec } from '../../contract/market.ts'
import { AppError } from '../../contract/errors.ts'
import { alignClocks, smallestDelay } from './events.ts'
import type { DepthEvents } from './events.ts'
import type { Recording, RecordingMarket } from './run-recording.ts'

/** What a run assumes where neither request nor strategy says it: 10 ms each way in a book, no time on ticks. */
const defaults = {
  book: { kind: 'constant', entry: 10, response: 10 },
  ticks: { kind: 'constant', entry: 0, response: 0 },
  queue: { kind: 'power', exponent: 1 },
} as const

/** Delays of a feed that a latency model draws from. */
const feedDelays = 10_000
const unitMs: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 }

export interface Settled {
  readonly recording: Recording
  readonly market: RecordingMarket
  /** The choices in full, as run.json keeps them. */
  readonly spec: MarketSpec
  readonly warnings: readonly string[]
}

/** Fills in what is left out and fixes all that depends on the whole recording, so that a part of it is met in the same way. */
export function settleMarket(given: Recording, asked: MarketSpec): Settled {
  const delay = smallestDelay(given.events)
  const recording = delay < 0 ? { ...given, events: alignClocks(given.events) } : given
  const latency = asked.latency ?? (given.shape === 'book' ? defaults.book : defaults.ticks)
  const queue = asked.queue ?? defaults.queue
  const barMs = asked.bars === undefined ? null : Number.parseInt(asked.bars, 10) * unitMs[asked.bars.at(-1)!]!
  const drawn = latency.kind === 'feed' ? delaysOf(recording.events, latency.factor) : []
  return {
    recording,
    market: {
      latency:
        latency.kind === 'feed'
          ? { kind: 'recorded', entry: drawn, response: drawn, correlation: latency.correlation }
          : latency,
      queue,
      barMs,
    },
    spec: { ...asked, latency, queue, tickSize: given.tickSize, lotSize: given.lotSize },
    warnings:
      delay < 0
        ? [
            `The recorder's clock ran ${(-delay / 1000).toFixed(3)} ms or more behind the exchange's: receive times were moved so that the quickest message took no time.`,
          ]
        : [],
  }
}

/** The rows that were made and received before a time in microseconds. */
export function cutRecording(recording: Recording, until: number): Recording {
  const { events } = recording
  const kept: number[] = []
  for (let row = 0; row < events.rows; row++) {
    if (events.exchangeTs[row]! < until && events.receiveTs[row]! < until) kept.push(row)
  }
  const pick = <Column extends Uint8Array | Int8Array | Int32Array | Float64Array>(column: Column): Column => {
    const some = column.slice(0, kept.length) as Column
    kept.forEach((row, at) => (some[at] = column[row]!))
    return some
  }
  const { kind, flags, side, exchangeTs, receiveTs, tick, lots } = events
  return {
    ...recording,
    events: {
      rows: kept.length,
      kind: pick(kind),
      flags: pick(flags),
      side: pick(side),
      exchangeTs: pick(exchangeTs),
      receiveTs: pick(receiveTs),
      tick: pick(tick),
      lots: pick(lots),
    },
  }
}

/** How long rows of a recording took, spread evenly over it, in ms and times a factor. */
function delaysOf({ rows, exchangeTs, receiveTs }: DepthEvents, factor: number): number[] {
  if (rows === 0) throw new AppError('invalid-input', 'An empty recording has no delays to draw from.')
  const count = Math.min(rows, feedDelays)
  return Array.from({ length: count }, (_, i) => {
    const row = Math.floor((i * rows) / count)
    return (Math.max(0, receiveTs[row]! - exchangeTs[row]!) / 1000) * factor
  })
}
