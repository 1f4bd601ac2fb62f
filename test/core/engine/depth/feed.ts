import { depthFlag, depthKind, eventsOf } from '../../../../core/engine/depth/events.ts'
import type { DepthEvents, DepthRow } from '../../../../core/engine/depth/events.ts'

export type Levels = readonly (readonly [tick: number, lots: number])[]

/** Writes a recording by hand. Times are microseconds; each message is received `late` after it was made. */
export function createFeed(late = 0) {
  const rows: DepthRow[] = []
  const message = (kind: number, at: number, bids: Levels, asks: Levels) => {
    const levels = [...bids.map((level) => [1, ...level] as const), ...asks.map((level) => [-1, ...level] as const)]
    levels.forEach(([side, tick, lots], index) => {
      const flags = (index === 0 ? depthFlag.first : 0) | (index === levels.length - 1 ? depthFlag.last : 0)
      rows.push({ kind, flags, side, exchangeTs: at, receiveTs: at + late, tick, lots })
    })
    return feed
  }
  const feed = {
    snapshot: (at: number, bids: Levels, asks: Levels) => message(depthKind.snapshot, at, bids, asks),
    depth: (at: number, bids: Levels, asks: Levels) => message(depthKind.depth, at, bids, asks),
    trade(at: number, side: 1 | -1, tick: number, lots: number) {
      rows.push({
        kind: depthKind.trade,
        flags: depthFlag.first | depthFlag.last,
        side,
        exchangeTs: at,
        receiveTs: at + late,
        tick,
        lots,
      })
      return feed
    },
    events: (): DepthEvents => eventsOf(rows),
  }
  return feed
}
