import { Worker } from 'node:worker_threads'

import { AppError } from '../contract/errors.ts'
import type { ErrorBody } from '../contract/errors.ts'
import { siblingModule } from '../lib/sibling-module.ts'
import { chunkSize } from './combinations.ts'
import type { SweepWork } from './combinations.ts'

export type ChunkReply =
  | { readonly chunk: number; readonly values: Float64Array }
  | { readonly chunk: number; readonly error: ErrorBody }

/** Chunks a thread may be ahead of the one written next: bounds the rows waiting in memory. */
const aheadPerThread = 4

/**
 * Runs all chunks on threads and hands their rows to `take` in the order of the chunks, whichever thread finishes first.
 * Waits for `take` before running further ahead. The threads end with the sweep, however it ends.
 */
export async function runOnThreads(
  work: SweepWork,
  workers: number,
  total: number,
  signal: AbortSignal,
  take: (values: Float64Array) => Promise<void>,
): Promise<void> {
  const chunks = Math.ceil(total / chunkSize)
  const file = siblingModule('sweep-worker', import.meta.url)
  const threads = Array.from({ length: Math.min(workers, chunks) }, () => new Worker(file, { workerData: work }))
  const done = new Map<number, Float64Array>()
  const idle: Worker[] = []
  let next = 0
  let written = 0
  let writing = false

  let stop = () => {}
  try {
    await new Promise<void>((resolve, reject) => {
      stop = () => reject(signal.reason as Error)
      if (signal.aborted) return stop()
      signal.addEventListener('abort', stop, { once: true })
      for (const thread of threads) {
        thread.on('error', reject)
        thread.on('exit', (code) => reject(new AppError('internal', `A thread of the sweep ended with code ${code}`)))
        thread.on('message', (reply: ChunkReply) => {
          if ('error' in reply) return reject(revive(reply.error))
          done.set(reply.chunk, reply.values)
          idle.push(thread)
          feed()
          if (!writing) void drain().catch(reject)
        })
        // Twice: a thread always has its next chunk waiting, and never waits for this one to wake.
        idle.push(thread)
      }
      idle.push(...threads)
      feed()
      if (chunks === 0) resolve()

      function feed(): void {
        while (idle.length > 0 && next < chunks && next < written + aheadPerThread * threads.length)
          idle.pop()!.postMessage(next++)
      }

      async function drain(): Promise<void> {
        writing = true
        for (let values = done.get(written); values !== undefined; values = done.get(written)) {
          done.delete(written)
          await take(values)
          written += 1
          feed()
        }
        writing = false
        if (written === chunks) resolve()
      }
    })
  } finally {
    signal.removeEventListener('abort', stop)
    for (const thread of threads) thread.removeAllListeners('exit')
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

function revive({ code, message, hint, data }: ErrorBody): AppError {
  return new AppError(code as AppError['code'], message, {
    ...(hint === undefined ? {} : { hint }),
    ...(data === undefined ? {} : { data }),
  })
}
