import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform, totalmem } from 'node:os'
import type { Catalog } from '../catalog/open.ts'
import type { DoctorItem } from '../contract/workspace.ts'
import type { EngineHost } from '../engine-host/contract.ts'
import { AppError } from '../contract/errors.ts'
import type { Handlers } from '../handlers.ts'
import type { WorkspaceFolder } from './folder.ts'

export interface DoctorDeps {
  readonly folder: WorkspaceFolder
  readonly catalog: Catalog
  readonly engine: EngineHost
  readonly version: string
}

/** Oldest SQLite without the write-ahead log race that could lose a commit. */
const safeSqlite = [3, 51, 3]

export function createDoctor({ folder, catalog, engine, version }: DoctorDeps): Handlers['workspace']['doctor'] {
  return async (_, { signal }) => [
    {
      check: 'sextant',
      status: 'ok',
      detail: `${version} on Node ${process.versions.node}, ${platform()} ${arch()}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    },
    node(),
    writable(folder),
    sqlite(catalog),
    await attempt('query engine', async () => {
      const { rows } = await engine.query(
        { sql: 'select version() as v', tables: [], rows: 1, timeoutMs: 10_000 },
        { signal },
      )
      return `DuckDB ${String(rows[0]?.[0])}, in memory, no extension loading`
    }),
    await attempt('catalogue', () => {
      const found = catalog.pragma('quick_check', { simple: true })
      if (found !== 'ok') throw new AppError('corrupt-data', String(found))
      return 'consistent'
    }),
    desktop(),
  ]
}

function node(): DoctorItem {
  const major = Number(process.versions.node.split('.')[0])
  return major >= 24
    ? { check: 'node', status: 'ok', detail: `Node ${process.versions.node}` }
    : {
        check: 'node',
        status: 'error',
        detail: `Node ${process.versions.node} is too old`,
        hint: 'Run npm install in the project: it brings Node 24.',
      }
}

function writable({ root }: WorkspaceFolder): DoctorItem {
  try {
    accessSync(root, constants.W_OK)
    return { check: 'workspace', status: 'ok', detail: root }
  } catch {
    return {
      check: 'workspace',
      status: 'error',
      detail: `${root} cannot be written`,
      hint: 'Choose another folder with --workspace DIR.',
    }
  }
}

function sqlite(catalog: Catalog): DoctorItem {
  const version = (catalog.prepare('select sqlite_version() as v').get() as { v: string }).v
  const parts = version.split('.').map(Number)
  const difference = safeSqlite.map((wanted, index) => (parts[index] ?? 0) - wanted).find((step) => step !== 0) ?? 0
  return difference >= 0
    ? { check: 'sqlite', status: 'ok', detail: `SQLite ${version}, WAL, synchronous FULL` }
    : {
        check: 'sqlite',
        status: 'error',
        detail: `SQLite ${version} can lose commits after a crash`,
        hint: 'Install the dependencies again: npm ci.',
      }
}

async function attempt(check: string, run: () => Promise<string> | string): Promise<DoctorItem> {
  try {
    return { check, status: 'ok', detail: await run() }
  } catch (error) {
    return { check, status: 'error', detail: (error as Error).message, hint: 'Install the dependencies again: npm ci.' }
  }
}

/** The desktop shell is optional: without its binary Sextant opens in the browser. */
function desktop(): DoctorItem {
  try {
    const file = createRequire(import.meta.url).resolve('electron/path.txt')
    if (existsSync(file))
      return { check: 'desktop', status: 'ok', detail: `Electron ${readFileSync(file, 'utf8').trim()}` }
  } catch {
    // Not resolvable: same answer as a missing file.
  }
  return { check: 'desktop', status: 'ok', detail: 'no Electron binary here; the window opens in the browser' }
}
