import { Play, Square } from 'lucide-react'
import type { AppError } from '../../../core/contract/errors.ts'
import type { Dataset } from '../../../core/contract/data.ts'
import type { Profile } from '../../../core/contract/profile.ts'
import type { Progress as JobProgress } from '../../../core/contract/jobs.ts'
import type { z } from 'zod'
import { percent } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/progress.tsx'
import { RunFields } from '../../ui/run-form/run-form.tsx'
import { checkForm, type RunForm } from '../../ui/run-form/run-request.ts'
import { ErrorState } from '../../ui/states.tsx'

/** The last stop before a backtest: everything filled in, one key runs it. */
export function RunSheet(props: {
  readonly open: boolean
  readonly name: string
  readonly params: Readonly<Record<string, number>>
  readonly form: RunForm
  readonly datasets: readonly Dataset[]
  readonly profiles: readonly Profile[]
  readonly running: boolean
  readonly progress: z.infer<typeof JobProgress> | null
  readonly error: AppError | null
  readonly onForm: (form: RunForm) => void
  readonly onRun: () => void
  readonly onStop: () => void
  readonly onClose: () => void
}) {
  const { form, running, progress, error } = props
  const errors = checkForm(form)
  const ready = Object.keys(errors).length === 0 && !running
  const values = Object.entries(props.params)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={`Backtest ${props.name}`}
      width={640}
      description={values ? <span className="num">With {values}.</span> : undefined}
      actions={
        running ? (
          <Button icon={Square} keys="Mod+." onClick={props.onStop}>
            Stop
          </Button>
        ) : (
          <>
            <Button onClick={props.onClose}>Cancel</Button>
            <Button kind="primary" icon={Play} keys="Mod+Enter" disabled={!ready} onClick={props.onRun}>
              Run
            </Button>
          </>
        )
      }
    >
      <RunFields
        form={form}
        errors={errors}
        datasets={props.datasets}
        profiles={props.profiles}
        onChange={props.onForm}
      />
      {running && (
        <output className="run-progress">
          <Progress fraction={progress?.fraction ?? null} label={progress?.stage ?? 'Starting'} />
          <span className="muted num">
            {progress?.stage ?? 'starting'}
            {progress !== null && progress.fraction !== null && `, ${percent(progress.fraction, 0)}`}
          </span>
        </output>
      )}
      {error && !running && (
        <ErrorState error={error} where="backtest.run" title="The backtest did not finish" compact />
      )}
    </Dialog>
  )
}
