import type { ProfileFields } from '../../contract/profile.ts'
import { countEnds, dayMs, periodEnds } from '../calendar.ts'
import { periodReturns } from './curve.ts'

/** How the returns of a curve are taken, worked out once for its times. */
export interface ReturnSeries {
  readonly length: number
  /** Writes the returns of a curve to an array of that length. */
  readonly write: (equity: Float64Array, cash: number, into: Float64Array) => void
  /** Index of the first return that a curve which starts at its first bar has too. */
  readonly shared: number
}

/**
 * One return a bar, a day with bars or a year, the first against the cash put in; or one a calendar day from the second on,
 * which is 0 on a day without bars.
 */
export function returnSeries(ts: Float64Array, period: ProfileFields['sharpeReturns']): ReturnSeries {
  const ends = periodEnds(ts, period)
  if (period !== 'calendarDays') {
    return {
      length: countEnds(ends),
      shared: 1,
      write: (equity, cash, into) => void periodReturns(equity, ends, cash, into),
    }
  }
  const dayOf = (bar: number) => Math.floor(ts[bar]! / dayMs)
  const closes = Array.from(ends.keys()).filter((bar) => ends[bar] === 1)
  return { length: ts.length === 0 ? 0 : dayOf(ts.length - 1) - dayOf(0), shared: 0, write }

  function write(equity: Float64Array, _: number, into: Float64Array): void {
    into.fill(0)
    for (let i = 1; i < closes.length; i++) {
      const [before, now] = [equity[closes[i - 1]!]!, equity[closes[i]!]!]
      into[dayOf(closes[i]!) - dayOf(0) - 1] = now === before || !(before > 0) ? 0 : now / before - 1
    }
  }
}
