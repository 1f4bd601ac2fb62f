import { existsSync, statSync } from 'node:fs'
import { basename, extname, isAbsolute, join, resolve } from 'node:path'
import type { Manifest } from '../catalog/manifest.ts'
import { AppError } from '../contract/errors.ts'
import type { EngineHost } from '../engine-host/contract.ts'
import type { EventBus } from '../event-bus/port.ts'
import type { Handlers } from '../handlers.ts'
import type { TaskQueue } from '../task-queue/port.ts'
import { readActionFile } from './action-file.ts'
import { depthTableColumns, isRecorded } from './depth/port.ts'
import type { Staging } from './staging.ts'
import type { StoredUniverse, Universes } from './universes.ts'

export interface DataDeps {
  readonly engine: EngineHost
  readonly manifest: Manifest
  readonly universes: Universes
  readonly queue: TaskQueue
  readonly events: EventBus
  readonly staging: Staging
  /** Where an export goes when no file is named. */
  readonly exports: string
}

export function createDataService({
  engine,
  manifest,
  universes,
  queue,
  events,
  staging,
  exports,
}: DataDeps): Handlers['data'] {
  const find = (target: { symbol: string; timeframe?: string | undefined }) =>
    manifest.find(target.symbol, target.timeframe)
  /** The series of a symbol, in any timeframe. Throws `not-found`. */
  const requireStored = (symbol: string) => {
    const stored = manifest.all().filter((series) => series.symbol === symbol)
    return stored.length === 0 ? [manifest.find(symbol)] : stored
  }
  const tables = () => manifest.all().map((series) => ({ name: `${series.symbol}_${series.timeframe}`, series }))

  const shownUniverse = ({ members, ...summary }: StoredUniverse) => {
    const stored = new Set(manifest.stored().map(({ symbol }) => symbol))
    const shown = members.map(({ symbol, spells }) => ({ symbol, spells: [...spells], stored: stored.has(symbol) }))
    return { ...summary, members: shown }
  }

  return {
    stage: (chunk) => staging.receive(chunk),
    async preview({ source, options }, { signal }) {
      const file = sourceFile(source, staging)
      const preview = await engine.preview({ source: file, options }, { signal })
      // A dropped file lies under an id of ours; the analyst knows it by its name.
      return {
        ...preview,
        source,
        command: preview.command.replaceAll(file.path, file.path === source ? source : file.name),
      }
    },
    import({ source, options }) {
      const file = sourceFile(source, staging)
      return { jobId: queue.enqueue('data.import', `Import ${file.name}`, { source: file, options }).id }
    },
    list: () => manifest.list(),
    async show(target, { signal }) {
      const series = find(target)
      return { ...manifest.detail(series), columns: await engine.profile({ series }, { signal }) }
    },
    async check({ recheck, calendar, ...target }, { signal }) {
      const series = find(target)
      const stored = manifest.quality(series)
      if (stored !== null && !recheck && calendar === undefined) return stored
      const report = await engine.check({ series, calendar: calendar ?? null }, { signal })
      manifest.saveQuality(series, report)
      return report
    },
    quarantine: ({ limit, ...target }) => manifest.quarantine(find(target), limit),
    async export({ format, out, ...target }, { signal }) {
      const series = find(target)
      const path = resolve(out ?? join(exports, `${encodeURIComponent(series.symbol)}-${series.timeframe}.${format}`))
      return { path, ...(await engine.export({ series, format, out: path }, { signal })) }
    },
    sql: ({ query, limit, timeoutMs }, { signal }) =>
      engine.query({ sql: query, tables: tables(), rows: limit, timeoutMs }, { signal }),
    schema() {
      const columns = ['ts', 'open', 'high', 'low', 'close', 'volume'].map((name) => ({
        name,
        type: name === 'ts' ? 'TIMESTAMP' : 'DOUBLE',
      }))
      const text = ['symbol', 'timeframe'].map((name) => ({ name, type: 'VARCHAR' }))
      const own = tables().map(({ name, series }) => {
        if (isRecorded(series.timeframe)) return { table: name, columns: [...depthTableColumns] }
        const extra = new Set(series.partitions.flatMap((partition) => partition.extra))
        return { table: name, columns: [...columns, ...[...extra].map((column) => ({ name: column, type: 'DOUBLE' }))] }
      })
      return own.length === 0 ? [] : [...own, { table: 'bars', columns: [...text, ...columns] }]
    },
    universes: () => universes.list(),
    universe: ({ name }) => shownUniverse(universes.find(name)),
    async importUniverse({ source, name }) {
      return shownUniverse(await universes.save(name, sourceFile(source, staging)))
    },
    actions({ symbol }) {
      const set = manifest.actions.show(symbol)
      if (set.version === 0) requireStored(symbol)
      return set
    },
    importActions({ source, symbol, replace }) {
      const stored = requireStored(symbol)
      const file = sourceFile(source, staging)
      const result = manifest.actions.save(symbol, file.name, readActionFile(file.path, file.name), replace)
      staging.drop(file.path)
      for (const { timeframe } of stored) events.publish({ type: 'data.changed', symbol, timeframe })
      return result
    },
    remove({ symbol, timeframe }) {
      const removed = manifest.remove(symbol, timeframe)
      if (removed) events.publish({ type: 'data.changed', symbol, timeframe })
      return { removed }
    },
    async window({ from, to, buckets, indicators, ...target }, { signal }) {
      const { columns, ...window } = await engine.window(
        { series: find(target), from: from ?? null, to: to ?? null, buckets, indicators },
        { signal },
      )
      return { ...window, columns: [...columns] }
    },
    locate: ({ times, ...target }, { signal }) => engine.locate({ series: find(target), times }, { signal }),
    bars: ({ from, to, version, symbol, timeframe }, { signal }) =>
      engine.bars(
        { series: manifest.find(symbol, timeframe, version), from: from ?? null, to: to ?? null },
        { signal },
      ),
  }
}

/** The file behind a staging id or a path. Throws `not-found`, or `invalid-input` for a folder or a relative path. */
export function sourceFile(source: string, staging: Staging): { path: string; name: string } {
  const staged = staging.find(source)
  if (staged !== null) return staged
  if (!isAbsolute(source))
    throw new AppError('invalid-input', `${source} is not an absolute path`, {
      hint: 'Give the whole path of the file.',
    })
  if (!existsSync(source))
    throw new AppError('not-found', `there is no file ${source}`, {
      hint: 'Check the path; nothing was read.',
      data: { path: source },
    })
  if (!statSync(source).isFile())
    throw new AppError('invalid-input', `${source} is not a file`, {
      hint: `Name the files in it, e.g. ${join(source, `*${extname(source) || '.csv'}`)}.`,
    })
  return { path: source, name: basename(source) }
}
