import { createRouterClient, type AnyRouter } from '@orpc/server'
import { readdirSync } from 'node:fs'
import { createCrossCheckTask } from './backtest/cross-check-task.ts'
import { createBacktestService } from './backtest/service.ts'
import { createRunFolder } from './backtest/run-folder.ts'
import { createRunTask } from './backtest/run-task.ts'
import { createSweepTask } from './backtest/sweep-task.ts'
import { createJobList } from './catalog/job-list.ts'
import { createManifest } from './catalog/manifest.ts'
import { openCatalog } from './catalog/open.ts'
import { createRunList } from './catalog/runs.ts'
import { createConfigService } from './config/service.ts'
import { openSettings } from './config/settings.ts'
import { openTrust } from './config/trusted-workspaces.ts'
import type { Client } from './contract/index.ts'
import { createInlineEngine } from './engine-host/adapters/inline.ts'
import { createProcessEngine } from './engine-host/adapters/process.ts'
import type { EngineHost } from './engine-host/contract.ts'
import type { EngineOptions } from './engine-host/options.ts'
import type { StartEngine } from './engine-host/start.ts'
import { createMemoryEventBus } from './event-bus/adapters/memory.ts'
import { createRouter, type Handlers } from './handlers.ts'
import { createIndicatorService } from './indicators/service.ts'
import { createJobsService } from './task-queue/service.ts'
import { createEmbeddedQueue } from './task-queue/adapters/embedded.ts'
import { createImportTask } from './market-data/import-task.ts'
import { createDataService } from './market-data/service.ts'
import { warmChangedSeries } from './market-data/warm.ts'
import { createUniverses } from './market-data/universes.ts'
import { createStaging } from './market-data/staging.ts'
import { createMetricsService } from './metrics/service.ts'
import { createReportService } from './reports/service.ts'
import { createStrategyLibrary } from './strategy/library.ts'
import { createStrategyService } from './strategy/service.ts'
import { listModules, listTemplates } from './strategy/templates.ts'
import { createDoctor } from './workspace/doctor.ts'
import { prepareWorkspace, workspaceFolder, type WorkspaceFolder } from './workspace/folder.ts'
import { createSample } from './workspace/sample.ts'
import { createWorkspaceService } from './workspace/service.ts'
import { watchOtherProcesses } from './workspace/watch.ts'

const engines = { inline: createInlineEngine, process: createProcessEngine }

export interface CoreOptions {
  readonly workspace: string
  /** Where the engine runs: in this process for one command, in a process of its own under a window; Electron brings its own. */
  readonly engine: keyof typeof engines | StartEngine
  /** Folder of the bundled samples and templates. */
  readonly resources: string
  readonly version: string
}

export interface Core {
  readonly router: AnyRouter
  /** The same calls without a transport. */
  readonly client: Client
  readonly folder: WorkspaceFolder
  readonly engine: EngineHost
  close(): Promise<void>
}

/** Puts a workspace together; the only place that names concrete adapters. */
export async function composeCore({ workspace, engine: kind, resources, version }: CoreOptions): Promise<Core> {
  const folder = workspaceFolder(workspace)
  prepareWorkspace(folder)
  const settings = openSettings(folder.settings, openTrust(folder.root))
  const configured = settings.read()
  const catalog = openCatalog(folder.catalog)
  const events = createMemoryEventBus()
  const options: EngineOptions = {
    workspace: folder.root,
    resources,
    memoryMb: configured['engine.memoryMb'],
    threads: configured['engine.threads'],
  }
  const { engine, close: closeEngine } = await (typeof kind === 'function' ? kind : engines[kind])(options, (reason) =>
    events.publish({ type: 'engine.restarted', reason }),
  )

  const manifest = createManifest(catalog)
  const runs = createRunList(catalog)
  const folders = createRunFolder(folder.runs)
  const staging = createStaging(folder.staging)
  const templates = listTemplates(`${resources}/templates`)
  const library = createStrategyLibrary(folder.strategies, templates)
  const universes = createUniverses(folder.universes)
  const trusted = () => settings.read().trusted
  const versions = { sextant: version, node: process.versions.node }
  const queue = createEmbeddedQueue({
    jobs: createJobList(catalog),
    tasks: {
      'data.import': createImportTask({ engine, manifest, events, staging }),
      'backtest.run': createRunTask({ engine, manifest, universes, library, runs, folders, events, versions, trusted }),
      'backtest.sweep': createSweepTask({ engine, manifest, universes, library, trusted }),
      'backtest.crossCheck': createCrossCheckTask({ engine, manifest, runs, folders }),
    },
  })

  const data = createDataService({ engine, manifest, universes, queue, events, staging, exports: folder.reports })
  const backtest = createBacktestService({ engine, manifest, runs, folders, queue, events })
  const report = createReportService({ backtest, runs, manifest, events, folder: folder.reports, version })
  const counts = () => ({
    strategies: library.list().length,
    runs: runs.list().length,
    reports: readdirSync(folder.reports).filter((name) => /\.(html|md)$/.test(name)).length,
  })
  const defaults = () => {
    const {
      'backtest.cash': cash,
      'backtest.fees': fees,
      'backtest.slippage': slippage,
      'backtest.profile': profile,
    } = settings.read()
    return { profile, account: { cash, fees, slippage, feeFixed: 0, spread: 0, leverage: 1 } }
  }
  const handlers: Handlers = {
    data,
    backtest,
    report,
    config: createConfigService({ settings }),
    indicator: createIndicatorService({ engine, manifest }),
    jobs: createJobsService(queue),
    metrics: createMetricsService({ engine }),
    strategy: createStrategyService({
      engine,
      manifest,
      library,
      templates,
      modules: listModules(`${resources}/templates`),
      events,
      defaults,
      trusted,
    }),
    workspace: createWorkspaceService({
      folder,
      engine,
      manifest,
      settings,
      events,
      version,
      counts,
      addSample: createSample({ resources, library, templates, queue, runs, report, folder: folder.reports }),
      doctor: createDoctor({ folder, catalog, engine, version }),
    }),
  }
  const router = createRouter(handlers)
  const stopWatching = watchOtherProcesses(catalog, { manifest, runs, events })
  // A single command ends before it would profit.
  const stopWarming = kind === 'inline' ? () => {} : warmChangedSeries(engine, manifest, events)
  return {
    router,
    folder,
    engine,
    client: createRouterClient(router) as Client,
    async close() {
      stopWatching()
      stopWarming()
      await queue.close()
      await closeEngine()
      catalog.close()
    },
  }
}
