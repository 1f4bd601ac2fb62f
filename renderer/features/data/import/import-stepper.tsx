import { Check, FileText } from 'lucide-react'
import { bytes } from '../../../lib/format.ts'

const steps = ['Files', 'Preview', 'Import'] as const

export function ImportStepper({ step, name, size }: { step: 1 | 2 | 3; name: string; size: number | undefined }) {
  return (
    <header className="import-head">
      <h1 className="visually-hidden">Import {name}</h1>
      <ol className="stepper">
        {steps.map((title, index) => {
          const at = index + 1
          const state = at < step ? 'done' : at === step ? 'now' : 'later'
          return (
            <li key={title} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
              <span className="step-mark num">{state === 'done' ? <Check size={12} aria-hidden /> : at}</span>
              {title}
            </li>
          )
        })}
      </ol>
      {name !== '' && (
        <span className="import-file">
          <FileText size={14} aria-hidden />
          <span className="mono">{name}</span>
          {size !== undefined && <span className="muted num">{bytes(size)}</span>}
        </span>
      )}
    </header>
  )
}
