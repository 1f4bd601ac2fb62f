import { resolve } from 'node:path'
import { SweepRequest } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import type { Manifest } from '../catalog/manifest.ts'
import type { Universes } from '../market-data/universes.ts'
import type { EngineHost } from '../engine-host/contract.ts'
import { drain } from '../lib/drain.ts'
import type { StrategyLibrary } from '../strategy/library.ts'
import type { Task } from '../task-queue/port.ts'
import { engineInput } from './request.ts'

export interface SweepTaskDeps {
  readonly engine: EngineHost
  readonly manifest: Manifest
  readonly universes: Universes
  readonly library: StrategyLibrary
  readonly trusted: () => boolean
}

/** A parameter sweep to a file; the file appears when it is complete. */
export function createSweepTask(deps: SweepTaskDeps): Task<'backtest.sweep'> {
  return async (value, { signal, onProgress }) => {
    const request = SweepRequest.parse(value)
    if (!/\.(csv|parquet)$/i.test(request.out))
      throw new AppError('invalid-input', `${request.out}: a sweep writes .csv or .parquet`, {
        hint: 'Name the file accordingly.',
      })
    const { input } = engineInput(request, deps)
    const sweep = {
      ...input,
      grid: request.grid,
      where: request.where ?? null,
      out: resolve(request.out),
      workers: request.workers,
    }
    return await drain(await deps.engine.sweep(sweep, { signal }), onProgress)
  }
}
