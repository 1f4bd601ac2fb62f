/**
 * What own orders took out of a recorded book. The recording knows nothing of them, so the amount is kept beside the
 * level: it cannot be taken twice, and it fades as the recorded level shrinks, which the same lots may account for.
 */
export interface TakenLiquidity {
  /** Lots of a level that are left for an own order. */
  readonly left: (tick: number, lots: number) => number
  readonly take: (tick: number, lots: number) => void
  /** The recorded level went from `before` to `lots`. */
  readonly changed: (tick: number, before: number, lots: number) => void
  readonly clear: () => void
}

/** One side's taken lots; there are only as many entries as levels touched and still shown. */
export function createTaken(): TakenLiquidity {
  const byTick = new Map<number, number>()
  return {
    left: (tick, lots) => (byTick.size === 0 ? lots : Math.max(0, lots - (byTick.get(tick) ?? 0))),
    take: (tick, lots) => void byTick.set(tick, (byTick.get(tick) ?? 0) + lots),
    changed(tick, before, lots) {
      if (byTick.size === 0) return
      const taken = byTick.get(tick)
      if (taken === undefined) return
      const rest = Math.min(lots, taken - Math.max(0, before - lots))
      if (rest > 0) byTick.set(tick, rest)
      else byTick.delete(tick)
    },
    clear: () => byTick.clear(),
  }
}
