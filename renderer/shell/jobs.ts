import { create } from 'zustand'
import { AppError, isErrorCode } from '../../core/contract/errors.ts'
import type { Job, JobResult } from '../../core/contract/jobs.ts'
import { client } from '../lib/client.ts'

/** Every job heard of, by id. */
export const useJobs = create<{ jobs: Record<string, Job> }>()(() => ({ jobs: {} }))
const waiting = new Map<string, Set<(job: Job) => void>>()

export function noteJob(job: Job): void {
  useJobs.setState(({ jobs }) => ({ jobs: { ...jobs, [job.id]: job } }))
  if (isOver(job)) {
    for (const done of waiting.get(job.id) ?? []) done(job)
    waiting.delete(job.id)
  }
}

export function isOver(job: Job): boolean {
  return job.status !== 'queued' && job.status !== 'running'
}

export function useJob(id: string | null): Job | undefined {
  return useJobs((state) => (id === null ? undefined : state.jobs[id]))
}

/** Newest first. */
export function jobList(jobs: Record<string, Job>): Job[] {
  return Object.values(jobs).toSorted((a, b) => b.createdAt - a.createdAt)
}

/**
 * The result of a job once it has ended; rejects with the job's own error.
 * Follows the event stream, so that a long job holds no connection open.
 */
export async function jobResult(id: string): Promise<JobResult> {
  const known = useJobs.getState().jobs[id]
  const ended = known !== undefined && isOver(known) ? known : await endOf(id)
  if (ended.error !== null) throw errorOf(ended.error)
  if (ended.status === 'cancelled') throw new AppError('cancelled', `${ended.title} was cancelled.`)
  return client.jobs.result({ id })
}

function endOf(id: string): Promise<Job> {
  return new Promise((resolve, reject) => {
    const set = waiting.get(id) ?? new Set()
    set.add(resolve)
    waiting.set(id, set)
    // The job may have ended before the stream named it.
    client.jobs.get({ id }).then(noteJob, reject)
  })
}

/** Asks again about every job that is waited for: after the event stream was lost, its end may have been missed. */
export async function catchUp(): Promise<void> {
  const jobs = await client.jobs.list()
  for (const job of jobs.toReversed()) noteJob(job)
}

function errorOf(error: NonNullable<Job['error']>): AppError {
  return new AppError(isErrorCode(error.code) ? error.code : 'internal', error.message, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.data === undefined ? {} : { data: error.data }),
  })
}

export async function cancelJob(id: string): Promise<void> {
  await client.jobs.cancel({ id })
}

/** The newest job still running, for Mod+. */
export function runningJob(): Job | undefined {
  return jobList(useJobs.getState().jobs).find((job) => !isOver(job))
}
