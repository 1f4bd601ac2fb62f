import { ulid } from 'ulid'
import { z } from 'zod'
import type { Manifest } from '../catalog/manifest.ts'
import { ImportOptions, type ImportResult } from '../contract/data.ts'
import type { EngineHost, ImportOutcome } from '../engine-host/contract.ts'
import type { EventBus } from '../event-bus/port.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { drain } from '../lib/drain.ts'
import type { Task } from '../task-queue/port.ts'
import type { Staging } from './staging.ts'

const Input = z.object({ source: z.object({ path: z.string(), name: z.string() }), options: ImportOptions })

export interface ImportTaskDeps {
  readonly engine: EngineHost
  readonly manifest: Manifest
  readonly events: EventBus
  readonly staging: Staging
}

/**
 * Import of one file: the engine reads, checks and writes partitions, then one transaction makes them visible.
 * Killed before the transaction, nothing has happened; a file imported before changes nothing.
 */
export function createImportTask({ engine, manifest, events, staging }: ImportTaskDeps): Task<'data.import'> {
  return async (input, { signal, onProgress }) => {
    const { source, options } = Input.parse(input)
    const outcome = await drain(
      await engine.importFile({ source, options, known: manifest.all() }, { signal }),
      onProgress,
    )
    signal.throwIfAborted()
    const key = canonicalJson(outcome.options)
    const earlier = manifest.findBatch(outcome.sourceHash, key)
    if (earlier !== null && outcome.repaired === 0) {
      staging.drop(source.path)
      return { ...earlier, unchanged: true }
    }
    const result = manifest.publish({
      symbol: outcome.symbol,
      timeframe: outcome.timeframe,
      timezone: outcome.timezone,
      format: outcome.format,
      decimals: outcome.decimals,
      baseVersion: outcome.baseVersion,
      partitions: outcome.partitions,
      reason: reasonOf(outcome),
      source: { name: source.name, hash: outcome.sourceHash, options: key },
      quarantined: outcome.quarantined,
      quality: outcome.quality,
      actions: outcome.actions,
      result: resultOf(outcome),
    })
    staging.drop(source.path)
    events.publish({ type: 'data.changed', symbol: result.symbol, timeframe: result.timeframe })
    return result
  }
}

function resultOf(outcome: ImportOutcome): Omit<ImportResult, 'version'> {
  const { quality } = outcome
  return {
    batch: ulid(),
    symbol: outcome.symbol,
    timeframe: outcome.timeframe,
    rowsIn: outcome.rowsIn,
    accepted: outcome.accepted,
    quarantined: outcome.quarantined.length,
    duplicates: outcome.duplicates,
    from: quality.from,
    to: quality.to,
    quality: { status: quality.status, label: quality.label, checks: quality.checks },
    warnings: [...outcome.warnings],
    unchanged: false,
  }
}

function reasonOf({ baseVersion, added, corrected }: ImportOutcome): string {
  if (baseVersion === 0) return 'first import'
  const parts = [added > 0 ? `${added} bars added` : '', corrected > 0 ? `${corrected} bars corrected` : ''].filter(
    (part) => part !== '',
  )
  return parts.length === 0 ? 'no change' : parts.join(', ')
}
