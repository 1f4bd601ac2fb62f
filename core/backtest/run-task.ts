import { ulid } from 'ulid'
import type { Manifest } from '../catalog/manifest.ts'
import type { RunList } from '../catalog/runs.ts'
import { RunRequest, type RunRecord, type RunResult } from '../contract/backtest.ts'
import type { EngineHost } from '../engine-host/contract.ts'
import type { Universes } from '../market-data/universes.ts'
import { drain } from '../lib/drain.ts'
import type { EventBus } from '../event-bus/port.ts'
import { moduleSuffix, strategySuffix, type StrategyLibrary } from '../strategy/library.ts'
import type { Task } from '../task-queue/port.ts'
import { engineInput } from './request.ts'
import { runCommand } from './run-command.ts'
import type { RunFolder } from './run-folder.ts'

export interface RunTaskDeps {
  readonly engine: EngineHost
  readonly manifest: Manifest
  readonly universes: Universes
  readonly library: StrategyLibrary
  readonly runs: RunList
  readonly folders: RunFolder
  readonly events: EventBus
  readonly versions: Record<string, string>
  readonly trusted: () => boolean
}

/** One backtest: the engine fills a hidden folder, the finished folder is moved into place, then the run is listed. */
export function createRunTask(deps: RunTaskDeps): Task<'backtest.run'> {
  const { engine, runs, folders, events } = deps
  return async (value, { signal, onProgress }) => {
    const request = RunRequest.parse(value)
    const { input, text, file, universe } = engineInput(request, deps)
    const id = ulid()
    const createdAt = Date.now()
    onProgress({ fraction: null, stage: 'simulating' })
    try {
      const started = performance.now()
      const suffix = input.module === undefined ? strategySuffix : moduleSuffix
      const dir = await folders.begin(id)
      const outcome = await drain(await engine.backtest({ ...input, dir }, { signal }), onProgress)
      signal.throwIfAborted()
      const record: RunRecord = {
        id,
        createdAt,
        strategy: { ...outcome.strategy, text },
        params: outcome.params,
        data: outcome.data,
        ...(universe === null ? {} : { universe }),
        profile: input.profile,
        account: input.account,
        ...(outcome.market === undefined ? {} : { market: outcome.market }),
        engine: input.engine,
        seed: input.seed,
        metrics: outcome.metrics,
        intrabar: outcome.intrabar,
        warnings: [...outcome.warnings],
        causality: outcome.causality,
        versions: deps.versions,
        command: runCommand(request, file ?? `${outcome.strategy.name}${suffix}`),
        resultHash: outcome.resultHash,
        elapsedMs: performance.now() - started,
      }
      const finished = await folders.finish(id, record)
      runs.add(summaryOf(record, outcome.spark))
      events.publish({ type: 'run.finished', runId: id })
      return resultOf(record, finished, outcome.engineMs)
    } catch (error) {
      await folders.abandon(id)
      throw error
    }
  }
}

function resultOf(record: RunRecord, dir: string, engineMs: number): RunResult {
  return {
    runId: record.id,
    metrics: record.metrics,
    intrabar: record.intrabar,
    warnings: record.warnings,
    dir,
    resultHash: record.resultHash,
    engineMs,
  }
}

function summaryOf(record: RunRecord, spark: readonly number[]) {
  const { metrics, data } = record
  return {
    id: record.id,
    createdAt: record.createdAt,
    strategy: record.strategy.name,
    strategyHash: record.strategy.hash,
    params: record.params,
    symbols: data.map((series) => series.symbol),
    timeframe: data[0]!.timeframe,
    profile: record.profile.name,
    from: Math.min(...data.map((series) => series.from)),
    to: Math.max(...data.map((series) => series.to)),
    rows: data.reduce((sum, series) => sum + series.rows, 0),
    totalReturn: metrics.totalReturn,
    sharpe: metrics.sharpe,
    maxDrawdown: metrics.maxDrawdown,
    trades: metrics.trades ?? 0,
    winRate: metrics.winRate,
    resultHash: record.resultHash,
    elapsedMs: record.elapsedMs,
    spark: [...spark],
    dataHashes: data.map((series) => series.hash),
  }
}
