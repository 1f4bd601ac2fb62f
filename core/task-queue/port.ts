import type { Job, JobKind, JobResult, Progress } from '../contract/jobs.ts'

export interface TaskContext {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** The work of one kind of job. Throwing fails the job with that error; an aborted signal cancels it. */
export type Task<Kind extends JobKind = JobKind> = (
  input: unknown,
  context: TaskContext,
) => Promise<Extract<JobResult, { kind: Kind }>['value']>

export type Tasks = { readonly [Kind in JobKind]: Task<Kind> }

/** Runs jobs, keeps their state, tells about changes. An accepted job is on disk before `enqueue` returns. */
export interface TaskQueue {
  enqueue(kind: JobKind, title: string, input: unknown): Job
  /** Throws `not-found`. */
  get(id: string): Job
  list(): Job[]
  /** Waits for the end. Fails as the job failed, or with `cancelled`. */
  result(id: string, signal?: AbortSignal): Promise<JobResult>
  /** False where the job has ended already. */
  cancel(id: string): boolean
  /** Every change of every job, those that run now first. */
  watch(signal: AbortSignal | undefined): AsyncGenerator<Job, void, void>
  /** Cancels what runs and waits for it. */
  close(): Promise<void>
}
