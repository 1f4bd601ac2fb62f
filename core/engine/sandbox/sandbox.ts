import { fork, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'

import { AppError, fromWireError } from '../../contract/errors.ts'
import { siblingModule } from '../../lib/sibling-module.ts'
import { jobFile, outcomeFile } from './job.ts'
import type { SandboxJob, SandboxOutcome, SandboxReply } from './job.ts'
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

/**
 * Runs a strategy module in a process of its own: no environment is inherited, and it is killed with SIGKILL when it takes
 * too long or too much memory, or is cancelled. Throws `invalid-strategy` with file, line and column, `look-ahead`,
 * `timeout`, `too-large`, `cancelled`, and `unavailable` where no such process can be started.
 */
export async function runInSandbox(
  { text, file, scratch, ...given }: SandboxRun,
  { signal, limits = sandboxLimits }: { signal?: AbortSignal | undefined; limits?: SandboxLimits } = {},
): Promise<SandboxOutcome> {
  if (process.versions['electron'] !== undefined)
    throw new AppError(
      'unavailable',
      `${file}: strategies in TypeScript do not run inside the desktop application yet`,
      {
        hint: 'Run it with `sextant backtest run` or under `sextant serve`; both see the same workspace.',
      },
    )
  signal?.throwIfAborted()
  await mkdir(scratch, { recursive: true })
  // Stack traces have the real path. `.mts` is a module whatever stands around it.
  const folder = await realpath(await mkdtemp(join(scratch, 'strategy-')))
  const path = join(folder, basename(file).replace(/\.ts$/, '.mts'))
  try {
    await writeFile(path, text)
    const job: SandboxJob = { ...given, path, file }
    await writeFile(join(folder, jobFile), serialize(job))
    signal?.throwIfAborted()
    await answerOf(start(folder, limits), job, limits, signal)
    return deserialize(await readFile(join(folder, outcomeFile))) as SandboxOutcome
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function start(cwd: string, { memoryMb }: SandboxLimits): ChildProcess {
  const windows = process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {}
  return fork(fileURLToPath(siblingModule('child', import.meta.url)), [], {
    cwd,
    env: windows,
    execArgv: [`--max-old-space-size=${memoryMb}`, '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

function answerOf(
  child: ChildProcess,
  job: SandboxJob,
  { seconds, memoryMb }: SandboxLimits,
  signal: AbortSignal | undefined,
): Promise<void> {
  const bars = job.series.reduce((sum, { bars: { rows } }) => sum + rows * 48, 0)
  const bytesOfData = bars + (job.recording?.data.events.rows ?? 0) * 31
  // Columns are there twice while they are read, and so are the curves while they are written.
  const allowed = memoryMb * 2 ** 20 + 4 * bytesOfData
  return new Promise<void>((resolve, reject) => {
    const deadline = setTimeout(() => {
      stop(
        new AppError('timeout', `${job.file}: the strategy took longer than ${seconds} s and was ended`, {
          hint: 'Look for a loop that does not end, or run it on fewer bars.',
          data: { path: job.file, seconds },
        }),
      )
    }, seconds * 1000)
    const watch = setInterval(() => {
      void residentBytes(child.pid ?? 0).then((bytes) => {
        if (bytes > allowed) stop(tooLarge(bytes))
      })
    }, 100)
    const onAbort = () => stop(new AppError('cancelled', 'The run was cancelled', { cause: signal?.reason }))
    signal?.addEventListener('abort', onAbort, { once: true })

    child.on('message', (message) => {
      const reply = message as SandboxReply
      if (reply.kind === 'done') settle(resolve)
      else stop(fromWireError({ ...reply.error, data: { hint: reply.error.hint, data: reply.error.data } }))
    })
    child.on('error', (cause) =>
      stop(new AppError('unavailable', `${job.file}: no process could be started for it`, { cause })),
    )
    child.on('exit', (code, killed) => {
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
    })

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
      settle(() => reject(error))
    }

    function settle(finish: () => void): void {
      clearTimeout(deadline)
      clearInterval(watch)
      signal?.removeEventListener('abort', onAbort)
      child.removeAllListeners()
      child.on('error', () => {})
      child.kill('SIGKILL')
      finish()
    }
  })
}
