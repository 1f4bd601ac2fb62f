import type { Manifest } from '../catalog/manifest.ts'
import type { Catalog } from '../catalog/open.ts'
import type { RunList } from '../catalog/runs.ts'
import type { EventBus } from '../event-bus/port.ts'

const everyMs = 1000

/** Turns what other processes commit to the catalogue (a command line beside an open window) into events of this one. */
export function watchOtherProcesses(
  catalog: Catalog,
  { manifest, runs, events }: { manifest: Manifest; runs: RunList; events: EventBus },
): () => void {
  // SQLite bumps this number only for commits made through another connection.
  const seenVersion = () => catalog.pragma('data_version', { simple: true })
  let version = seenVersion()
  let known = snapshot()
  const timer = setInterval(() => {
    if (seenVersion() === version) return
    version = seenVersion()
    const now = snapshot()
    for (const [key, hash] of now.data) {
      const [symbol, timeframe] = JSON.parse(key) as [string, string]
      if (known.data.get(key) !== hash) events.publish({ type: 'data.changed', symbol, timeframe })
    }
    for (const runId of now.runs) if (!known.runs.has(runId)) events.publish({ type: 'run.finished', runId })
    known = now
  }, everyMs)
  timer.unref()
  return () => clearInterval(timer)

  function snapshot() {
    return {
      data: new Map(manifest.all().map(({ symbol, timeframe, hash }) => [JSON.stringify([symbol, timeframe]), hash])),
      runs: new Set(runs.list().map((run) => run.id)),
    }
  }
}
