import type { Signals } from './use-preview.ts'

/** The bar whose close gave the last entry, which most conventions fill one bar later; else the last bar. */
export function signalBar(signals: Signals | null): number | null {
  if (!signals) return null
  const fill = signals.entries.at(-1)?.ts
  return (fill === undefined ? undefined : signals.ts.findLast((ts) => ts < fill)) ?? signals.ts.at(-1) ?? null
}

/** The time of a list that is closest to `ts`. */
export function nearest(times: readonly number[], ts: number): number {
  return times.reduce((best, time) => (Math.abs(time - ts) < Math.abs(best - ts) ? time : best), times[0] ?? ts)
}
