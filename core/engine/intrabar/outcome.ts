import type { Bars } from '../../market-data/bars.ts'
import type { Outcome, Watched } from './types.ts'

/** True where two outcomes leave the same; `atClose` says that every exit is filled at the close. */
export function sameOutcome(a: Outcome, b: Outcome, atClose: boolean): boolean {
  if (a.reason === 0 || b.reason === 0) return a.reason === b.reason
  return atClose || a.price === b.price
}

/** The outcome that leaves least or most at the close of its bar, before costs; the first of equals. */
export function pick(
  { units, profile }: Pick<Watched, 'units' | 'profile'>,
  bars: Bars,
  bar: number,
  outcomes: readonly Outcome[],
  choose: 'worst' | 'best',
): Outcome {
  const sign = (units > 0 ? 1 : -1) * (choose === 'best' ? 1 : -1)
  const left = ({ reason, price }: Outcome) =>
    sign * (reason === 0 || profile.stopExit === 'close' ? bars.close[bar]! : price)
  return outcomes.reduce((chosen, other) => (left(other) > left(chosen) ? other : chosen))
}
