import type { Bars } from '../../market-data/bars.ts'
import type { Account } from '../account/account.ts'

/** How a run answers where a bar reaches several levels and does not say in which order. */
export interface Intrabar {
  /** The profile's rule, or of all that the bar can have done what leaves least or most at its close. */
  readonly choose: 'profile' | 'worst' | 'best'
  /** Length of the run's own bars in ms, NaN where it is not known. */
  readonly barMs: number
  /** Finer bars of the same symbol, longest first; which level came first is read from them where they cover the bar. */
  readonly finer: readonly FinerBars[]
}

export interface FinerBars {
  readonly bars: Bars
  readonly barMs: number
}

/** A position and the levels that protect it. */
export type Watched = Pick<
  Account,
  | 'profile'
  | 'units'
  | 'reference'
  | 'stop'
  | 'target'
  | 'targetBegins'
  | 'trail'
  | 'trailThen'
  | 'trailFrom'
  | 'trailAfter'
  | 'extreme'
  | 'tick'
  | 'isEntryBar'
>

/** What a bar does to a position: the reason and the quoted price of its exit, or reason 0 where it stays open. */
export interface Outcome {
  reason: number
  price: number
}

/** Bits of an account's `doubt`: an assumption decided, finer bars decided. */
export const doubt = { assumed: 1, resolved: 2 } as const
