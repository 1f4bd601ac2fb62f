import { CircleCheck, CircleX } from 'lucide-react'

/** How far back the rules look, and whether they look ahead. */
export function Lookback({
  lookback,
  causality,
}: {
  readonly lookback: number | null
  readonly causality: 'proven' | 'violated' | 'unchecked'
}) {
  if (lookback === null) return null
  const bad = causality === 'violated'
  return (
    <footer className="lookback num">
      {bad ? (
        <CircleX size={15} className="status-error" aria-hidden />
      ) : (
        <CircleCheck size={15} className={causality === 'proven' ? 'status-ok' : 'muted'} aria-hidden />
      )}
      Looks back {lookback} bars
      {bad ? ', and ahead: its results cannot be had in time' : causality === 'proven' ? ', never ahead' : ''}
    </footer>
  )
}
