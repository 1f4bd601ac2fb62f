/** Kinds of recorded rows. A depth row states the new total of one price level; a snapshot's first row empties the book. */
export declare const depthKind: {
  readonly depth: 0
  readonly trade: 1
  readonly snapshot: 2
  readonly quote: 3
}
/** Bits of `flags`. */
export declare const depthFlag: {
  /** Last row of its message: the book is whole again. */
  readonly last: 1
  /** First row of a message. */
  readonly first: 2
  /** Updates were lost between the message before and this one. */
  readonly gap: 4
}
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
export declare function emptyEvents(rows: number): DepthEvents
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
export declare function eventsOf(rows: readonly DepthRow[]): DepthEvents
/** Smallest receive time minus exchange time, in microseconds: negative where the recorder's clock ran behind. */
export declare function smallestDelay({ rows, exchangeTs, receiveTs }: DepthEvents): number
/**
 * Moves all receive times so that the quickest message took `least` microseconds. Nothing can be received before it was
 * sent, so a negative delay is the difference of two clocks; the spread of the delays stays as recorded.
 */
export declare function alignClocks(events: DepthEvents, least?: number): DepthEvents
/** The same recording several times in a row, `pause` microseconds apart. It must begin with a snapshot. */
export declare function repeatEvents(events: DepthEvents, times: number, pause: number): DepthEvents
/**
 * Row numbers in time order; rows of the same time keep their order. Null where they are in order already: then the
 * caller walks the columns as they are.
 */
export declare function timeOrder(ts: Float64Array): Uint32Array | null
