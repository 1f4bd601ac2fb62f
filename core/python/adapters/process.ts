import { once } from 'node:events'
import { createInterface } from 'node:readline'

import { AppError } from '../../contract/errors.ts'
import { readLine } from '../answer.ts'
import { interpreters, startPython } from '../interpreter.ts'
import type { PythonProcess } from '../interpreter.ts'
import type { PythonBridge, PythonCallOptions } from '../port.ts'

export interface PythonProcessOptions {
  /** Path of `bridge.py`. */
  readonly script: string
  /** Interpreters to try. @default `SEXTANT_PYTHON`, else python3 and python */
  readonly commands?: readonly string[]
  /** Longest silence, in ms; a tool that compiles itself on its first run may need a minute. @default 600000 */
  readonly timeoutMs?: number
}

/** Characters of the error output that are kept. */
const keptOutput = 4000

/** One Python process, started on the first call; a call that is cancelled or breaks it ends it. */
export function createPythonProcess({
  script,
  commands = interpreters(),
  timeoutMs = 600_000,
}: PythonProcessOptions): PythonBridge {
  let running: Promise<Running> | null = null
  let last = Promise.resolve<unknown>(null)
  let calls = 0

  const end = async () => {
    const ending = running
    running = null
    const started = await ending?.catch(() => null)
    if (started === undefined || started === null || started.ended()) return
    const exit = once(started.child, 'close')
    started.child.kill('SIGKILL')
    await exit
  }

  const one = async (op: string, fields: Readonly<Record<string, unknown>>, options: PythonCallOptions) => {
    if (options.signal?.aborted === true) throw cancelled(options.signal)
    const id = ++calls
    running ??= start(script, commands)
    try {
      const { ask } = await running
      return await ask(id, { id, op, ...fields }, timeoutMs, options)
    } catch (error) {
      // After a refusal the process is as good as new; after anything else it is not to be trusted.
      if (!(error instanceof AppError) || error.code !== 'invalid-input') await end()
      throw error
    }
  }
  return {
    call(op, fields, options = {}) {
      const turn = last.then(() => one(op, fields, options))
      last = turn.catch(() => null)
      return turn
    },
    close: end,
  }
}

interface Running {
  readonly child: PythonProcess
  readonly ended: () => boolean
  readonly ask: (
    id: number,
    request: Record<string, unknown>,
    timeoutMs: number,
    options: PythonCallOptions,
  ) => Promise<unknown>
}

async function start(script: string, commands: readonly string[]): Promise<Running> {
  const child = await startPython(script, commands)
  let errors = ''
  let closed: string | null = null
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-keptOutput)))
  // Written to after its end; the 'close' event says so better.
  child.stdin.on('error', () => {})
  child.once('close', (code, signal) => (closed = signal ?? `exit code ${code}`))
  const lines = createInterface({ input: child.stdout })
  const said = () => errors.trim().split('\n').slice(-3).join(' / ')

  return {
    child,
    ended: () => closed !== null,
    ask(id, request, timeoutMs, { signal, onStage }) {
      const answer = Promise.withResolvers<unknown>()
      const broken = (what: string) =>
        new AppError('internal', `The Python process ${what}${said() === '' ? '' : `: ${said()}`}`, {
          hint: `Check ${child.spawnfile} and the packages it has; what it wrote last is in the message.`,
          data: { interpreter: child.spawnfile, output: errors },
        })
      const late = () =>
        answer.reject(
          new AppError('timeout', `The Python process said nothing for ${Math.round(timeoutMs / 1000)} s`, {
            hint: 'Try a shorter period; the first run of a tool may compile it.',
            data: { output: errors },
          }),
        )
      let timer = setTimeout(late, timeoutMs)
      const stop = () => answer.reject(cancelled(signal))
      const onClose = () => answer.reject(broken(`ended with ${closed ?? 'no answer'}`))
      const onLine = (text: string) => {
        const line = readLine(text)
        if (line === null) return answer.reject(broken(`answered with something else than JSON, ${text.slice(0, 80)}`))
        if (line.id !== id) return
        clearTimeout(timer)
        if ('stage' in line) {
          timer = setTimeout(late, timeoutMs)
          return onStage?.(line.stage)
        }
        if (!('error' in line)) return answer.resolve(line.result)
        const { kind, message } = line.error
        if (kind === 'failed') return answer.reject(broken(`failed with ${message}`))
        answer.reject(new AppError(kind === 'missing' ? 'unavailable' : 'invalid-input', message))
      }
      signal?.addEventListener('abort', stop, { once: true })
      child.once('close', onClose)
      lines.on('line', onLine)
      if (closed !== null) onClose()
      else child.stdin.write(`${JSON.stringify(request)}\n`)
      return answer.promise.finally(() => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', stop)
        child.off('close', onClose)
        lines.off('line', onLine)
      })
    },
  }
}

function cancelled(signal: AbortSignal | undefined): AppError {
  return new AppError('cancelled', 'The Python run was cancelled', { cause: signal?.reason })
}
