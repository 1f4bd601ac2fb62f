import { useCallback, useEffect, useRef, useState } from 'react'
import type { CrossCheckResult, PeerName } from '../../../../core/contract/cross-check.ts'
import { AppError } from '../../../../core/contract/errors.ts'
import { client } from '../../../lib/client.ts'
import { toAppError } from '../../../lib/errors.ts'
import { cancelJob, jobResult, useJob } from '../../../shell/jobs.ts'
import { toastError } from '../../../ui/toast.tsx'

type Outcome =
  | { readonly kind: 'none' | 'running' | 'cancelled' }
  | { readonly kind: 'done'; readonly result: CrossCheckResult }
  | { readonly kind: 'failed'; readonly error: AppError }

/** Asks another tool about a finished run and follows the job. */
export function useCrossCheck(run: string) {
  const [tool, setTool] = useState<PeerName | null>(null)
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' })
  const [jobId, setJobId] = useState<string | null>(null)
  const alive = useRef(true)
  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
    }
  }, [])
  const job = useJob(jobId)
  const ask = useCallback(
    async (peer: PeerName): Promise<void> => {
      const end = (next: Outcome) => {
        if (!alive.current) return
        setOutcome(next)
        setJobId(null)
      }
      setTool(peer)
      setOutcome({ kind: 'running' })
      try {
        const { jobId: id } = await client.backtest.crossCheck({ run, with: peer })
        if (alive.current) setJobId(id)
        const result = await jobResult(id)
        if (result.kind !== 'backtest.crossCheck') throw new AppError('internal', `The job ${id} is no cross-check.`)
        end({ kind: 'done', result: result.value })
      } catch (failure) {
        const error = toAppError(failure)
        end(error.code === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', error })
      }
    },
    [run],
  )
  const cancel = useCallback(() => {
    if (jobId !== null) void cancelJob(jobId).catch(toastError)
  }, [jobId])
  return { tool, outcome, progress: job?.progress ?? null, ask, cancel, cancellable: jobId !== null }
}

export type CrossCheck = ReturnType<typeof useCrossCheck>
