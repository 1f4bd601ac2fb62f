import type { ProfileFields } from '../../contract/profile.ts'
import type { Spell } from '../../contract/universe.ts'
import type { Bars } from '../../market-data/bars.ts'
import type { Signals } from '../../strategy/signals.ts'

/** 1 for each bar that starts while the symbol is a member; `spells` in order. */
export function memberColumn({ ts, rows }: Bars, spells: readonly Spell[]): Uint8Array {
  const members = new Uint8Array(rows)
  let at = 0
  for (let i = 0; i < rows; i++) {
    while (at < spells.length && (spells[at]!.to ?? Number.POSITIVE_INFINITY) <= ts[i]!) at += 1
    if (at < spells.length && spells[at]!.from <= ts[i]!) members[i] = 1
  }
  return members
}

/**
 * Signals that enter only where the symbol is a member on the signal's bar and on that of its fill, and with `close` leave on
 * the first bar on which it is none: at its open or close, as the profile fills orders. Weights are left to their own walk.
 */
export function keepToMembers(
  signals: Signals,
  members: Uint8Array | null,
  leaving: Signals['leaving'],
  { fillTiming, closeFillBooked }: Pick<ProfileFields, 'fillTiming' | 'closeFillBooked'>,
): Signals {
  if (members === null) return signals
  const bounded = { ...signals, members, leaving }
  if (signals.weight !== null) return bounded
  const shift = fillTiming === 'signalClose' && closeFillBooked === 'sameBar' ? 0 : 1
  const enters = (column: Uint8Array | null) =>
    column?.map((truth, bar) => truth & members[bar]! & (members[bar + shift] ?? 1)) ?? null
  const exits = (column: Uint8Array | null, entry: Uint8Array | null) => {
    if (leaving === 'keep' || entry === null) return column
    return members.map((_, bar) => (column?.[bar] ?? 0) | (1 - (members[bar + shift] ?? 1)))
  }
  return {
    ...bounded,
    entryLong: enters(signals.entryLong),
    entryShort: enters(signals.entryShort),
    exitLong: exits(signals.exitLong, signals.entryLong),
    exitShort: exits(signals.exitShort, signals.entryShort),
  }
}
