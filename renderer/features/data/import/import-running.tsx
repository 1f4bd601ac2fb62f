import { bytes, integer, percent } from '../../../lib/format.ts'
import { useNow } from '../../../lib/use-now.ts'
import { cancelJob, useJob } from '../../../shell/jobs.ts'
import { Button } from '../../../ui/button.tsx'
import { MetricTile, Tiles } from '../../../ui/card.tsx'
import { Progress } from '../../../ui/progress.tsx'
import { toastError } from '../../../ui/toast.tsx'

/** The job that reads, checks and writes, in rows and bytes. */
export function ImportRunning({ job: id }: { job: string }) {
  const job = useJob(id)
  const progress = job?.progress
  const now = useNow()
  const seconds = job?.startedAt === null || job === undefined ? 0 : (now - job.startedAt) / 1000
  const rate = progress?.rows !== undefined && seconds > 0.2 ? progress.rows / seconds : null
  return (
    <div className="import-wait">
      <div className="import-progress" aria-live="polite">
        <div className="row">
          <strong>{job?.title ?? 'Starting'}</strong>
          <span className="muted">{progress?.stage}</span>
          <span className="grow" />
          <Button size="small" keys="Mod+." onClick={() => void cancelJob(id).catch(toastError)}>
            Cancel
          </Button>
        </div>
        <Progress fraction={progress?.fraction ?? null} label={job?.title ?? 'Import'} />
      </div>
      <Tiles>
        <MetricTile
          label="Rows read"
          value={integer(progress?.rows)}
          context={progress?.totalRows === undefined ? ' ' : `of ${integer(progress.totalRows)}`}
        />
        <MetricTile
          label="Bytes read"
          value={bytes(progress?.bytes)}
          context={progress?.totalBytes === undefined ? ' ' : `of ${bytes(progress.totalBytes)}`}
        />
        <MetricTile label="Speed" value={rate === null ? '—' : `${integer(rate)} rows/s`} context=" " />
        <MetricTile label="Done" value={percent(progress?.fraction, 0)} context=" " />
      </Tiles>
      <p className="muted">
        Nothing is visible to charts and backtests until the whole file is stored. Cancelling leaves nothing behind.
      </p>
    </div>
  )
}
