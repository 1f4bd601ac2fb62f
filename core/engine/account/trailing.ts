import type { Bars } from '../../market-data/bars.ts'
import type { Account } from './account.ts'
import { onTick } from './tick.ts'

type Trailing = Pick<
  Account,
  'profile' | 'stop' | 'trail' | 'trailThen' | 'trailFrom' | 'trailAfter' | 'extreme' | 'tick'
>

/** True where the position has a stop that follows the price. */
export function isTrailing({ trail, trailThen }: Pick<Account, 'trail' | 'trailThen'>): boolean {
  return trail > 0 || trailThen > 0
}

/** Moves the trailing reference with what the finished bar has shown. */
export function trail(account: Account, bar: number): void {
  const { high, low, close } = account.bars
  const side = account.units > 0 ? 1 : -1
  const seen = account.profile.trailingFrom === 'close' ? close[bar]! : side > 0 ? high[bar]! : low[bar]!
  if (side * seen > side * account.extreme) account.extreme = seen
}

/** The trailing stop's price on a bar, NaN where there is none or it is not armed yet. */
export function trailingLevel(trailing: Trailing, { high, low }: Bars, bar: number, side: number): number {
  if (!isTrailing(trailing)) return Number.NaN
  const { profile, extreme, stop } = trailing
  const before = levelBehind(trailing, extreme, side)
  if (profile.trailingFrom !== 'barHigh' && profile.trailingFrom !== 'barHighWorst') return before
  const against = side * (side > 0 ? low[bar]! : high[bar]!)
  if (profile.trailingFrom === 'barHighWorst' && (against <= side * before || against <= side * stop)) return before
  const reach = side > 0 ? high[bar]! : low[bar]!
  return side * reach > side * extreme ? levelBehind(trailing, reach, side) : before
}

/** A trailing stop reached on the entry bar, had the price risen no further than it takes to arm it. */
export function worstOnEntryBar(
  trailing: Trailing & Pick<Account, 'reference'>,
  { high, low }: Bars,
  bar: number,
  side: number,
): number {
  const distance = distanceBehind(trailing, side > 0 ? high[bar]! : low[bar]!, side)
  const gained = trailing.trail > 0 ? 0 : trailing.trailAfter
  return onTick(trailing.reference * (1 + side * gained - side * distance), trailing.tick, side < 0)
}

/** The stop behind a price that has been seen; NaN where none follows it. */
export function levelBehind(trailing: Trailing, seen: number, side: number): number {
  return onTick(seen * (1 - side * distanceBehind(trailing, seen, side)), trailing.tick, side < 0)
}

function distanceBehind({ trail, trailThen, trailFrom }: Trailing, seen: number, side: number): number {
  if (!(trailThen > 0) || !(side * seen > side * trailFrom)) return trail
  return trail < trailThen ? trail : trailThen
}
