import { depthFlag, depthKind } from '../../engine/depth/events.ts'
import { depthColumnNames, depthColumns } from './columns.ts'
import type { DepthColumns } from './columns.ts'

/**
 * The rows received from one time to another (Unix ms, both inclusive; null is open). What comes before is folded into one
 * snapshot of the book at the first time, so that a recorded order book is whole from there on.
 */
export function sliceRecording(
  columns: DepthColumns,
  { from, to }: { from: number | null; to: number | null },
): DepthColumns {
  if (from === null && to === null) return columns
  const { rows, ts } = columns
  let first = 0
  while (from !== null && first < rows && ts[first]! < from * 1000) first += 1
  let end = rows
  while (to !== null && end > first && ts[end - 1]! >= (to + 1) * 1000) end -= 1
  // A message is not torn apart.
  while (first < end && first > 0 && (columns.flags[first]! & depthFlag.first) === 0) first += 1
  const levels = levelsAt(columns, first)
  const cut = depthColumns(levels.length + end - first)
  levels.forEach(({ side, price, quantity, id }, at) => {
    cut.ts[at] = cut.exchangeTs[at] = from! * 1000
    cut.kind[at] = depthKind.snapshot
    cut.flags[at] = (at === 0 ? depthFlag.first : 0) | (at === levels.length - 1 ? depthFlag.last : 0)
    cut.side[at] = side
    cut.price[at] = price
    cut.quantity[at] = quantity
    cut.id[at] = id
  })
  for (const name of depthColumnNames) cut[name].set(columns[name].subarray(first, end), levels.length)
  return cut
}

interface Level {
  readonly side: number
  readonly price: number
  readonly quantity: number
  readonly id: number
}

/** The levels of the book after so many rows; none where only ticks were recorded. */
function levelsAt({ kind, flags, side, price, quantity, id }: DepthColumns, rows: number): Level[] {
  const book = new Map<string, Level>()
  for (let row = 0; row < rows; row++) {
    if (kind[row] !== depthKind.depth && kind[row] !== depthKind.snapshot) continue
    if (kind[row] === depthKind.snapshot && (flags[row]! & depthFlag.first) !== 0) book.clear()
    const key = `${side[row]} ${price[row]}`
    if (quantity[row] === 0) book.delete(key)
    else book.set(key, { side: side[row]!, price: price[row]!, quantity: quantity[row]!, id: id[row]! })
  }
  return [...book.values()]
}
