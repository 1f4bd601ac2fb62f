import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, parse, resolve } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { isAlive } from '../lib/process-alive.ts'

/** Where everything of a workspace stands; see ARCHITECTURE.md. */
export interface WorkspaceFolder {
  readonly root: string
  readonly settings: string
  readonly catalog: string
  readonly data: string
  readonly strategies: string
  readonly universes: string
  readonly runs: string
  readonly reports: string
  /** Deletable at any time. */
  readonly cache: string
  readonly staging: string
}

export function workspaceFolder(root: string): WorkspaceFolder {
  const at = (...parts: string[]) => join(resolve(root), ...parts)
  return {
    root: at(),
    settings: at('sextant.json'),
    catalog: at('catalog.sqlite'),
    data: at('data'),
    strategies: at('strategies'),
    universes: at('universes'),
    runs: at('runs'),
    reports: at('reports'),
    cache: at('.cache'),
    staging: at('.cache', 'staging'),
  }
}

/** The workspace meant: the one named, else $SEXTANT_WORKSPACE, else the nearest parent with a sextant.json, else ~/Sextant. */
export function locateWorkspace(given: string | undefined, environment: string | undefined, from: string): string {
  if (given !== undefined) return resolve(given)
  if (environment !== undefined && environment !== '') return resolve(environment)
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'sextant.json'))) return folder
    if (folder === parse(folder).root) return join(homedir(), 'Sextant')
  }
}

/** Makes the folders that are missing and removes what a killed process left half-written. Safe to repeat. */
export function prepareWorkspace(folder: WorkspaceFolder): void {
  try {
    makeFolder(folder.root)
    for (const path of [folder.data, folder.strategies, folder.runs, folder.reports, folder.cache, folder.staging]) {
      mkdirSync(path, { recursive: true })
    }
  } catch (cause) {
    throw new AppError('forbidden', `cannot write to the workspace ${folder.root}: ${(cause as Error).message}`, {
      cause,
      hint: 'Choose another folder with --workspace DIR.',
      data: { path: folder.root },
    })
  }
  dropAbandoned(folder.runs)
}

/** One level at a time: Node's own recursive form never returns where the system refuses a level as not found. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process may have made it in between.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** A run's folder carries the id of the process that writes it until it is complete; see backtest/service.ts. */
export const unfinishedRun = /^\.unfinished-(\d+)-/

function dropAbandoned(runs: string): void {
  for (const name of readdirSync(runs)) {
    const owner = unfinishedRun.exec(name)?.[1]
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(runs, name), { recursive: true, force: true })
  }
}
