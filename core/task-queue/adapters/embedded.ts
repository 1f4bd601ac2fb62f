import { ulid } from 'ulid'
import type { JobList } from '../../catalog/job-list.ts'
import { AppError, fromWireError, isErrorCode, toErrorBody } from '../../contract/errors.ts'
import type { Job, JobKind, JobResult, JobStatus, Progress } from '../../contract/jobs.ts'
import { createChannel } from '../../lib/channel.ts'
import { isAlive } from '../../lib/process-alive.ts'
import type { TaskQueue, Tasks } from '../port.ts'

export interface EmbeddedQueueOptions {
  readonly tasks: Tasks
  readonly jobs: JobList
  /** Jobs that run at once, by kind. Imports go one by one: the second may depend on what the first stored. @default import 1, others 2 */
  readonly slots?: Partial<Record<JobKind, number>>
}

interface Running {
  job: Job
  readonly input: unknown
  readonly abort: AbortController
  readonly ended: PromiseWithResolvers<JobResult>
}

const defaultSlots: Record<JobKind, number> = {
  'data.import': 1,
  'backtest.run': 2,
  'backtest.sweep': 1,
  'backtest.crossCheck': 1,
}

/** Jobs of this process, their state kept in the catalogue. */
export function createEmbeddedQueue({ tasks, jobs, slots = {} }: EmbeddedQueueOptions): TaskQueue {
  const open = new Map<string, Running>()
  const channel = createChannel<Job>()
  // A job of ours from before this start belongs to an earlier process with the same id.
  jobs.markInterrupted((pid) => pid !== process.pid && isAlive(pid))

  const change = (running: Running, status: JobStatus, fields: Partial<Job>, result?: JobResult['value']) => {
    running.job = { ...running.job, status, ...fields }
    const { progress, startedAt, endedAt, error } = running.job
    jobs.update(running.job.id, { status, progress, startedAt, endedAt, error: error as never, result: result ?? null })
    channel.publish(running.job)
  }

  const startWaiting = () => {
    for (const running of open.values()) {
      const { kind, status } = running.job
      if (status !== 'queued') continue
      const busy = [...open.values()].filter(
        (other) => other.job.kind === kind && other.job.status === 'running',
      ).length
      if (busy < (slots[kind] ?? defaultSlots[kind])) void run(running)
    }
  }

  const run = async (running: Running) => {
    const { job, abort, ended } = running
    change(running, 'running', { startedAt: Date.now() })
    const onProgress = (progress: Progress) => {
      running.job = { ...running.job, progress }
      channel.publish(running.job)
    }
    try {
      const value = await tasks[job.kind](running.input, { signal: abort.signal, onProgress })
      change(
        running,
        'done',
        { endedAt: Date.now(), progress: { ...running.job.progress, fraction: 1, stage: 'done' } },
        value,
      )
      ended.resolve({ kind: job.kind, value } as JobResult)
    } catch (thrown) {
      const error = abort.signal.aborted ? new AppError('cancelled', `${job.title}: cancelled`) : fromWireError(thrown)
      change(running, error.code === 'cancelled' ? 'cancelled' : 'failed', {
        endedAt: Date.now(),
        error: toErrorBody(error),
      })
      ended.reject(error)
    } finally {
      open.delete(job.id)
      startWaiting()
    }
  }

  const get = (id: string): Job => {
    const job = open.get(id)?.job ?? jobs.get(id)
    if (job === null) throw new AppError('not-found', `there is no job ${id}`, { hint: 'sextant jobs lists them.' })
    return job
  }

  return {
    enqueue(kind, title, input) {
      const job: Job = {
        id: ulid(),
        kind,
        title,
        status: 'queued',
        progress: { fraction: 0, stage: 'waiting' },
        createdAt: Date.now(),
        startedAt: null,
        endedAt: null,
        error: null,
      }
      jobs.add(job, input)
      const ended = Promise.withResolvers<JobResult>()
      // A job nobody waits for must not take the process down when it fails.
      ended.promise.catch(() => {})
      open.set(job.id, { job, input, abort: new AbortController(), ended })
      channel.publish(job)
      startWaiting()
      return get(job.id)
    },
    get,
    list: () => jobs.list(200).map((job) => open.get(job.id)?.job ?? job),
    async result(id, signal) {
      const running = open.get(id)
      if (running !== undefined) return await untilAborted(running.ended.promise, signal)
      const job = get(id)
      const result = jobs.result(id)
      if (job.status === 'done' && result !== null) return result
      if (job.error !== null) throw storedError(job)
      throw new AppError('cancelled', `${job.title}: ${job.status}`, { hint: 'Start it again.' })
    },
    cancel(id) {
      const running = open.get(id)
      if (running === undefined) {
        get(id)
        return false
      }
      running.abort.abort()
      if (running.job.status === 'queued') {
        change(running, 'cancelled', { endedAt: Date.now() })
        open.delete(id)
        running.ended.reject(new AppError('cancelled', `${running.job.title}: cancelled`))
      }
      return true
    },
    watch: (signal) =>
      channel.subscribe(
        signal,
        [...open.values()].map((running) => running.job),
      ),
    async close() {
      const ends = [...open.values()].map((running) => {
        running.abort.abort()
        return running.ended.promise.catch(() => {})
      })
      await Promise.all(ends)
    },
  }
}

function storedError(job: Job): AppError {
  const { code, message, hint, data } = job.error!
  return new AppError(isErrorCode(code) ? code : 'internal', message, {
    ...(hint === undefined ? {} : { hint }),
    ...(data === undefined ? {} : { data }),
  })
}

async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await promise
  const aborted = Promise.withResolvers<never>()
  const stop = () => aborted.reject(new AppError('cancelled', 'stopped waiting for the job'))
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([promise, aborted.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
