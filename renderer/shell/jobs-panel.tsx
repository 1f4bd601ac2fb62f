import { CircleCheck, CircleMinus, CircleX, LoaderCircle } from 'lucide-react'
import type { Job } from '../../core/contract/jobs.ts'
import { bytes, duration, integer, when } from '../lib/format.ts'
import { Button } from '../ui/button.tsx'
import { Progress } from '../ui/progress.tsx'
import { toastError } from '../ui/toast.tsx'
import { cancelJob, isOver, jobList, useJobs } from './jobs.ts'

const shown = 100

export function JobsPanel() {
  const jobs = useJobs((state) => state.jobs)
  const list = jobList(jobs).slice(0, shown)
  if (list.length === 0)
    return (
      <p className="drawer-empty muted">
        No job has run yet. Imports, backtests and sweeps are listed here with their progress.
      </p>
    )
  return (
    // Focusable, so that it scrolls by key.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul className="jobs scroll" aria-label="Jobs" tabIndex={0}>
      {list.map((job) => (
        <JobLine key={job.id} job={job} />
      ))}
    </ul>
  )
}

function JobLine({ job }: { job: Job }) {
  const over = isOver(job)
  return (
    <li className="job">
      <JobIcon job={job} />
      <span className="job-title ellipsis">{job.title}</span>
      <span className="job-detail ellipsis" role={over ? undefined : 'status'}>
        {job.error === null ? progressText(job) : `${job.error.message} ${job.error.hint ?? ''}`}
      </span>
      {over ? (
        <span className="muted num">{timeText(job)}</span>
      ) : (
        <Progress fraction={job.progress.fraction} label={job.title} />
      )}
      <span className="muted num">{when(job.createdAt)}</span>
      <span className="job-action">
        {!over && (
          <Button size="small" onClick={() => void cancelJob(job.id).catch(toastError)}>
            Cancel
          </Button>
        )}
      </span>
    </li>
  )
}

function JobIcon({ job }: { job: Job }) {
  if (!isOver(job)) return <LoaderCircle size={15} className="spin" aria-label="Running" />
  if (job.status === 'done') return <CircleCheck size={15} className="status-ok" aria-label="Done" />
  if (job.status === 'failed') return <CircleX size={15} className="status-error" aria-label="Failed" />
  return (
    <CircleMinus size={15} className="muted" aria-label={job.status === 'cancelled' ? 'Cancelled' : 'Interrupted'} />
  )
}

/** `reading rows, 1,200,000 of 5,000,000 rows, 68.2 MB of 287.0 MB`. */
function progressText(job: Job): string {
  const { stage, rows, totalRows, bytes: read, totalBytes } = job.progress
  const parts = [isOver(job) ? job.status : stage]
  if (rows !== undefined)
    parts.push(`${integer(rows)}${totalRows === undefined ? '' : ` of ${integer(totalRows)}`} rows`)
  if (read !== undefined) parts.push(`${bytes(read)}${totalBytes === undefined ? '' : ` of ${bytes(totalBytes)}`}`)
  return parts.join(', ')
}

function timeText(job: Job): string {
  return job.startedAt === null || job.endedAt === null ? '' : duration(job.endedAt - job.startedAt)
}
