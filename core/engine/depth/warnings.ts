import { depthFlag, depthKind } from './events.ts'
import type { DepthEvents } from './events.ts'
import type { DepthOrder } from './orders.ts'

/** What a reader of the result must know. `delay` is the recording's smallest receive minus exchange time. */
export function warningsOf(events: DepthEvents, delay: number, orders: readonly DepthOrder[]): string[] {
  const warnings: string[] = []
  const { rows, kind, flags } = events
  const firstBook = kind.findIndex((one) => one === depthKind.snapshot || one === depthKind.depth)
  let gaps = 0
  for (let row = 0; row < rows; row++) if ((flags[row]! & depthFlag.gap) !== 0) gaps += 1
  if (rows === 0) warnings.push('There was nothing to replay.')
  else if (kind[firstBook] !== depthKind.snapshot) {
    warnings.push(
      'The recording has no snapshot before its first change of the book: levels that never changed are missing from the book.',
    )
  }
  if (gaps > 0)
    warnings.push(
      `Updates were lost at ${gaps} place(s) of the recording; the book may be wrong until the next snapshot.`,
    )
  if (delay < 0) {
    warnings.push(
      `The recorder's clock ran ${(-delay / 1000).toFixed(3)} ms or more behind the exchange's: receive times were moved so that the quickest message took no time.`,
    )
  }
  const waiting = orders.filter(({ status }) => status === 'sent').length
  if (waiting > 0) warnings.push(`${waiting} order(s) were still on their way to the exchange at the end.`)
  const open = orders.filter(({ status }) => status === 'open' || status === 'parked').length
  if (open > 0) warnings.push(`${open} order(s) were still open at the end.`)
  const expired = new Map<string, number>()
  for (const { status, reason } of orders) if (status === 'expired') expired.set(reason, (expired.get(reason) ?? 0) + 1)
  for (const [reason, count] of expired) warnings.push(`${count} order(s) expired: ${reason}.`)
  return warnings
}
