import { AppError } from '../../contract/errors.ts'
import { depthKind, emptyEvents } from '../../engine/depth/events.ts'
import type { DepthEvents } from '../../engine/depth/events.ts'
import type { DepthColumns } from './columns.ts'

export interface ReplayInput {
  readonly events: DepthEvents
  readonly tickSize: number
  readonly lotSize: number
}

/** Steps of the instrument; read from the data where left out, as the finest power of ten that was used. */
export interface Steps {
  readonly tickSize?: number
  readonly lotSize?: number
}

/** Stored rows as whole ticks and lots, without quotes. Throws `invalid-input` where a price or a quantity is no whole number of steps. */
export function toDepthEvents(columns: DepthColumns, steps: Steps = {}): ReplayInput {
  const tickSize = steps.tickSize ?? finestStep(columns.price)
  const lotSize = steps.lotSize ?? finestStep(columns.quantity)
  let rows = 0
  for (let row = 0; row < columns.rows; row++) if (columns.kind[row] !== depthKind.quote) rows += 1
  const events = emptyEvents(rows)
  for (let row = 0, at = 0; row < columns.rows; row++) {
    if (columns.kind[row] === depthKind.quote) continue
    events.kind[at] = columns.kind[row]!
    events.flags[at] = columns.flags[row]!
    events.side[at] = columns.side[row]!
    events.exchangeTs[at] = columns.exchangeTs[row]!
    events.receiveTs[at] = columns.ts[row]!
    events.tick[at] = whole(columns.price[row]!, tickSize, 'price')
    events.lots[at] = whole(columns.quantity[row]!, lotSize, 'quantity')
    at += 1
  }
  return { events, tickSize, lotSize }
}

export function whole(value: number, step: number, what: string): number {
  const count = Math.round(value / step)
  if (Math.abs(value / step - count) > 1e-6 * Math.max(1, count)) {
    throw new AppError('invalid-input', `${what} ${value} is not a whole number of steps of ${step}`, {
      hint: 'Leave the step out to have it read from the data.',
    })
  }
  if (what === 'price' && count >= 2 ** 31) {
    throw new AppError('invalid-input', `${what} ${value} is more than 2^31 steps of ${step}`, {
      hint: 'Give the tick size of the instrument.',
    })
  }
  return count
}

/** 1, 0.1, 0.01, ... whichever all values are multiples of. */
export function finestStep(values: Float64Array): number {
  let places = 0
  let scale = 1
  for (const value of values) {
    // Decimal text with so many places, read as a number and scaled, lies within rounding of a whole number.
    while (places < 10 && Math.abs(value * scale - Math.round(value * scale)) > 1e-9 * Math.max(1, value * scale)) {
      places += 1
      scale = 10 ** places
    }
  }
  return 1 / scale
}
