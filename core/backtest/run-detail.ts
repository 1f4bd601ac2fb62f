import type { Manifest } from '../catalog/manifest.ts'
import type { RunDetail, RunRecord } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import type { EngineHost, HeldInput } from '../engine-host/contract.ts'
import { isRecorded } from '../market-data/depth/port.ts'
import type { SeriesRef } from '../market-data/port.ts'
import { trustNotes } from '../trust/notes.ts'
import { assumptions } from './assumptions.ts'

export interface DetailDeps {
  readonly dir: string
  readonly stale: boolean
  readonly engine: EngineHost
  readonly manifest: Manifest
  readonly signal: AbortSignal
}

/** run.json and what a reader wants to see beside it, computed from the run's own equity file. */
export async function runDetail(
  record: RunRecord,
  { dir, stale, engine, manifest, signal }: DetailDeps,
): Promise<RunDetail> {
  const breakdown = await engine.breakdown(
    { file: `${dir}/equity.parquet`, held: heldInput(record, manifest) },
    { signal },
  )
  return { ...record, ...breakdown, stale, dir, trust: trustNotes(record, breakdown), assumptions: assumptions(record) }
}

/** The run's first series at the version the run has seen; null where that is no longer stored. */
export function heldInput(record: RunRecord, manifest: Manifest): HeldInput | null {
  const [first] = record.data
  const series = first === undefined || isRecorded(first.timeframe) ? null : storedSeries(first, manifest)
  return series === null ? null : { series, cash: record.account.cash }
}

/** A series at the version a run has seen; null where that is no longer stored. */
export function storedSeries(seen: RunRecord['data'][number], manifest: Manifest): SeriesRef | null {
  try {
    return manifest.find(seen.symbol, seen.timeframe, seen.version, seen.actions?.version ?? 0)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  }
}
