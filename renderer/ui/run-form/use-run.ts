import { useCallback, useEffect, useRef, useState } from 'react'
import { AppError } from '../../../core/contract/errors.ts'
import type { RunRequest, RunResult } from '../../../core/contract/backtest.ts'
import { client } from '../../lib/client.ts'
import { toAppError } from '../../lib/errors.ts'
import { cancelJob, jobResult, useJob } from '../../shell/jobs.ts'
import { open } from '../../shell/navigation.ts'

/** Starts backtests, follows the job and opens the run when it is done. */
export function useRun() {
  const [jobId, setJobId] = useState<string | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const alive = useRef(true)
  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
    }
  }, [])
  const job = useJob(jobId)
  const start = useCallback(async (request: RunRequest, title: string): Promise<RunResult | null> => {
    setError(null)
    try {
      const { jobId: id } = await client.backtest.run(request)
      if (alive.current) setJobId(id)
      const result = await jobResult(id)
      if (result.kind !== 'backtest.run') throw new AppError('internal', `The job ${id} is no backtest.`)
      if (alive.current) open('runs', { run: result.value.runId }, `${title} ${result.value.runId.slice(-4)}`)
      return result.value
    } catch (failure) {
      const known = toAppError(failure)
      if (alive.current && known.code !== 'cancelled') setError(known)
      return null
    } finally {
      if (alive.current) setJobId(null)
    }
  }, [])
  const stop = useCallback(() => {
    if (jobId !== null) void cancelJob(jobId)
  }, [jobId])
  return { running: jobId !== null, progress: job?.progress ?? null, error, start, stop, forget: () => setError(null) }
}
