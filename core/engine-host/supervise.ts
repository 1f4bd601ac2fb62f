import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { AppError } from '../contract/errors.ts'
import type { EngineHost } from './contract.ts'

/** An engine process, whichever runtime started it. */
export interface EngineProcess {
  readonly port: {
    postMessage(message: unknown): void
    addEventListener(event: 'message' | 'close', listener: (event: { data: unknown }) => void): void
  }
  onExit(listener: (reason: string) => void): void
  /** Asks it to end by itself. */
  close(): void
  kill(): void
}

const patienceMs = 2000

/**
 * One engine at a time. An engine that dies fails the calls it held with `unavailable`; the next call starts a new one,
 * and `onRestart` hears why. Nothing stored is touched: files of a dead engine belong to nothing.
 */
export async function superviseEngine(
  start: () => EngineProcess,
  onRestart: (reason: string) => void,
): Promise<{ engine: EngineHost; close: () => Promise<void> }> {
  let current: { process: EngineProcess; client: Methods; exited: Promise<void> } | null = null
  let reason = 'the engine stopped'
  let closing = false

  const launch = () => {
    const started = start()
    const exited = new Promise<void>((resolve) => {
      started.onExit((why) => {
        if (current?.process === started) current = null
        reason = `the engine stopped (${why})`
        if (!closing) onRestart(reason)
        resolve()
      })
    })
    return {
      process: started,
      client: createORPCClient<EngineHost>(new RPCLink({ port: started.port as never })) as unknown as Methods,
      exited,
    }
  }

  current = launch()
  const call = async (method: string, input: unknown, options: object | undefined) => {
    current ??= launch()
    const used = current
    const explain = (error: unknown) =>
      current === used
        ? error
        : new AppError('unavailable', reason, {
            cause: error,
            hint: 'Try again: a new engine is started. Nothing stored was touched.',
          })
    try {
      const result = await used.client[method]!(input, options)
      return isStream(result) ? guarded(result, explain) : result
    } catch (error) {
      throw explain(error)
    }
  }
  return {
    // A promise that is awaited looks for `then`; the engine is not one.
    engine: new Proxy({} as EngineHost, {
      get: (_, method) =>
        method === 'then' || typeof method === 'symbol'
          ? undefined
          : (input: unknown, options?: object) => call(method, input, options),
    }),
    async close() {
      closing = true
      if (current === null) return
      const { process: last, exited } = current
      last.close()
      const timer = setTimeout(() => last.kill(), patienceMs)
      await exited
      clearTimeout(timer)
    },
  }
}

/** A stream that is cut by the end of its engine says so too. */
async function* guarded(
  stream: AsyncGenerator<unknown, unknown, void>,
  explain: (error: unknown) => unknown,
): AsyncGenerator<unknown, unknown, void> {
  try {
    return yield* stream
  } catch (error) {
    throw explain(error)
  }
}

function isStream(value: unknown): value is AsyncGenerator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

type Methods = Record<string, (input: unknown, options?: object) => Promise<unknown>>
