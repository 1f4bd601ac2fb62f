import { Box, ListChecks, ShieldAlert } from 'lucide-react'
import type { CheckedStrategy } from '../../../core/contract/strategy.ts'

/** What is to be known of a strategy that is a program: there are no rules to draw or to explain before it has run. */
export function ModulePanel({ checked }: { readonly checked: CheckedStrategy | null }) {
  const untrusted = checked?.problems.some(({ severity }) => severity === 'warning') ?? false
  return (
    <section className="side-section module-panel" aria-label="Program">
      <header className="inspector-header">
        <h3>Program</h3>
      </header>
      {untrusted ? (
        <p>
          <ShieldAlert size={14} aria-hidden /> This workspace is not trusted, so only the text is checked and a
          backtest is refused. Read it first; then switch trust on in Settings.
        </p>
      ) : (
        <p>
          <ListChecks size={14} aria-hidden /> It is loaded in a process of its own as you type, and what it says of
          itself is checked.
        </p>
      )}
      <p>
        <Box size={14} aria-hidden /> What it does is seen by running it: a backtest on bars, on ticks or on a recorded
        order book. Every run is made again without what comes after two times, and refused where it then differs.
      </p>
    </section>
  )
}
