import { firstAtOrAfter } from '../../market-data/bars.ts'
import type { Bars } from '../../market-data/bars.ts'
import type { Account } from '../account/account.ts'
import type { FillKind } from '../account/ledger.ts'
import { entryRule, levelRule } from './rule.ts'
import { pick, sameOutcome } from './outcome.ts'
import type { Intrabar, Outcome, Watched } from './types.ts'
import { reaches, straightWay, waysOf } from './ways.ts'

export interface Told {
  readonly outcome: Outcome
  /** False where even the finest bars leave the order open and an assumption decided. */
  readonly sure: boolean
}

/** An entry that waits for its price; NaN once it is filled, or for a position held from the open. */
interface Entry {
  price: number
  readonly kind: FillKind
  /** 1 where the price had to rise to it, -1 where it had to fall, 0 where it was the open. */
  readonly direction: number
}

/** Relative difference of prices that are the same. */
const equal = 1e-9

/** What finer bars say that a bar did to the position of an account; null where none of them covers the bar. */
export function readFiner(account: Account, bar: number, filled: number, kind: FillKind): Told | null {
  const { intrabar, bars } = account
  if (intrabar === null || intrabar.finer.length === 0) return null
  const entry = { price: filled, kind, direction: Math.sign(filled - bars.open[bar]!) }
  return walk(watchedOf(account), entry, bars, bar, intrabar.barMs, intrabar, 0)
}

/** What a walk may move along; on finer bars a new step of the target has begun, and the entry lies where it lies. */
function watchedOf(account: Account): Watched {
  const { profile, units, reference, stop, target, trail, trailThen, trailFrom, trailAfter, extreme, tick } = account
  const here = { targetBegins: false, isEntryBar: false }
  return { profile, units, reference, stop, target, trail, trailThen, trailFrom, trailAfter, extreme, tick, ...here }
}

/** Takes the position through the finer bars of one bar; its trailing reference and the entry move along. */
function walk(
  watched: Watched,
  entry: Entry,
  outer: Bars,
  bar: number,
  barMs: number,
  intrabar: Intrabar,
  depth: number,
): Told | null {
  const level = intrabar.finer[depth]
  if (level === undefined) return null
  const { bars } = level
  const [from, to] = insideOf(outer, bar, barMs, bars)
  if (!covers(bars, from, to, outer.high[bar]!, outer.low[bar]!))
    return walk(watched, entry, outer, bar, barMs, intrabar, depth + 1)
  const side = watched.units > 0 ? 1 : -1
  let sure = true
  for (let i = from; i < to; i++) {
    const filled = fillIn(entry, bars, i)
    if (!Number.isNaN(entry.price) && Number.isNaN(filled)) continue
    if (reaches(watched, bars, i)) {
      const told = outcomeOf(watched, entry, bars, i, filled, level.barMs, intrabar, depth)
      sure = sure && told.sure
      if (told.outcome.reason !== 0) return { outcome: told.outcome, sure }
    }
    // Of the bar of the entry only its close is sure to lie behind the fill.
    const near = side > 0 ? bars.high[i]! : bars.low[i]!
    const seen = Number.isNaN(entry.price) ? near : bars.close[i]!
    if (watched.profile.trailingFrom !== 'close' && side * seen > side * watched.extreme) watched.extreme = seen
    entry.price = Number.NaN
  }
  return { outcome: { reason: 0, price: Number.NaN }, sure }
}

/** What one finer bar does; where it leaves the order open, what still finer ones say, or what is taken for it. */
function outcomeOf(
  watched: Watched,
  entry: Entry,
  bars: Bars,
  bar: number,
  filled: number,
  barMs: number,
  intrabar: Intrabar,
  depth: number,
): Told {
  const ways = waysOf(watched, bars, bar, filled)
  const [first] = ways
  const atClose = watched.profile.stopExit === 'close'
  if (ways.every((way) => sameOutcome(way, first!, atClose))) return { outcome: first!, sure: true }
  return (
    walk(watched, entry, bars, bar, barMs, intrabar, depth + 1) ??
    straight(watched, bars, bar, filled) ?? {
      outcome: assumed(watched, entry, bars, bar, filled, ways, intrabar.choose),
      sure: false,
    }
  )
}

function straight(watched: Watched, bars: Bars, bar: number, filled: number): Told | null {
  const outcome = straightWay(watched, bars, bar, filled)
  return outcome === null ? null : { outcome, sure: true }
}

/** What is taken for a finest bar that leaves the order open. */
function assumed(
  watched: Watched,
  { kind }: Entry,
  bars: Bars,
  bar: number,
  filled: number,
  ways: readonly Outcome[],
  choose: Intrabar['choose'],
): Outcome {
  const rule: Outcome = { reason: 0, price: Number.NaN }
  if (Number.isNaN(filled)) levelRule(watched, bars, bar, rule)
  else entryRule(watched, bars, bar, filled, kind, rule)
  return choose === 'profile' ? rule : pick(watched, bars, bar, [rule, ...ways], choose)
}

/** The price at which a waiting entry is filled on a bar, NaN where it is not, or where it was before. */
function fillIn({ price, direction }: Entry, { open, high, low }: Bars, bar: number): number {
  if (direction === 0) return price
  const reached = direction > 0 ? high[bar]! >= price : low[bar]! <= price
  if (!reached) return Number.NaN
  return direction * open[bar]! >= direction * price ? open[bar]! : price
}

/** First and last-but-one index of the finer bars that start inside a bar. */
function insideOf({ ts, rows }: Bars, bar: number, barMs: number, finer: Bars): [number, number] {
  const next = bar + 1 < rows ? ts[bar + 1]! : Number.POSITIVE_INFINITY
  const end = Number.isNaN(barMs) ? next : Math.min(next, ts[bar]! + barMs)
  return [firstAtOrAfter(finer.ts, ts[bar]!), firstAtOrAfter(finer.ts, end)]
}

/** True where finer bars make up a bar: their highest high and lowest low are its own. */
function covers({ high, low }: Bars, from: number, to: number, top: number, bottom: number): boolean {
  let highest = Number.NEGATIVE_INFINITY
  let lowest = Number.POSITIVE_INFINITY
  for (let i = from; i < to; i++) {
    if (high[i]! > highest) highest = high[i]!
    if (low[i]! < lowest) lowest = low[i]!
  }
  return Math.abs(highest - top) <= equal * Math.abs(top) && Math.abs(lowest - bottom) <= equal * Math.abs(bottom)
}
