import type { Manifest } from '../catalog/manifest.ts'
import type { RunList } from '../catalog/runs.ts'
import { CrossCheckRequest } from '../contract/cross-check.ts'
import type { EngineHost } from '../engine-host/contract.ts'
import { drain } from '../lib/drain.ts'
import type { Task } from '../task-queue/port.ts'
import { recordedRules } from './recorded-input.ts'
import type { Comparison } from './cross-check.ts'
import type { RunFolder } from './run-folder.ts'

export interface CrossCheckTaskDeps {
  readonly engine: EngineHost
  readonly manifest: Manifest
  readonly runs: RunList
  readonly folders: RunFolder
}

/** A finished run once more, here and in another tool. */
export function createCrossCheckTask({
  engine,
  manifest,
  runs,
  folders,
}: CrossCheckTaskDeps): Task<'backtest.crossCheck'> {
  return async (value, { signal, onProgress }) => {
    const { run, with: tool } = CrossCheckRequest.parse(value)
    const record = folders.read(runs.resolve(run).id)
    const input = { ...recordedRules(record, manifest, `filled by ${tool}`), tool }
    const { asRecorded, ...comparison }: Comparison = await drain(
      await engine.crossCheck(input, { signal }),
      onProgress,
    )
    const equity = comparison.figures.find(({ name }) => name === 'finalEquity')?.ours ?? null
    const { finalEquity } = record.metrics
    const changed = `This version of the engine ends at ${equity}, where the run recorded ${finalEquity}; run it again.`
    return {
      runId: record.id,
      tool,
      profile: record.profile.name,
      ...comparison,
      notes: [...(equity === finalEquity || !asRecorded ? [] : [changed]), ...comparison.notes],
    }
  }
}
