import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { RunResult, SweepResult } from './backtest.ts'
import { UnixMs } from './common.ts'
import { CrossCheckResult } from './cross-check.ts'
import { ImportResult } from './data.ts'

export const jobKinds = ['data.import', 'backtest.run', 'backtest.sweep', 'backtest.crossCheck'] as const
export const JobKind = z.enum(jobKinds)
export type JobKind = z.infer<typeof JobKind>
export const JobStatus = z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'])
export type JobStatus = z.infer<typeof JobStatus>

export const Progress = z.object({
  /** 0 to 1, or null where the end is not known. */
  fraction: z.number().nullable(),
  /** What is happening, e.g. `reading rows`. */
  stage: z.string(),
  rows: z.number().optional(),
  totalRows: z.number().optional(),
  bytes: z.number().optional(),
  totalBytes: z.number().optional(),
})
export type Progress = z.infer<typeof Progress>

export const Job = z.object({
  id: z.string(),
  kind: JobKind,
  title: z.string(),
  status: JobStatus,
  progress: Progress,
  createdAt: UnixMs,
  startedAt: UnixMs.nullable(),
  endedAt: UnixMs.nullable(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      hint: z.string().optional(),
      data: z.record(z.string(), z.unknown()).optional(),
    })
    .nullable(),
})
export type Job = z.infer<typeof Job>

export const JobResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('data.import'), value: ImportResult }),
  z.object({ kind: z.literal('backtest.run'), value: RunResult }),
  z.object({ kind: z.literal('backtest.sweep'), value: SweepResult }),
  z.object({ kind: z.literal('backtest.crossCheck'), value: CrossCheckResult }),
])
export type JobResult = z.infer<typeof JobResult>

const JobId = z.object({ id: z.string().min(1) })

export const jobs = {
  list: oc.route({ method: 'GET', path: '/jobs', summary: 'Jobs, newest first' }).output(z.array(Job)),
  get: oc.route({ method: 'GET', path: '/jobs/{id}', summary: 'One job' }).input(JobId).output(Job),
  /** Waits for the end; fails as the job failed. */
  result: oc
    .route({ method: 'GET', path: '/jobs/{id}/result', summary: 'Wait for a job and return its result' })
    .input(JobId)
    .output(JobResult),
  cancel: oc
    .route({ method: 'POST', path: '/jobs/{id}/cancel', summary: 'Cancel a job' })
    .input(JobId)
    .output(z.object({ cancelled: z.boolean() })),
  /** Every change of every job, starting with those that are running; server-sent events over HTTP. */
  watch: oc
    .route({ method: 'GET', path: '/jobs/events', summary: 'Job changes as server-sent events' })
    .output(eventIterator(Job)),
}
