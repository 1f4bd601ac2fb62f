import type { Interval } from '../../../../core/contract/analysis.ts'

/** Places between 0 and 1 on an axis that holds the interval, its estimate and zero; null where a figure is missing. */
export function spanOf({ estimate, low, high }: Interval) {
  if (estimate === null || low === null || high === null) return null
  const first = Math.min(0, low, estimate)
  const width = Math.max(0, high, estimate) - first
  if (width === 0) return null
  const place = (value: number) => (value - first) / width
  return { zero: place(0), low: place(low), high: place(high), estimate: place(estimate) }
}
