import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Client } from '../contract/index.ts'

/** Figures of this process in Prometheus' text form. Local only: nothing is sent anywhere. */
export interface Metrics {
  readonly contentType: string
  render(): Promise<string>
  /** Starts a clock; call the result when the answer is complete. */
  startRequest(): (method: string, route: string, status: number) => void
}

export function createMetrics(client: Client): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'sextant_http_request_seconds',
    help: 'Time to answer a request, by route and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
  })
  const jobs = new Gauge({
    name: 'sextant_jobs',
    help: 'Jobs in the catalogue, by kind and status.',
    labelNames: ['kind', 'status'],
    registers,
  })
  const stored = new Gauge({
    name: 'sextant_stored_bars',
    help: 'Bars in the current versions of all series.',
    registers,
  })
  const memory = new Gauge({ name: 'sextant_engine_memory_bytes', help: 'Resident memory of the engine.', registers })
  const renders = new Counter({
    name: 'sextant_metrics_renders_total',
    help: 'How often these figures were read.',
    registers,
  })

  return {
    contentType: registry.contentType,
    async render() {
      renders.inc()
      jobs.reset()
      for (const { kind, status } of await client.jobs.list()) jobs.inc({ kind, status })
      stored.set((await client.data.list()).reduce((sum, dataset) => sum + dataset.rows, 0))
      memory.set((await client.workspace.info()).engineMemory)
      return await registry.metrics()
    },
    startRequest() {
      const started = performance.now()
      return (method, route, status) =>
        requests.observe({ method, route, status: String(status) }, (performance.now() - started) / 1000)
    },
  }
}
