import type { Bars, BarColumn } from '../../market-data/bars.ts'
import { barColumns } from '../../market-data/bars.ts'
import type { BarView } from '../events/broker.ts'

/** Bars gathered from prices as they are received; a bar without a price does not exist. Times in Unix microseconds. */
export interface GatheredBars {
  readonly add: (at: number, price: number, size: number) => void
  /** End of the bar under way, Infinity where there is none. */
  readonly closesAt: () => number
  /** The bar under way is over. */
  readonly close: () => void
  /** The last closed bar. */
  readonly view: BarView
}

export function createGatheredBars(symbol: string, length: number): GatheredBars {
  let columns = columnsOf(1024)
  /** Closed bars; the one under way stands at this index. */
  let closed = 0
  let end = Number.POSITIVE_INFINITY
  const value = (column: BarColumn) => columns[column][closed - 1]!
  return {
    closesAt: () => end,
    add(at, price, size) {
      const { ts, open, high, low, close, volume } = columns
      if (end === Number.POSITIVE_INFINITY) {
        const start = Math.floor(at / length) * length
        end = start + length
        ts[closed] = start / 1000
        open[closed] = high[closed] = low[closed] = price
        volume[closed] = 0
      }
      high[closed] = Math.max(high[closed]!, price)
      low[closed] = Math.min(low[closed]!, price)
      close[closed] = price
      volume[closed]! += size
    },
    close() {
      closed += 1
      end = Number.POSITIVE_INFINITY
      if (closed < columns.ts.length) return
      const wider = columnsOf(closed * 2)
      for (const name of barColumns) wider[name].set(columns[name])
      columns = wider
    },
    view: {
      symbol,
      get index() {
        return closed - 1
      },
      get ts() {
        return value('ts')
      },
      get open() {
        return value('open')
      },
      get high() {
        return value('high')
      },
      get low() {
        return value('low')
      },
      get close() {
        return value('close')
      },
      get volume() {
        return value('volume')
      },
      // A negative distance would be the future.
      ago: (column, back) =>
        back >= 0 && back < closed ? columns[column][closed - 1 - Math.trunc(back)]! : Number.NaN,
      past: (column, count) => columns[column].slice(Math.max(0, closed - Math.max(0, count)), closed),
    },
  }
}

function columnsOf(rows: number): Omit<Bars, 'rows'> {
  return Object.fromEntries(barColumns.map((name) => [name, new Float64Array(rows)])) as Omit<Bars, 'rows'>
}
