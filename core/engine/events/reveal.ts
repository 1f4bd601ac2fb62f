import type { Signals } from '../../strategy/signals.ts'
import { numberRules, truthRules } from '../../strategy/strategy.ts'

/** Signals of which nothing is to be seen until their bar has closed: before that truths are 0 and numbers are missing. */
export interface RevealedSignals {
  readonly signals: Signals
  /** Shows the row of one more bar, at its close. */
  readonly reveal: (bar: number) => void
}

/** `shown` rows are visible from the start, as for a run that goes on from a checkpoint. */
export function revealSignals(all: Signals, shown = 0): RevealedSignals {
  const pairs: (readonly [Uint8Array | Float64Array, Uint8Array | Float64Array])[] = []
  const hidden = <T extends Uint8Array | Float64Array>(column: T | null, empty: T): T | null => {
    if (column === null) return null
    empty.set(column.subarray(0, shown))
    pairs.push([column, empty])
    return empty
  }
  const truths = truthRules.map((rule) => [rule, hidden(all[rule], new Uint8Array(all.rows))])
  const numbers = numberRules.map((rule) => [rule, hidden(all[rule], new Float64Array(all.rows).fill(Number.NaN))])
  return {
    signals: { ...all, ...(Object.fromEntries([...truths, ...numbers]) as Partial<Signals>) },
    reveal(bar) {
      for (const [from, to] of pairs) to[bar] = from[bar]!
    },
  }
}
