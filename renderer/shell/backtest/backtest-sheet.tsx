import { Play } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { AppError } from '../../../core/contract/errors.ts'
import { client } from '../../lib/client.ts'
import { toAppError } from '../../lib/errors.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/progress.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { toastError } from '../../ui/toast.tsx'
import { cancelJob, jobResult, useJob } from '../jobs.ts'
import { listen } from '../keyboard.ts'
import { open } from '../navigation.ts'
import { useBacktestDraft } from './backtest-draft.ts'
import { BacktestForm } from './backtest-form.tsx'
import './backtest-sheet.css'
import type { BacktestPreset } from './backtest-state.ts'
import { rememberStrategy, useBacktestSheet } from './backtest-state.ts'

export function BacktestSheet() {
  const preset = useBacktestSheet((state) => state.preset)
  return preset === null ? null : <Sheet preset={preset} />
}

function close(): void {
  useBacktestSheet.setState({ preset: null })
}

function Sheet({ preset }: { preset: BacktestPreset }) {
  const draft = useBacktestDraft(preset)
  const [job, setJob] = useState<string | null>(null)
  const [failure, setFailure] = useState<AppError | null>(null)
  const request = draft.request()

  const run = (): void => {
    if (request === null || job !== null) return
    setFailure(null)
    rememberStrategy(request.strategy ?? '')
    startRun(setJob).then(close, (error: unknown) => {
      setFailure(toAppError(error))
      setJob(null)
    })
  }
  const startRun = async (started: (id: string) => void): Promise<void> => {
    if (request === null) return
    const { jobId } = await client.backtest.run(request)
    started(jobId)
    const result = await jobResult(jobId)
    if (result.kind !== 'backtest.run') return
    open('runs', { run: result.value.runId }, `${draft.chosen?.label ?? 'Run'} ${result.value.runId.slice(-4)}`)
  }
  useEffect(() =>
    listen(() => [{ id: 'sheet-run', title: 'Run', icon: Play, keys: 'Mod+Enter', run }], { capture: true }),
  )

  if (draft.datasets?.length === 0) return <NoData />
  return (
    <Dialog
      open
      onClose={close}
      title="Backtest"
      width={680}
      actions={job === null ? <Actions ready={request !== null} run={run} /> : <Running id={job} />}
    >
      {failure !== null && <ErrorState error={failure} where="backtest.run" compact />}
      <BacktestForm draft={draft} />
    </Dialog>
  )
}

function Actions({ ready, run }: { ready: boolean; run: () => void }) {
  return (
    <>
      <Button kind="ghost" onClick={close}>
        Cancel
      </Button>
      <Button kind="primary" icon={Play} keys="Mod+Enter" disabled={!ready} onClick={run}>
        Run
      </Button>
    </>
  )
}

function Running({ id }: { id: string }) {
  const job = useJob(id)
  return (
    <div className="sheet-running">
      <span className="muted" aria-live="polite">
        {job?.progress.stage ?? 'starting'}
      </span>
      <div className="grow">
        <Progress fraction={job?.progress.fraction ?? null} label={job?.title ?? 'Backtest'} />
      </div>
      <Button onClick={() => void cancelJob(id).catch(toastError)}>Stop</Button>
    </div>
  )
}

function NoData() {
  const goImport = (): void => {
    close()
    open('data', { view: 'import' }, 'Import')
  }
  return (
    <Dialog open onClose={close} title="Backtest">
      <EmptyState
        title="No data to test on"
        action={
          <Button kind="primary" onClick={goImport}>
            Import data
          </Button>
        }
      >
        A backtest needs a data set first.
      </EmptyState>
    </Dialog>
  )
}
