import type { LatencySpec, QueueSpec } from '../../contract/market.ts'
import { constantLatency, recordedLatency, volatilityLatency } from './latency.ts'
import type { LatencyModel } from './latency.ts'
import { logQueue, powerQueue, riskAverseQueue } from './queue.ts'
import type { QueueModel } from './queue.ts'

/** A latency whose delays are known; that of the feed is read off the recording before. */
export type KnownLatency = Exclude<LatencySpec, { kind: 'feed' }>

export function createLatency(spec: KnownLatency, seed: number): LatencyModel {
  if (spec.kind === 'constant') return constantLatency(spec.entry * 1000, spec.response * 1000)
  const micros = (delays: readonly number[]) => delays.map((delay) => delay * 1000)
  const delays = { entry: micros(spec.entry), response: micros(spec.response) }
  return spec.correlation === 0 ? recordedLatency(delays, seed) : volatilityLatency(delays, spec.correlation, seed)
}

export function createQueue(spec: QueueSpec, lotSize: number): QueueModel {
  if (spec.kind === 'riskAverse') return riskAverseQueue()
  return spec.kind === 'log' ? logQueue(lotSize) : powerQueue(spec.exponent)
}
