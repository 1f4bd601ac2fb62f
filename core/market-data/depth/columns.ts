import { depthFlag, depthKind } from '../../engine/depth/events.ts'
import type { FeedLevel } from './feed-line.ts'

/** Stored rows of a recording, column by column, in receive order. Times are Unix microseconds, prices and quantities as the exchange writes them. */
export interface DepthColumns {
  readonly rows: number
  readonly ts: Float64Array
  readonly exchangeTs: Float64Array
  readonly kind: Uint8Array
  readonly flags: Uint8Array
  readonly side: Int8Array
  readonly price: Float64Array
  readonly quantity: Float64Array
  /** Number of the trade, or of the last update that a depth message, snapshot or quote covers. */
  readonly id: Float64Array
}

export function depthColumns(rows: number): DepthColumns {
  return {
    rows,
    ts: new Float64Array(rows),
    exchangeTs: new Float64Array(rows),
    kind: new Uint8Array(rows),
    flags: new Uint8Array(rows),
    side: new Int8Array(rows),
    price: new Float64Array(rows),
    quantity: new Float64Array(rows),
    id: new Float64Array(rows),
  }
}

export const depthColumnNames = ['ts', 'exchangeTs', 'kind', 'flags', 'side', 'price', 'quantity', 'id'] as const

export interface DepthColumnWriter {
  /** One message; both sides empty writes nothing. `gap` marks that updates were lost before it. */
  readonly message: (
    kind: keyof typeof depthKind,
    at: { ts: number; exchangeTs: number; id: number; gap: boolean },
    levels: { bids: readonly FeedLevel[]; asks: readonly FeedLevel[] },
  ) => void
  readonly rows: () => number
  readonly finish: () => DepthColumns
}

export function createDepthColumns(): DepthColumnWriter {
  let columns = depthColumns(1 << 16)
  let rows = 0
  return {
    rows: () => rows,
    message(kind, { ts, exchangeTs, id, gap }, { bids, asks }) {
      const count = bids.length + asks.length
      while (rows + count > columns.rows) columns = resized(columns, columns.rows * 2)
      for (let index = 0; index < count; index++) {
        const level = index < bids.length ? bids[index]! : asks[index - bids.length]!
        columns.ts[rows] = ts
        columns.exchangeTs[rows] = exchangeTs
        columns.kind[rows] = depthKind[kind]
        columns.flags[rows] =
          (index === 0 ? depthFlag.first | (gap ? depthFlag.gap : 0) : 0) | (index === count - 1 ? depthFlag.last : 0)
        columns.side[rows] = index < bids.length ? 1 : -1
        columns.price[rows] = level.price
        columns.quantity[rows] = level.quantity
        columns.id[rows] = id
        rows += 1
      }
    },
    finish: () => resized(columns, rows),
  }
}

function resized(columns: DepthColumns, rows: number): DepthColumns {
  const next = depthColumns(rows)
  for (const name of depthColumnNames) next[name].set(columns[name].subarray(0, Math.min(rows, columns.rows)))
  return next
}
