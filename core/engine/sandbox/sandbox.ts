import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { deserialize, serialize } from 'node:v8'

import type { Params } from '../../contract/common.ts'
import { AppError, fromWireError } from '../../contract/errors.ts'
import { jobFile, outcomeFile } from './job.ts'
import type { SandboxAsk, SandboxJob, SandboxOutcome, SandboxReply } from './job.ts'
import { forkSandbox } from './launch.ts'
import type { LaunchSandbox, SandboxProcess } from './launch.ts'
import { residentBytes } from './memory.ts'

export interface SandboxLimits {
  /** Wall clock of the whole process. */
  readonly seconds: number
  /** Resident memory, apart from that of the bars. */
  readonly memoryMb: number
}

export const sandboxLimits: SandboxLimits = { seconds: 600, memoryMb: 2048 }

export interface SandboxRun extends Omit<SandboxJob, 'path' | 'file'> {
  /** Text of the module and the name it is known by, e.g. `pairs.strategy.ts`. */
  readonly text: string
  readonly file: string
  /** Folder in which the module is laid down for the time of the run. */
  readonly scratch: string
}

export interface SandboxOptions {
  readonly signal?: AbortSignal | undefined
  readonly limits?: SandboxLimits
  readonly launch?: LaunchSandbox | undefined
}

/** A process with a loaded strategy module. */
export interface Sandbox {
  /** Asks for one thing at a time; throws what the strategy has thrown, with the place, and what ended the process. */
  readonly ask: <Kind extends SandboxAsk['kind']>(ask: Extract<SandboxAsk, { kind: Kind }>) => Promise<SandboxReply>
  /** What the last `run` has left. */
  readonly outcome: () => Promise<SandboxOutcome>
  readonly close: () => Promise<void>
}

/**
 * Starts a process of its own for a strategy module: no environment is inherited, and it is killed with SIGKILL when an
 * answer takes too long or too much memory, or is cancelled. Asking throws `invalid-strategy` with file, line and column,
 * `look-ahead`, `timeout`, `too-large`, `cancelled`, and `unavailable` where no such process can be started.
 */
export async function openSandbox(
  { text, file, scratch, ...given }: SandboxRun,
  options: SandboxOptions,
): Promise<Sandbox> {
  const { signal, limits = sandboxLimits, launch = forkSandbox } = options
  signal?.throwIfAborted()
  await mkdir(scratch, { recursive: true })
  // Stack traces have the real path. `.mts` is a module whatever stands around it.
  const folder = await realpath(await mkdtemp(join(scratch, 'strategy-')))
  const path = join(folder, basename(file).replace(/\.ts$/, '.mts'))
  const close = () => rm(folder, { recursive: true, force: true })
  try {
    await writeFile(path, text)
    const job: SandboxJob = { ...given, path, file }
    await writeFile(join(folder, jobFile), serialize(job))
    signal?.throwIfAborted()
    const child = launch({ cwd: folder, memoryMb: limits.memoryMb })
    return {
      ask: (ask) => answerOf(child, ask, job, limits, signal),
      outcome: async () => deserialize(await readFile(join(folder, outcomeFile))) as SandboxOutcome,
      async close() {
        child.kill()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** One run in a process of its own. */
export async function runInSandbox(
  run: SandboxRun & { readonly params: Params; readonly causalityPoints: number },
  options: SandboxOptions = {},
): Promise<SandboxOutcome> {
  const { params, causalityPoints, ...given } = run
  const sandbox = await openSandbox(given, options)
  try {
    await sandbox.ask({ kind: 'run', params, causalityPoints })
    return await sandbox.outcome()
  } finally {
    await sandbox.close()
  }
}

function answerOf(
  child: SandboxProcess,
  ask: SandboxAsk,
  job: SandboxJob,
  { seconds, memoryMb }: SandboxLimits,
  signal: AbortSignal | undefined,
): Promise<SandboxReply> {
  const bars = job.series.reduce((sum, { bars: { rows } }) => sum + rows * 48, 0)
  const bytesOfData = bars + (job.recording?.data.events.rows ?? 0) * 31
  // Columns are there twice while they are read, and so are the curves while they are written.
  const allowed = memoryMb * 2 ** 20 + 4 * bytesOfData
  return new Promise<SandboxReply>((resolve, reject) => {
    const deadline = setTimeout(() => {
      stop(
        new AppError('timeout', `${job.file}: the strategy took longer than ${seconds} s and was ended`, {
          hint: 'Look for a loop that does not end, or run it on fewer bars.',
          data: { path: job.file, seconds },
        }),
      )
    }, seconds * 1000)
    const watch = setInterval(() => {
      void residentBytes(child.pid()).then((bytes) => {
        if (bytes > allowed) stop(tooLarge(bytes))
      })
    }, 100)
    const onAbort = () => stop(new AppError('cancelled', 'The run was cancelled', { cause: signal?.reason }))
    if (signal?.aborted === true) onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })

    child.listen({
      message(reply) {
        settle()
        if (reply.kind !== 'failed') return resolve(reply)
        reject(fromWireError({ ...reply.error, data: { hint: reply.error.hint, data: reply.error.data } }))
      },
      failed: (cause) =>
        stop(new AppError('unavailable', `${job.file}: no process could be started for it`, { cause })),
      ended(code, killed) {
        // V8 ends a process that runs out of heap by itself.
        if (killed === 'SIGABRT' || code === 134) stop(tooLarge(allowed))
        else
          stop(
            new AppError(
              'invalid-strategy',
              `${job.file}: its process ended (${killed ?? `exit code ${code}`}) before it had an answer`,
              {
                hint: 'A strategy must not end its process; let `onBar` return.',
                data: { path: job.file },
              },
            ),
          )
      },
    })
    child.send(ask)

    function tooLarge(bytes: number): AppError {
      return new AppError(
        'too-large',
        `${job.file}: the strategy took more than ${memoryMb} MB of memory and was ended`,
        {
          hint: 'Keep fewer values, or run it on fewer bars.',
          data: { path: job.file, bytes, memoryMb },
        },
      )
    }

    function stop(error: AppError): void {
      settle()
      child.kill()
      reject(error)
    }

    function settle(): void {
      clearTimeout(deadline)
      clearInterval(watch)
      signal?.removeEventListener('abort', onAbort)
      child.listen(null)
    }
  })
}
