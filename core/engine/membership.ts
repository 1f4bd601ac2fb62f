import type { Bars } from '../market-data/bars.ts'

/** A time in which a symbol is a member of a universe: from `from` on, before `to`; null where it still is. Unix ms. */
export interface Spell {
  readonly from: number
  readonly to: number | null
}

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
