import type { Manifest } from '../catalog/manifest.ts'
import type { EngineHost } from '../engine-host/contract.ts'
import type { EventBus } from '../event-bus/port.ts'

/** Loads a series' columns in the engine as soon as it has changed, so that its chart opens on columns and not on Parquet. */
export function warmChangedSeries(engine: EngineHost, manifest: Manifest, events: EventBus): () => void {
  const stop = new AbortController()
  void follow()
  return () => stop.abort()

  async function follow(): Promise<void> {
    for await (const event of events.subscribe(stop.signal)) {
      if (event.type !== 'data.changed') continue
      const series = manifest
        .all()
        .find(({ symbol, timeframe }) => symbol === event.symbol && timeframe === event.timeframe)
      // A removed series has nothing to load; a damaged one is reported by the call that needs it.
      if (series !== undefined)
        await engine.window({ series, from: null, to: null, buckets: 10, indicators: [] }).catch(() => {})
    }
  }
}
