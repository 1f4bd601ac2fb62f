import { statfsSync } from 'node:fs'
import type { Manifest } from '../catalog/manifest.ts'
import type { HealthItem } from '../contract/workspace.ts'
import type { EngineHost } from '../engine-host/contract.ts'
import type { EventBus } from '../event-bus/port.ts'
import type { Handlers } from '../handlers.ts'
import type { SettingsFile } from '../config/settings.ts'
import type { WorkspaceFolder } from './folder.ts'
import { sampleSymbol } from './sample-symbol.ts'

export interface WorkspaceDeps {
  readonly folder: WorkspaceFolder
  readonly engine: EngineHost
  readonly manifest: Manifest
  readonly settings: SettingsFile
  readonly events: EventBus
  readonly version: string
  readonly counts: () => { strategies: number; runs: number; reports: number }
  readonly addSample: Handlers['workspace']['addSample']
  readonly doctor: Handlers['workspace']['doctor']
}

export function createWorkspaceService({
  folder,
  engine,
  manifest,
  settings,
  events,
  version,
  counts,
  addSample,
  doctor,
}: WorkspaceDeps): Handlers['workspace'] {
  return {
    async info(_, { signal }) {
      const { rss, limit } = await engine.memory(undefined, { signal })
      const data = manifest.list()
      return {
        name: settings.read().name,
        path: folder.root,
        version,
        sample: data.some((dataset) => dataset.symbol === sampleSymbol),
        counts: { data: data.length, ...counts() },
        engineMemory: rss,
        engineMemoryLimit: limit,
      }
    },
    async health(_, { signal }) {
      const partitions = manifest.all().flatMap((series) => series.partitions)
      const damaged = await engine.verify({ partitions }, { signal })
      return [
        offline(settings),
        disk(
          folder,
          partitions.reduce((sum, partition) => sum + partition.bytes, 0),
        ),
        integrity(partitions.length, damaged),
        newest(manifest),
      ]
    },
    events: (_, { signal }) => events.subscribe(signal) as never,
    addSample,
    doctor,
  }
}

function offline(settings: SettingsFile): HealthItem {
  return settings.read().offline
    ? {
        id: 'offline',
        status: 'ok',
        title: 'Offline lock on',
        detail: 'Sextant opens no outbound connection',
        checkedAt: null,
      }
    : { id: 'offline', status: 'warn', title: 'Offline lock off', detail: 'Turn it on in Settings', checkedAt: null }
}

function disk(folder: WorkspaceFolder, used: number): HealthItem {
  const { bavail, bsize } = statfsSync(folder.root)
  const free = bavail * bsize
  return {
    id: 'disk',
    status: free < 1e9 ? 'warn' : 'ok',
    title: `${size(used)} used, ${size(free)} free`,
    detail: free < 1e9 ? 'Less than 1 GB is free: imports may fail' : folder.root,
    checkedAt: Date.now(),
  }
}

function integrity(count: number, damaged: readonly { file: string }[]): HealthItem {
  const [first] = damaged
  if (first === undefined)
    return {
      id: 'integrity',
      status: 'ok',
      title: count === 0 ? 'Nothing stored yet' : 'Every partition matches its hash',
      detail: `${count} ${count === 1 ? 'file' : 'files'} read and compared`,
      checkedAt: Date.now(),
    }
  return {
    id: 'integrity',
    status: 'error',
    title: `${damaged.length} damaged ${damaged.length === 1 ? 'file' : 'files'}`,
    detail: `${first.file}: import its source again`,
    checkedAt: Date.now(),
  }
}

function newest(manifest: Manifest): HealthItem {
  const last = Math.max(...manifest.list().map((dataset) => dataset.to ?? -Infinity))
  return Number.isFinite(last)
    ? {
        id: 'data',
        status: 'ok',
        title: `Newest bar ${new Date(last).toISOString().slice(0, 10)}`,
        detail: 'No live feed; nothing is out of date',
        checkedAt: null,
      }
    : { id: 'data', status: 'ok', title: 'No data yet', detail: 'Drop a price file to begin', checkedAt: null }
}

function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  return `${(bytes / 1000 ** step).toFixed(step < 2 ? 0 : 1)} ${units[step]}`
}
