import { AppError } from '../contract/errors.ts'
import type { Bars } from '../market-data/bars.ts'

/** Bars of a longer timeframe, and for each base bar the last of them that was closed at its close (-1: none yet). */
export interface HigherBars {
  readonly bars: Bars
  readonly closed: Int32Array
}

const unitMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  mo: 2_629_746_000,
}
/** The epoch is a Thursday; weeks start on the Monday before it. */
const monday = -3 * 86_400_000

/** Length of a timeframe in ms; of a month, its mean. */
export function timeframeMs(timeframe: string): number {
  const parts = /^(\d+)(s|m|h|d|w|mo)$/.exec(timeframe)
  return parts === null ? Number.NaN : Number(parts[1]) * unitMs[parts[2]!]!
}

/** Start and end of the calendar period (UTC) that holds a time: days from midnight, weeks from Monday, months from the 1st. */
function periodOf(timeframe: string): (time: number) => { start: number; end: number } {
  const [, count, unit] = /^(\d+)(s|m|h|d|w|mo)$/.exec(timeframe)!
  const n = Number(count)
  if (unit === 'mo') {
    return (time) => {
      const date = new Date(time)
      const month = Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / n) * n
      return {
        start: Date.UTC(Math.floor(month / 12), month % 12),
        end: Date.UTC(Math.floor((month + n) / 12), (month + n) % 12),
      }
    }
  }
  const length = n * unitMs[unit!]!
  const origin = unit === 'w' ? monday : 0
  return (time) => {
    const start = Math.floor((time - origin) / length) * length + origin
    return { start, end: start + length }
  }
}

/**
 * Gathers bars into a longer timeframe. A period is closed on the bar whose own end reaches the period's end; where no bar
 * does, as on a Friday for a week of seven days, on the first bar of a later period. A bar's length is `barMs`, else
 * the shortest step between bar times so far: never taken from bars that follow.
 */
export function higherBars(base: Bars, timeframe: string, barMs: number | null): HigherBars {
  const period = periodOf(timeframe)
  const step = barMs ?? shortestStep(base)
  if (step > timeframeMs(timeframe) * 1.04)
    throw new AppError('invalid-strategy', `htf(..., "${timeframe}") is shorter than the bars of the run`, {
      hint: 'Run it on shorter bars, or name a longer timeframe.',
      data: { timeframe },
    })
  const ts: number[] = []
  const columns = {
    open: [] as number[],
    high: [] as number[],
    low: [] as number[],
    close: [] as number[],
    volume: [] as number[],
  }
  const closed = new Int32Array(base.rows)
  let at = -1
  let end = Number.NEGATIVE_INFINITY
  let sealed = false
  let soFar = barMs ?? Number.POSITIVE_INFINITY
  for (let i = 0; i < base.rows; i++) {
    const time = base.ts[i]!
    if (barMs === null && i > 0) soFar = Math.min(soFar, time - base.ts[i - 1]!)
    if (time >= end) {
      const next = period(time)
      end = next.end
      at++
      sealed = false
      ts.push(next.start)
      columns.open.push(base.open[i]!)
      columns.high.push(base.high[i]!)
      columns.low.push(base.low[i]!)
      columns.close.push(base.close[i]!)
      columns.volume.push(base.volume[i]!)
    } else if (!sealed) {
      columns.high[at] = Math.max(columns.high[at]!, base.high[i]!)
      columns.low[at] = Math.min(columns.low[at]!, base.low[i]!)
      columns.close[at] = base.close[i]!
      columns.volume[at] = columns.volume[at]! + base.volume[i]!
    }
    // Bars that still fall into a sealed period change nothing: what was once known stays as it was.
    if (Number.isFinite(soFar) && time + soFar >= end) sealed = true
    closed[i] = sealed ? at : at - 1
  }
  const column = (values: number[]): Float64Array => Float64Array.from(values)
  return {
    bars: {
      rows: at + 1,
      ts: column(ts),
      open: column(columns.open),
      high: column(columns.high),
      low: column(columns.low),
      close: column(columns.close),
      volume: column(columns.volume),
    },
    closed,
  }
}

/** Shortest step between bar times, the length of a bar in most series; a day where there is one bar. */
export function shortestStep({ ts, rows }: Bars): number {
  let step = Number.POSITIVE_INFINITY
  for (let i = 1; i < rows; i++) step = Math.min(step, ts[i]! - ts[i - 1]!)
  return Number.isFinite(step) ? step : 86_400_000
}
