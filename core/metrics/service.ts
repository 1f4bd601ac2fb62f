import type { EngineHost } from '../engine-host/contract.ts'
import type { Handlers } from '../handlers.ts'

export function createMetricsService({ engine }: { engine: EngineHost }): Handlers['metrics'] {
  return { calc: (request, { signal }) => engine.metrics(request, { signal }) }
}
