import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import type { Core } from '../core/compose.ts'
import type { JobKind, JobResult } from '../core/contract/jobs.ts'
import { locateWorkspace } from '../core/workspace/folder.ts'
import { showProgress } from './progress.ts'
import { version } from './version.ts'

export const resources = fileURLToPath(new URL('../resources', import.meta.url))

export interface GlobalOptions {
  workspace?: string
  json?: boolean
  quiet?: boolean
}

export interface Session {
  readonly core: Core
  readonly client: Core['client']
  readonly json: boolean
  /** Waits for a started job, showing its progress; Ctrl+C cancels it, a second one ends the process at once. */
  finish: <Kind extends JobKind>(
    started: { jobId: string },
    kind: Kind,
  ) => Promise<Extract<JobResult, { kind: Kind }>['value']>
}

export function workspaceOf(command: Command): string {
  const { workspace } = command.optsWithGlobals<GlobalOptions>()
  return locateWorkspace(workspace, process.env['SEXTANT_WORKSPACE'], process.cwd())
}

/** Opens the workspace in this process, runs one command, closes it. */
export async function withSession(command: Command, run: (session: Session) => Promise<void>): Promise<void> {
  const { json = false, quiet = false } = command.optsWithGlobals<GlobalOptions>()
  // Loaded here: `--help` and a wrong usage must not wait for it.
  const { composeCore } = await import('../core/compose.ts')
  const core = await composeCore({ workspace: workspaceOf(command), engine: 'inline', resources, version })
  try {
    await run({
      core,
      client: core.client,
      json,
      finish: async (started, kind) => (await finishJob(core, started.jobId, { json, quiet }, kind)) as never,
    })
  } finally {
    await core.close()
  }
}

async function finishJob(
  core: Core,
  id: string,
  mode: { json: boolean; quiet: boolean },
  kind: JobKind,
): Promise<unknown> {
  const stop = new AbortController()
  const cancel = () => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
    void core.client.jobs.cancel({ id })
  }
  process.on('SIGINT', cancel)
  const watching = new AbortController()
  const shown = mode.quiet
    ? Promise.resolve()
    : showProgress(await core.client.jobs.watch(undefined, { signal: watching.signal }), id, mode.json)
  try {
    const result = await core.client.jobs.result({ id })
    if (result.kind !== kind) throw new Error(`job ${id} is a ${result.kind}`)
    return result.value
  } finally {
    watching.abort()
    await shown
    process.off('SIGINT', cancel)
  }
}
