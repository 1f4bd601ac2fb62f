import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { implement, type AnyRouter } from '@orpc/server'
import { createBacktraderRunner } from '../backtest/adapters/backtrader.ts'
import { createNautilusRunner } from '../backtest/adapters/nautilus.ts'
import { createVectorbtRunner } from '../backtest/adapters/vectorbt.ts'
import type { LaunchSandbox } from '../engine/sandbox/launch.ts'
import { toWireError, withWireErrors } from '../lib/wire-error.ts'
import { openDuckDb, type DuckDb } from '../market-data/duckdb.ts'
import { createDepthStore } from '../market-data/adapters/depth-partition.ts'
import { createParquetRepo } from '../market-data/adapters/parquet.ts'
import { calcMetrics } from '../metrics/calc.ts'
import { createPythonProcess } from '../python/adapters/process.ts'
import { analyseRun } from './analysis.ts'
import type { EngineContext } from './context.ts'
import { engineContract } from './contract.ts'
import type { EngineOptions } from './options.ts'
import { conventionsOf, crossCheckRun } from './second-opinion.ts'
import { calcOnSeries, checkSeriesQuality, chartWindowOf, readBars, locateTimes } from './series.ts'
import { explainBar, previewSignals } from './strategy-preview.ts'
import { declareModule } from './module-runs.ts'
import { runOne, runGrid } from './runs.ts'
import { breakdownOf, equityTable, runTable } from './run-results.ts'

/** Serves the engine's contract. DuckDB opens on the first call that needs it. */
export function createEngineRouter(
  options: EngineOptions,
  launch?: LaunchSandbox,
): { router: AnyRouter; close: () => Promise<void> } {
  const scratch = join(options.workspace, '.cache', 'engine', String(process.pid))
  let opening: Promise<DuckDb> | null = null
  const db = () =>
    (opening ??= openDuckDb({ memoryMb: options.memoryMb, threads: options.threads, scratch: join(scratch, 'spill') }))
  const repo = createParquetRepo({ dir: options.workspace, db, threads: options.threads })
  const context: EngineContext = {
    repo,
    depth: createDepthStore({ dir: options.workspace, db }),
    db,
    scratch,
    ...(launch === undefined ? {} : { launch }),
    path: (partition) => join(options.workspace, 'data', partition.file),
  }

  const python = createPythonProcess({ script: join(options.resources, 'python', 'bridge.py') })
  const peers = {
    vectorbt: createVectorbtRunner(python),
    backtrader: createBacktraderRunner(python),
    nautilus: createNautilusRunner(python),
  }

  const base = implement(engineContract).use(async ({ next }) => {
    try {
      return await next()
    } catch (error) {
      throw toWireError(error)
    }
  })
  const router = {
    preview: base.preview.handler(async ({ input, signal }) =>
      (await importing()).previewSource(input, context, live(signal)),
    ),
    importFile: base.importFile.handler(async ({ input, signal }) =>
      withWireErrors((await importing()).importFile(input, context, live(signal))),
    ),
    check: base.check.handler(({ input }) => checkSeriesQuality(input, context)),
    profile: base.profile.handler(({ input }) => repo.profile(input.series)),
    verify: base.verify.handler(async ({ input }) =>
      (await repo.verify(input.partitions)).map(({ partition, found }) => ({
        file: partition.file,
        expected: partition.hash,
        found,
      })),
    ),
    export: base.export.handler(({ input }) => repo.export(input.series, input.format, input.out)),
    query: base.query.handler(({ input, signal }) =>
      repo.query(input.sql, input.tables, { rows: input.rows, timeoutMs: input.timeoutMs, signal: live(signal) }),
    ),
    window: base.window.handler(({ input }) => chartWindowOf(input, context)),
    locate: base.locate.handler(({ input }) => locateTimes(input, context)),
    bars: base.bars.handler(({ input }) => readBars(input, context)),
    indicator: base.indicator.handler(({ input }) => calcOnSeries(input, context)),
    signals: base.signals.handler(({ input }) => previewSignals(input, context)),
    declare: base.declare.handler(({ input, signal }) => declareModule(input, context, live(signal))),
    explain: base.explain.handler(({ input }) => explainBar(input, context)),
    backtest: base.backtest.handler(({ input, signal }) => withWireErrors(runOne(input, context, live(signal)))),
    crossCheck: base.crossCheck.handler(({ input, signal }) =>
      withWireErrors(crossCheckRun(input, context, peers[input.tool], live(signal))),
    ),
    conventions: base.conventions.handler(({ input }) => conventionsOf(input, context)),
    sweep: base.sweep.handler(({ input, signal }) => withWireErrors(runGrid(input, context, live(signal)))),
    table: base.table.handler(({ input }) => runTable(input.file)),
    equity: base.equity.handler(({ input }) => equityTable(input, context)),
    breakdown: base.breakdown.handler(({ input }) => breakdownOf(input, context)),
    analysis: base.analysis.handler(({ input }) => analyseRun(input, context)),
    metrics: base.metrics.handler(({ input }) => calcMetrics(input)),
    memory: base.memory.handler(() => ({ rss: process.memoryUsage.rss(), limit: options.memoryMb * 2 ** 20 })),
  }
  return {
    router,
    async close() {
      await python.close()
      await repo.close()
      if (opening !== null) (await opening).close()
      await rm(scratch, { recursive: true, force: true })
    },
  }
}

/** A backtest never reads a price file, so it need not load what does. */
function importing() {
  return import('./imports.ts')
}

function live(signal: AbortSignal | undefined): AbortSignal {
  return signal ?? new AbortController().signal
}
