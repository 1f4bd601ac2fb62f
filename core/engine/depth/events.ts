/** Kinds of recorded rows. A depth row states the new total of one price level; a snapshot's first row empties the book. */
export const depthKind = { depth: 0, trade: 1, snapshot: 2, quote: 3 } as const

/** Bits of `flags`. */
export const depthFlag = {
  /** Last row of its message: the book is whole again. */
  last: 1,
  /** First row of a message. */
  first: 2,
  /** Updates were lost between the message before and this one. */
  gap: 4,
} as const

/**
 * Recorded rows of one instrument, column by column, in the order in which they were received.
 * Times are Unix microseconds. `side` is 1 for bids and for trades in which the buyer was the aggressor, else -1.
 * `tick` counts price steps, `lots` counts quantity steps; both are whole, so that no sum of them rounds.
 */
export interface DepthEvents {
  readonly rows: number
  readonly kind: Uint8Array
  readonly flags: Uint8Array
  readonly side: Int8Array
  readonly exchangeTs: Float64Array
  readonly receiveTs: Float64Array
  readonly tick: Int32Array
  readonly lots: Float64Array
}

export function emptyEvents(rows: number): DepthEvents {
  return {
    rows,
    kind: new Uint8Array(rows),
    flags: new Uint8Array(rows),
    side: new Int8Array(rows),
    exchangeTs: new Float64Array(rows),
    receiveTs: new Float64Array(rows),
    tick: new Int32Array(rows),
    lots: new Float64Array(rows),
  }
}

/** One row, for callers that make events by hand. */
export interface DepthRow {
  readonly kind: number
  readonly flags: number
  readonly side: number
  readonly exchangeTs: number
  readonly receiveTs: number
  readonly tick: number
  readonly lots: number
}

export function eventsOf(rows: readonly DepthRow[]): DepthEvents {
  const events = emptyEvents(rows.length)
  rows.forEach((row, at) => {
    events.kind[at] = row.kind
    events.flags[at] = row.flags
    events.side[at] = row.side
    events.exchangeTs[at] = row.exchangeTs
    events.receiveTs[at] = row.receiveTs
    events.tick[at] = row.tick
    events.lots[at] = row.lots
  })
  return events
}

/** Smallest receive time minus exchange time, in microseconds: negative where the recorder's clock ran behind. */
export function smallestDelay({ rows, exchangeTs, receiveTs }: DepthEvents): number {
  let least = Infinity
  for (let at = 0; at < rows; at++) {
    const delay = receiveTs[at]! - exchangeTs[at]!
    if (delay < least) least = delay
  }
  return rows === 0 ? 0 : least
}

/**
 * Moves all receive times so that the quickest message took `least` microseconds. Nothing can be received before it was
 * sent, so a negative delay is the difference of two clocks; the spread of the delays stays as recorded.
 */
export function alignClocks(events: DepthEvents, least = 0): DepthEvents {
  const shift = least - smallestDelay(events)
  return { ...events, receiveTs: events.receiveTs.map((ts) => ts + shift) }
}

/** The same recording several times in a row, `pause` microseconds apart. It must begin with a snapshot. */
export function repeatEvents(events: DepthEvents, times: number, pause: number): DepthEvents {
  const { rows } = events
  const all = emptyEvents(rows * times)
  const span = (ts: Float64Array) =>
    ts.reduce((a, b) => Math.max(a, b), -Infinity) - ts.reduce((a, b) => Math.min(a, b), Infinity)
  const step = Math.max(span(events.exchangeTs), span(events.receiveTs)) + pause
  for (let copy = 0; copy < times; copy++) {
    const at = copy * rows
    for (const name of ['kind', 'flags', 'side', 'tick', 'lots'] as const) all[name].set(events[name], at)
    for (let row = 0; row < rows; row++) {
      all.exchangeTs[at + row] = events.exchangeTs[row]! + copy * step
      all.receiveTs[at + row] = events.receiveTs[row]! + copy * step
    }
  }
  return all
}

/**
 * Row numbers in time order; rows of the same time keep their order. Null where they are in order already: then the
 * caller walks the columns as they are.
 */
export function timeOrder(ts: Float64Array): Uint32Array | null {
  let sorted = true
  for (let at = 1; at < ts.length && sorted; at++) sorted = ts[at]! >= ts[at - 1]!
  if (sorted) return null
  const rows = new Uint32Array(ts.length)
  for (let at = 0; at < rows.length; at++) rows[at] = at
  return ordered(ts, rows)
}

/**
 * Streams of one recording are each in order and mixed only a little, so rows that are late fall out into a short list
 * that is ordered the same way and merged in again: linear where a general sort of millions of rows would not be.
 */
function ordered(ts: Float64Array, rows: Uint32Array, depth = 0): Uint32Array {
  if (depth > 12) return rows.sort((a, b) => ts[a]! - ts[b]! || a - b)
  const kept = new Uint32Array(rows.length)
  const late = new Uint32Array(rows.length)
  let keptCount = 0
  let lateCount = 0
  let latest = -Infinity
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!
    if (ts[row]! >= latest) {
      latest = ts[row]!
      kept[keptCount++] = row
    } else late[lateCount++] = row
  }
  if (lateCount === 0) return rows
  const between = ordered(ts, late.slice(0, lateCount), depth + 1)
  const merged = new Uint32Array(rows.length)
  for (let at = 0, a = 0, b = 0; at < merged.length; at++) {
    const [next, other] = [kept[a]!, between[b]!]
    const first =
      b === lateCount || (a < keptCount && (ts[next]! < ts[other]! || (ts[next]! === ts[other]! && next < other)))
    merged[at] = first ? next : other
    if (first) a += 1
    else b += 1
  }
  return merged
}
