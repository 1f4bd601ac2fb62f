import type { DepthFeeOf, DepthFees, DepthFill } from './orders.ts'

/** Samples of the account, one entry a sample; `mid` and `equity` are NaN while a side of the book is empty. */
export interface EquitySamples {
  /** Exchange time, Unix microseconds. */
  readonly ts: Float64Array
  readonly cash: Float64Array
  /** Lots. */
  readonly position: Float64Array
  readonly mid: Float64Array
  readonly equity: Float64Array
}

export interface DepthAccount {
  readonly fill: (fill: Omit<DepthFill, 'fee'>) => DepthFill
  readonly fills: readonly DepthFill[]
  readonly position: () => number
  readonly cash: () => number
  /** `middle` in ticks. */
  readonly sample: (ts: number, middle: number) => void
  readonly samples: () => EquitySamples
}

/**
 * Cash and position from fills alone. Traded value is summed in whole tick-lots, which is exact up to 2^53, so
 * cash = start - tickSize * lotSize * (sum of side * tick * lots) - fees holds whatever the order of fills.
 */
export function createDepthAccount(
  start: number,
  fees: DepthFees | DepthFeeOf,
  tickSize: number,
  lotSize: number,
): DepthAccount {
  const unit = tickSize * lotSize
  const fills: DepthFill[] = []
  const rows: number[][] = [[], [], [], [], []]
  let position = 0
  let traded = 0
  let paid = 0
  const cash = () => start - traded * unit - paid
  return {
    fills,
    position: () => position,
    cash,
    fill(given) {
      const { side, tick, lots, maker } = given
      const fee = typeof fees === 'function' ? fees(given) : tick * lots * unit * (maker ? fees.maker : fees.taker)
      const fill = { ...given, fee }
      position += side * lots
      traded += side * tick * lots
      paid += fee
      fills.push(fill)
      return fill
    },
    sample(ts, middle) {
      const row = [ts, cash(), position, middle * tickSize, cash() + position * lotSize * middle * tickSize]
      row.forEach((value, column) => rows[column]!.push(value))
    },
    samples() {
      const [ts, cashes, positions, mid, equity] = rows.map((row) => Float64Array.from(row))
      return { ts: ts!, cash: cashes!, position: positions!, mid: mid!, equity: equity! }
    },
  }
}
