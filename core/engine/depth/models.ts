import type { LatencySpec, QueueSpec } from '../../contract/market.ts'
import type { DepthEvents } from './events.ts'
import { constantLatency, recordedLatency, volatilityLatency } from './latency.ts'
import type { LatencyModel } from './latency.ts'
import { logQueue, powerQueue, riskAverseQueue } from './queue.ts'
import type { QueueModel } from './queue.ts'

/** Delays of a feed that a latency model draws from. */
const feedDelays = 10_000

export function createLatency(spec: LatencySpec, events: DepthEvents, seed: number): LatencyModel {
  if (spec.kind === 'constant') return constantLatency(spec.entry * 1000, spec.response * 1000)
  const micros = (delays: readonly number[]) => delays.map((delay) => delay * 1000)
  const feed = spec.kind === 'feed' ? delaysOf(events, spec.factor) : []
  const delays =
    spec.kind === 'feed'
      ? { entry: feed, response: feed }
      : { entry: micros(spec.entry), response: micros(spec.response) }
  return spec.correlation === 0 ? recordedLatency(delays, seed) : volatilityLatency(delays, spec.correlation, seed)
}

export function createQueue(spec: QueueSpec, lotSize: number): QueueModel {
  if (spec.kind === 'riskAverse') return riskAverseQueue()
  return spec.kind === 'log' ? logQueue(lotSize) : powerQueue(spec.exponent)
}

/** How long rows of a recording took, spread evenly over it, in microseconds and times a factor. */
function delaysOf({ rows, exchangeTs, receiveTs }: DepthEvents, factor: number): number[] {
  const count = Math.min(rows, feedDelays)
  return Array.from({ length: Math.max(1, count) }, (_, i) => {
    const row = Math.floor((i * rows) / Math.max(1, count))
    return rows === 0 ? 0 : Math.max(0, receiveTs[row]! - exchangeTs[row]!) * factor
  })
}
