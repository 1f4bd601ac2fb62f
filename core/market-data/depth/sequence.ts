import type { DepthColumnWriter } from './columns.ts'
import type { DepthMessage, FeedMessage, SnapshotMessage } from './feed-line.ts'

/** What became of one line. A depth message before the first snapshot waits: the snapshot decides. */
export type Verdict =
  | 'accepted'
  | 'duplicate'
  | 'waiting'
  | { readonly refused: string; /** Says nothing against the file. */ readonly expected?: true }

export interface FeedLine {
  readonly line: number
  readonly text: string
}

export interface SequenceCounts {
  gaps: number
  /** Trade numbers that are missing between two that are there. */
  lostTrades: number
  /** Lines whose receive time was before that of the line above. */
  clockBack: number
}

export interface FeedSequence {
  readonly take: (message: FeedMessage, at: FeedLine) => Verdict
  readonly counts: Readonly<SequenceCounts>
  readonly snapshots: () => number
  readonly symbol: () => string | null
}

interface Kept extends FeedLine {
  readonly message: DepthMessage
  written: boolean
}

/** Messages kept for a snapshot that is older than they are: a minute of updates each 100 ms. */
const keptMessages = 600
/** A recording must show its first snapshot within so many depth messages. */
export const snapshotWithin = 10_000

/**
 * Puts messages in the order in which a book is kept: a snapshot with its last update, then every message that reaches
 * beyond it, each beginning where the one before ended. Messages that a snapshot overtakes are written again after it.
 * `settle` tells what became of lines that waited.
 */
export function createFeedSequence(
  out: DepthColumnWriter,
  settle: (at: FeedLine, verdict: Exclude<Verdict, 'waiting'>) => void,
): FeedSequence {
  const counts: SequenceCounts = { gaps: 0, lostTrades: 0, clockBack: 0 }
  let symbol: string | null = null
  let kept: Kept[] = []
  let snapshots = 0
  let lastSnapshot = 0
  let last = 0
  let afterSnapshot = false
  let gapPending = false
  let ts = 0
  let seenExchange = 0
  let depthExchange = 0
  let lastTrade: { id: number; text: string } | null = null
  let lastQuote: { id: number; text: string } | null = null

  function writeDepth(message: DepthMessage): void {
    // Futures name the update before, and their numbers have holes; a snapshot lies within the first message after it.
    const covers = message.first <= last + 1
    const missing = message.previous === null ? !covers : message.previous !== last && !(afterSnapshot && covers)
    if (missing) counts.gaps += 1
    gapPending ||= missing
    afterSnapshot = false
    last = message.last
    depthExchange = Math.max(depthExchange, message.exchangeTs)
    if (message.bids.length + message.asks.length === 0) return
    out.message('depth', { ts, exchangeTs: depthExchange, id: message.last, gap: gapPending }, message)
    gapPending = false
  }

  function takeDepth(message: DepthMessage, at: FeedLine): Verdict {
    const payload = payloadOf(at.text)
    if (kept.some((one) => one.message.last === message.last && payloadOf(one.text) === payload)) return 'duplicate'
    if (snapshots > 0 && message.last <= last)
      return { refused: `update ${message.first} to ${message.last} is older than ${last}, which the book has` }
    kept.push({ ...at, message, written: snapshots > 0 })
    if (snapshots === 0) return 'waiting'
    if (kept.length > keptMessages) kept = kept.slice(-keptMessages / 2)
    writeDepth(message)
    return 'accepted'
  }

  function takeSnapshot(message: SnapshotMessage): Verdict {
    if (message.last < lastSnapshot)
      return { refused: `a snapshot of update ${message.last} after one of ${lastSnapshot}` }
    lastSnapshot = message.last
    depthExchange = Math.max(depthExchange, seenExchange === 0 ? message.receiveTs : seenExchange)
    out.message('snapshot', { ts, exchangeTs: depthExchange, id: message.last, gap: false }, message)
    snapshots += 1
    last = message.last
    afterSnapshot = true
    gapPending = false
    for (const one of kept) {
      if (one.message.last > message.last) {
        writeDepth(one.message)
        if (!one.written) settle(one, 'accepted')
      } else if (!one.written) {
        settle(one, {
          refused: `update ${one.message.first} to ${one.message.last} is older than the first snapshot, which holds all up to ${message.last}`,
          expected: true,
        })
      }
      one.written = true
    }
    kept = kept.slice(-keptMessages)
    return 'accepted'
  }

  return {
    counts,
    snapshots: () => snapshots,
    symbol: () => symbol,
    take(message, at) {
      if (message.kind !== 'snapshot') {
        symbol ??= message.symbol
        if (message.symbol !== symbol)
          return { refused: `it is of ${message.symbol}; this recording began with ${symbol}` }
      }
      if (message.receiveTs < ts) counts.clockBack += 1
      ts = Math.max(ts, message.receiveTs)
      if (message.kind === 'snapshot') return takeSnapshot(message)
      if (message.kind === 'depth') {
        seenExchange = Math.max(seenExchange, message.exchangeTs)
        return takeDepth(message, at)
      }
      if (message.kind === 'trade') {
        if (lastTrade !== null && message.id <= lastTrade.id) {
          return payloadOf(at.text) === lastTrade.text
            ? 'duplicate'
            : { refused: `trade ${message.id} comes after trade ${lastTrade.id}` }
        }
        if (lastTrade !== null) counts.lostTrades += message.id - lastTrade.id - 1
        lastTrade = { id: message.id, text: payloadOf(at.text) }
        seenExchange = Math.max(seenExchange, message.exchangeTs)
        const level = [{ price: message.price, quantity: message.quantity }]
        const sides = message.side > 0 ? { bids: level, asks: [] } : { bids: [], asks: level }
        out.message('trade', { ts, exchangeTs: message.exchangeTs, id: message.id, gap: false }, sides)
        return 'accepted'
      }
      if (lastQuote !== null && message.last <= lastQuote.id) {
        return payloadOf(at.text) === lastQuote.text
          ? 'duplicate'
          : { refused: `quote ${message.last} comes after quote ${lastQuote.id}` }
      }
      lastQuote = { id: message.last, text: payloadOf(at.text) }
      out.message(
        'quote',
        { ts, exchangeTs: seenExchange === 0 ? message.receiveTs : seenExchange, id: message.last, gap: false },
        { bids: [message.bid], asks: [message.ask] },
      )
      return 'accepted'
    },
  }
}

/** The line without its receive time: the same message may be received twice. */
function payloadOf(text: string): string {
  return text.slice(text.indexOf(' ') + 1)
}
