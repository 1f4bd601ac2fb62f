import { Copy, FlaskConical, RotateCcw, Square, Terminal, Waypoints } from 'lucide-react'
import type { AppError } from '../../../../core/contract/errors.ts'
import { AppError as Failure } from '../../../../core/contract/errors.ts'
import type { PeerName } from '../../../../core/contract/cross-check.ts'
import { Button } from '../../../ui/button.tsx'
import { Card } from '../../../ui/card.tsx'
import { Segmented } from '../../../ui/choice.tsx'
import { Progress } from '../../../ui/progress.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { toast, toastError } from '../../../ui/toast.tsx'
import { OpinionResult } from './opinion-result.tsx'
import './opinion.css'
import { toolNames, tools } from './opinion-words.ts'
import type { CrossCheck } from './use-cross-check.ts'

/** What another tool makes of the same signals, asked in a Python of the analyst's own. */
export function RunOpinion({ check }: { readonly check: CrossCheck }) {
  const { tool, outcome, progress, ask, cancel, cancellable } = check
  const running = outcome.kind === 'running'
  return (
    <>
      <div className="opinion-bar">
        <Segmented<PeerName | ''>
          label="Tool"
          value={tool ?? ''}
          onChange={(next) => next !== '' && void ask(next)}
          options={tools.map((value) => ({ value, label: toolNames[value], disabled: running }))}
        />
        {tool !== null && !running && (
          <Button icon={RotateCcw} onClick={() => void ask(tool)}>
            Ask again
          </Button>
        )}
        <span className="muted">The same bars and signals, filled by the other tool in your own Python.</span>
      </div>
      {outcome.kind === 'running' && (
        <Card title={`Asking ${tool === null ? 'the tool' : toolNames[tool]}`}>
          <div className="opinion-running" aria-live="polite">
            <span className="prose">{progress?.stage ?? 'Starting'}</span>
            <Progress fraction={progress?.fraction ?? null} label="Second opinion" />
            <Button icon={Square} disabled={!cancellable} onClick={cancel}>
              Cancel
            </Button>
          </div>
        </Card>
      )}
      {outcome.kind === 'none' && <EmptyState title="No second opinion yet">Choose a tool above.</EmptyState>}
      {outcome.kind === 'cancelled' && (
        <EmptyState title="Cancelled">Nothing was changed. Ask again, or choose another tool.</EmptyState>
      )}
      {outcome.kind === 'failed' && tool !== null && (
        <NoOpinion error={outcome.error} tool={tool} retry={() => void ask(tool)} />
      )}
      {outcome.kind === 'done' && <OpinionResult result={outcome.result} />}
    </>
  )
}

function NoOpinion(props: { readonly error: AppError; readonly tool: PeerName; readonly retry: () => void }) {
  const { error, tool, retry } = props
  const name = toolNames[tool]
  const install = error.data?.['install']
  const safe = 'The run and its figures do not depend on Python.'
  if (error.code !== 'unavailable' || typeof install !== 'string')
    return (
      <ErrorState
        error={error}
        where={`backtest.crossCheck ${tool}`}
        title={`${name} gave no second opinion`}
        retry={retry}
        safe={safe}
      />
    )
  // The line to copy and the variable are ways out below, so the hint and the evidence need not say them again.
  const told = new Failure(error.code, error.message, {
    data: { missing: [error.data?.['missing']].flat().join(', ') },
  })
  return (
    <ErrorState
      error={told}
      where={`backtest.crossCheck ${tool}`}
      title={`${name} is not installed`}
      safe={safe}
      retry={retry}
      ways={[
        {
          icon: Terminal,
          title: `Install ${name} with the versions that are tested`,
          detail: <code className="selectable">{install}</code>,
          action: (
            <Button
              kind="primary"
              icon={Copy}
              onClick={() => {
                navigator.clipboard.writeText(install).then(() => toast('Install line copied'), toastError)
              }}
            >
              Copy
            </Button>
          ),
        },
        {
          icon: FlaskConical,
          title: 'Name an interpreter that has it',
          detail: (
            <>
              Start Sextant with <code className="selectable">SEXTANT_PYTHON=/path/to/python</code>
            </>
          ),
          action: null,
        },
        {
          icon: Waypoints,
          title: 'Ask another tool',
          detail: 'Above. Each needs its own packages; Sextant installs nothing.',
          action: null,
        },
      ]}
    />
  )
}
