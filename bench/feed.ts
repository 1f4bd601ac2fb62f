import { statSync } from 'node:fs'
import { toDepthEvents } from '../core/market-data/depth/events.ts'
import type { ReplayInput } from '../core/market-data/depth/events.ts'
import { readFeed } from '../core/market-data/depth/read-feed.ts'
import { depthFlag, depthKind, emptyEvents } from '../core/engine/depth/events.ts'
import type { DepthEvents } from '../core/engine/depth/events.ts'

/** A recorded feed as the import reads it. */
export async function recordedFeed(path: string): Promise<ReplayInput> {
  const { signal } = new AbortController()
  const container = { packing: 'gzip', packedBytes: statSync(path).size } as const
  const { columns } = await readFeed({ path, name: 'feed' }, container, {}, { signal, onProgress: () => {} })
  return toDepthEvents(columns)
}

/**
 * A seeded stand-in for a recorded spot feed: a snapshot of 1,000 levels a side, then depth messages each 100 ms of
 * about 36 levels, most of them within 300 ticks of a middle that walks, and about 3 trades between two of them.
 */
export function syntheticFeed(messages: number, seed: number): ReplayInput {
  let state = seed
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const events = emptyEvents(2000 + messages * 60)
  let rows = 0
  const add = (kind: number, ts: number, flags: number, side: number, tick: number, lots: number) => {
    const late = 5000 + Math.floor(random() * 20_000)
    const values = {
      kind,
      flags,
      side,
      exchangeTs: ts,
      receiveTs: Math.max(ts + late, rows === 0 ? 0 : events.receiveTs[rows - 1]!),
      tick,
      lots,
    }
    for (const [name, value] of Object.entries(values)) events[name as keyof typeof values][rows] = value
    rows += 1
  }
  let middle = 6_000_000
  for (let level = 0; level < 2000; level++) {
    const side = level < 1000 ? 1 : -1
    const flags = (level === 0 ? depthFlag.first : 0) | (level === 1999 ? depthFlag.last : 0)
    add(
      depthKind.snapshot,
      0,
      flags,
      side,
      middle - side * (1 + (level % 1000) * 3),
      1 + Math.floor(random() * 100_000),
    )
  }
  for (let message = 1; message <= messages; message++) {
    const ts = message * 100_000
    const trades = Math.floor(random() * 6)
    for (let trade = 0; trade < trades; trade++) {
      const side = random() < 0.5 ? 1 : -1
      add(
        depthKind.trade,
        ts - 60_000 + trade * 10_000,
        depthFlag.first | depthFlag.last,
        side,
        middle + side,
        1 + Math.floor(random() * 5000),
      )
    }
    const before = middle
    middle += Math.floor(random() * 21) - 10
    // Whatever the middle has walked over is gone.
    const levels: [number, number, number][] = []
    for (let tick = Math.min(before, middle) - 1; tick <= Math.max(before, middle) + 1; tick++) {
      if (tick >= middle) levels.push([1, tick, 0])
      if (tick <= middle) levels.push([-1, tick, 0])
    }
    for (let level = 0; level < 24; level++) {
      const side = random() < 0.5 ? 1 : -1
      const away = 1 + Math.floor(random() ** 3 * 300)
      levels.push([side, middle - side * away, random() < 0.4 && away > 1 ? 0 : 1 + Math.floor(random() * 100_000)])
    }
    levels.push([1, middle - 1, 50_000], [-1, middle + 1, 50_000])
    levels.forEach(([side, tick, lots], at) => {
      add(
        depthKind.depth,
        ts,
        (at === 0 ? depthFlag.first : 0) | (at === levels.length - 1 ? depthFlag.last : 0),
        side,
        tick,
        lots,
      )
    })
  }
  return { events: cut(events, rows), tickSize: 0.01, lotSize: 0.00001 }
}

function cut(events: DepthEvents, rows: number): DepthEvents {
  const { kind, flags, side, exchangeTs, receiveTs, tick, lots } = events
  return {
    rows,
    kind: kind.slice(0, rows),
    flags: flags.slice(0, rows),
    side: side.slice(0, rows),
    exchangeTs: exchangeTs.slice(0, rows),
    receiveTs: receiveTs.slice(0, rows),
    tick: tick.slice(0, rows),
    lots: lots.slice(0, rows),
  }
}
