import { depthFlag, depthKind, eventsOf } from '../../engine/depth/events.ts'
import type { DepthRow } from '../../engine/depth/events.ts'
import { unknownLots } from '../../engine/depth/book-view.ts'
import type { Recording } from '../../engine/depth/run-recording.ts'
import type { DepthColumns } from './columns.ts'
import { finestStep, toDepthEvents, whole } from './events.ts'
import type { Steps } from './events.ts'

/** Smallest size of an order where the ticks carry no sizes. */
const plainLot = 1e-6

/** What is stored of a symbol, as a run takes it: a book of levels, or ticks as a book of their best prices. */
export function toRecording(symbol: string, columns: DepthColumns, steps: Steps = {}): Recording {
  const levels = columns.kind.some((kind) => kind === depthKind.depth || kind === depthKind.snapshot)
  if (levels) return { symbol, ...toDepthEvents(columns, steps), shape: 'book' }
  const quotes = columns.kind.includes(depthKind.quote)
  const sized = columns.quantity.some((quantity) => quantity > 0)
  const tickSize = steps.tickSize ?? finestStep(columns.price)
  const lotSize = steps.lotSize ?? (sized ? finestStep(columns.quantity.filter((quantity) => quantity > 0)) : plainLot)
  const rows: DepthRow[] = []
  const shown = { bid: -1, ask: -1 }
  for (let row = 0; row < columns.rows; row++) {
    const tick = whole(columns.price[row]!, tickSize, 'price')
    const quantity = columns.quantity[row]!
    const lots = quantity > 0 ? whole(quantity, lotSize, 'quantity') : unknownLots
    const at = { exchangeTs: columns.exchangeTs[row]!, receiveTs: columns.ts[row]! }
    if (columns.kind[row] === depthKind.quote) {
      const bid = columns.side[row]! > 0
      // A quote is two rows; the book is whole after the second.
      show(at, bid ? 1 : -1, tick, lots, (columns.flags[row]! & depthFlag.last) !== 0)
      continue
    }
    if (!quotes) {
      show(at, 1, tick, unknownLots, false)
      show(at, -1, tick, unknownLots, true)
    }
    const print = { kind: depthKind.trade, flags: depthFlag.first | depthFlag.last, tick, lots, ...at }
    rows.push({ ...print, side: columns.side[row] === -1 ? -1 : 1 })
  }
  return { symbol, events: eventsOf(rows), tickSize, lotSize, shape: quotes ? 'quotes' : 'trades' }

  /** The best price of a side is another one: what stood there before is gone. */
  function show(
    at: { exchangeTs: number; receiveTs: number },
    side: 1 | -1,
    tick: number,
    lots: number,
    last: boolean,
  ) {
    const name = side > 0 ? 'bid' : 'ask'
    const before = shown[name]
    // The first prices are all there is.
    const kind = rows.length < 2 && before < 0 ? depthKind.snapshot : depthKind.depth
    const row = { kind, flags: rows.length === 0 ? depthFlag.first : 0, side, ...at }
    if (before >= 0 && before !== tick) rows.push({ ...row, tick: before, lots: 0 })
    rows.push({ ...row, tick, lots, flags: row.flags | (last ? depthFlag.last : 0) })
    shown[name] = tick
  }
}
