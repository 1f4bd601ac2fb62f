import { Check, Minus, X } from 'lucide-react'
import { dateTime, general, none } from '../../lib/format.ts'
import { Badge } from '../../ui/badge.tsx'
import { Skeleton } from '../../ui/progress.tsx'
import type { Explained } from './use-preview.ts'
import type { AppError } from '../../../core/contract/errors.ts'

/** Every term of the rules with its value on one bar, and what follows from them. */
export function ExplainPanel({
  explained,
  error,
  loading,
}: {
  readonly explained: Explained | null
  readonly error: AppError | null
  readonly loading: boolean
}) {
  return (
    <section className="side-section side-grow" aria-label="Explain this bar" aria-busy={loading || undefined}>
      <header className="inspector-header">
        <h3>Explain this bar</h3>
        {explained && (
          <Badge>
            <span className="num">{dateTime(explained.ts)}</span>
          </Badge>
        )}
      </header>
      {error && !explained ? (
        <p className="side-note status-error">{error.message}</p>
      ) : !explained ? (
        loading ? (
          <Skeleton rows={6} />
        ) : (
          <p className="side-note muted">Press a place on the signals to see why the rules did what they did there.</p>
        )
      ) : (
        <>
          <p className="side-note prose">{explained.sentence}</p>
          <ul className="terms">
            {explained.terms.map((term, at) => (
              <li
                key={at}
                className={at === 0 || explained.terms[at - 1]?.rule !== term.rule ? 'term term-first' : 'term'}
                title={term.rule}
              >
                <TermMark kind={term.kind} value={term.value} />
                <code className="grow term-text">{term.text}</code>
                <span className="num">
                  {term.kind === 'truth'
                    ? term.value === null
                      ? none
                      : term.value !== 0
                        ? 'true'
                        : 'false'
                    : general(term.value)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function TermMark({ kind, value }: { readonly kind: 'number' | 'truth'; readonly value: number | null }) {
  if (kind === 'number' || value === null) return <Minus size={13} className="muted" aria-hidden />
  return value !== 0 ? (
    <Check size={13} className="status-ok" aria-hidden />
  ) : (
    <X size={13} className="muted" aria-hidden />
  )
}
