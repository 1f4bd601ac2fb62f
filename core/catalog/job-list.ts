import type { Job, JobKind, JobResult, JobStatus, Progress } from '../contract/jobs.ts'
import type { ErrorBody } from '../contract/errors.ts'
import type { Catalog } from './open.ts'

/** Jobs as they outlive the process that runs them. */
export interface JobList {
  add(job: Job, input: unknown): void
  update(
    id: string,
    change: {
      status: JobStatus
      progress: Progress
      startedAt?: number | null
      endedAt?: number | null
      error?: ErrorBody | null
      result?: JobResult['value'] | null
    },
  ): void
  get(id: string): Job | null
  result(id: string): JobResult | null
  /** Newest first, at most `limit`. */
  list(limit: number): Job[]
  /** Marks jobs whose process is gone as `interrupted`; gives how many. */
  markInterrupted(isAlive: (pid: number) => boolean): number
}

interface JobRow {
  id: string
  kind: JobKind
  title: string
  status: JobStatus
  owner: number
  progress: string
  result: string | null
  error: string | null
  created_at: number
  started_at: number | null
  ended_at: number | null
}

export function createJobList(db: Catalog): JobList {
  const job = (row: JobRow): Job => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    status: row.status,
    progress: JSON.parse(row.progress) as Progress,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    error: row.error === null ? null : (JSON.parse(row.error) as ErrorBody),
  })
  const find = (id: string) => db.prepare('select * from jobs where id = ?').get(id) as JobRow | undefined
  return {
    add: (added, input) =>
      void db
        .prepare(
          'insert into jobs (id, kind, title, status, owner, input, progress, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)',
        )
        .run(
          added.id,
          added.kind,
          added.title,
          added.status,
          process.pid,
          JSON.stringify(input),
          JSON.stringify(added.progress),
          added.createdAt,
        ),
    update: (id, change) =>
      void db
        .prepare(
          'update jobs set status = ?, progress = ?, started_at = coalesce(?, started_at), ended_at = ?, error = ?, result = ? where id = ?',
        )
        .run(
          change.status,
          JSON.stringify(change.progress),
          change.startedAt ?? null,
          change.endedAt ?? null,
          change.error ? JSON.stringify(change.error) : null,
          change.result ? JSON.stringify(change.result) : null,
          id,
        ),
    get: (id) => {
      const row = find(id)
      return row === undefined ? null : job(row)
    },
    result: (id) => {
      const row = find(id)
      return row?.result ? ({ kind: row.kind, value: JSON.parse(row.result) as unknown } as JobResult) : null
    },
    list: (limit) =>
      (db.prepare('select * from jobs order by created_at desc, id desc limit ?').all(limit) as JobRow[]).map(job),
    markInterrupted: (isAlive) => {
      const open = db.prepare("select id, owner from jobs where status in ('queued', 'running')").all() as {
        id: string
        owner: number
      }[]
      const dead = open.filter((row) => !isAlive(row.owner))
      const mark = db.prepare(
        "update jobs set status = 'interrupted', ended_at = ? where id = ? and status in ('queued', 'running')",
      )
      for (const row of dead) mark.run(Date.now(), row.id)
      return dead.length
    },
  }
}
