import type { Manifest } from '../catalog/manifest.ts'
import type { RunList, StoredRun } from '../catalog/runs.ts'
import type { RunRequest, RunSummary } from '../contract/backtest.ts'
import { metricNames } from '../contract/figures.ts'
import { profiles } from '../engine/conventions/profiles.ts'
import type { EngineHost } from '../engine-host/contract.ts'
import type { EventBus } from '../event-bus/port.ts'
import type { Handlers } from '../handlers.ts'
import type { TaskQueue } from '../task-queue/port.ts'
import { isRecorded } from '../market-data/depth/port.ts'
import { shortList } from '../lib/short-list.ts'
import { compareRecords } from './compare.ts'
import { recordedRules } from './recorded-input.ts'
import { heldInput, runDetail, storedSeries } from './run-detail.ts'
import type { RunFolder } from './run-folder.ts'
import { renderRunCard } from '../reports/run-card.ts'

export interface BacktestDeps {
  readonly engine: EngineHost
  readonly manifest: Manifest
  readonly runs: RunList
  readonly folders: RunFolder
  readonly queue: TaskQueue
  readonly events: EventBus
}

export function createBacktestService({
  engine,
  manifest,
  runs,
  folders,
  queue,
  events,
}: BacktestDeps): Handlers['backtest'] {
  const titleOf = ({ strategy = 'strategy', data, universe }: RunRequest, verb: string) =>
    `${verb} ${strategy} on ${universe ?? shortList(data)}`

  /** A newer version of any series it saw makes a run stale; a series that is gone does not. */
  const staleness = () => {
    const current = new Map(manifest.list().map(({ symbol, timeframe, hash }) => [`${timeframe} ${symbol}`, hash]))
    return ({ symbols, timeframe, dataHashes }: StoredRun) =>
      symbols.some((symbol, index) => {
        const hash = current.get(`${timeframe} ${symbol}`)
        return hash !== undefined && hash !== dataHashes[index]
      })
  }
  const isStale = (run: StoredRun) => staleness()(run)
  const summaries = (stored: readonly StoredRun[]): RunSummary[] => {
    const stale = staleness()
    return stored.map(({ dataHashes, ...run }) => ({ ...run, stale: stale({ dataHashes, ...run }) }))
  }

  return {
    run: (request) => ({ jobId: queue.enqueue('backtest.run', titleOf(request, 'Backtest'), request).id }),
    sweep: (request) => ({ jobId: queue.enqueue('backtest.sweep', titleOf(request, 'Sweep'), request).id }),
    profiles: () => [...profiles],
    list: () => summaries(runs.list()),
    async show({ run }, { signal }) {
      const stored = runs.resolve(run)
      return await runDetail(folders.read(stored.id), {
        dir: folders.path(stored.id),
        stale: isStale(stored),
        engine,
        manifest,
        signal,
      })
    },
    trades: ({ run }, { signal }) =>
      engine.table({ file: folders.path(runs.resolve(run).id, 'trades.parquet') }, { signal }),
    equity({ run, points }, { signal }) {
      const { id } = runs.resolve(run)
      return engine.equity(
        { file: folders.path(id, 'equity.parquet'), points, held: heldInput(folders.read(id), manifest) },
        { signal },
      )
    },
    analysis({ run, ...options }, { signal }) {
      const { id } = runs.resolve(run)
      const { account, profile, data } = folders.read(id)
      const series = data.flatMap((seen) => (isRecorded(seen.timeframe) ? [] : (storedSeries(seen, manifest) ?? [])))
      const held = data[0]?.symbol ?? ''
      const input = { dir: folders.path(id), cash: account.cash, profile: profile.fields, series, held, options }
      return engine.analysis(input, { signal })
    },
    compare({ runs: references }) {
      const stored = references.map((reference) => runs.resolve(reference))
      const records = stored.map(({ id }) => folders.read(id))
      const differences = compareRecords(records)
      return {
        comparable: !differences.some(({ field }) => field === 'data' || field === 'period' || field === 'profile'),
        differences,
        runs: summaries(stored),
        metrics: metricNames.map((name) => ({ name, values: records.map(({ metrics }) => metrics[name]) })),
      }
    },
    crossCheck(request) {
      const { id, strategy } = runs.resolve(request.run)
      recordedRules(folders.read(id), manifest, `filled by ${request.with}`)
      const title = `Cross-check ${strategy} with ${request.with}`
      return { jobId: queue.enqueue('backtest.crossCheck', title, { ...request, run: id }).id }
    },
    async conventions({ run, trades }, { signal }) {
      const { id } = runs.resolve(run)
      const input = recordedRules(folders.read(id), manifest, 'run under other conventions from their signals')
      return { runId: id, ...(await engine.conventions({ ...input, trades }, { signal })) }
    },
    card: ({ run }) => ({ markdown: renderRunCard(folders.read(runs.resolve(run).id)) }),
    async remove({ run }) {
      const { id } = runs.resolve(run)
      // Out of the list first: a run without its folder would be an error, a folder without its run is only space.
      runs.remove(id)
      await folders.remove(id)
      events.publish({ type: 'run.removed', runId: id })
      return { removed: id }
    },
  }
}
