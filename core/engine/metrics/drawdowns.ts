import { barLength, dayMs } from '../calendar.ts'

/** One fall from a high and the way back. Indices of bars; `recovery` is null while under water. */
export interface Drawdown {
  readonly peak: number
  readonly trough: number
  readonly recovery: number | null
  readonly depth: number
}

/**
 * Every stretch of at least one bar below an earlier high, oldest first. The first high is the cash put in, before bar 0
 * (`peak` is then 0). It lasts until the bar that reaches the high again, or the last bar.
 */
export function drawdowns(equity: Float64Array, cash: number): Drawdown[] {
  const found: Drawdown[] = []
  let high = cash
  let peak = 0
  let trough = -1
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i]!
    if (value >= high) {
      if (trough >= 0) found.push({ peak, trough, recovery: i, depth: equity[trough]! / high - 1 })
      high = value
      peak = i
      trough = -1
    } else if (trough < 0 || value < equity[trough]!) trough = i
  }
  if (trough >= 0) found.push({ peak, trough, recovery: null, depth: equity[trough]! / high - 1 })
  return found
}

/** Length in days from the high to the recovery, by the calendar or as bars times the usual length of a bar. */
export function drawdownDays(drawdown: Drawdown, ts: Float64Array, clock: 'calendar' | 'bars'): number {
  const end = drawdown.recovery ?? ts.length - 1
  if (clock === 'bars') return ((end - drawdown.peak) * barLength(ts)) / dayMs
  return (ts[end]! - ts[drawdown.peak]!) / dayMs
}

export function drawdownFigures(equity: Float64Array, cash: number, ts: Float64Array, clock: 'calendar' | 'bars') {
  const all = drawdowns(equity, cash)
  if (all.length === 0) return { avgDrawdown: null, maxDrawdownDays: null, avgDrawdownDays: null }
  const days = all.map((one) => drawdownDays(one, ts, clock))
  return {
    avgDrawdown: all.reduce((sum, one) => sum + one.depth, 0) / all.length,
    maxDrawdownDays: Math.max(...days),
    avgDrawdownDays: days.reduce((sum, one) => sum + one, 0) / days.length,
  }
}
