import { decodeArrow, hasColumn, numbers } from '../../lib/arrow.ts'
import { client } from '../../lib/client.ts'
import { useQuery } from '../../lib/query.ts'

/** A run's account over time, thinned for drawing. Times Unix ms, drawdowns fractions, not positive. */
export interface Equity {
  readonly ts: Float64Array
  readonly equity: Float64Array
  readonly drawdown: Float64Array
  /** The first symbol bought and held; null where the run has none. */
  readonly held: Float64Array | null
  readonly heldDrawdown: Float64Array | null
}

export async function loadEquity(run: string, points = 2000): Promise<Equity> {
  const table = await decodeArrow(await client.backtest.equity({ run, points }))
  const held = hasColumn(table, 'held') ? numbers(table, 'held') : null
  const known = held !== null && held.some((value) => Number.isFinite(value)) ? held : null
  return {
    ts: numbers(table, 'ts'),
    equity: numbers(table, 'equity'),
    drawdown: numbers(table, 'drawdown'),
    held: known,
    heldDrawdown: known === null ? null : drawdownOf(known),
  }
}

export const useEquity = (run: string) => useQuery(`runs/equity/${run}`, () => loadEquity(run))

/** Fall from the highest value so far. */
export function drawdownOf(values: Float64Array): Float64Array {
  let top = Number.NEGATIVE_INFINITY
  return values.map((value) => {
    if (Number.isNaN(value)) return Number.NaN
    top = Math.max(top, value)
    return top > 0 ? value / top - 1 : Number.NaN
  })
}
