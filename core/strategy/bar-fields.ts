import type { Bars } from '../market-data/bars.ts'
import type { FieldName } from './tree.ts'

/** True where the field is a column of the bars and costs nothing. */
export function isStored(name: FieldName): boolean {
  return name === 'open' || name === 'high' || name === 'low' || name === 'close' || name === 'volume' || name === 'ts'
}

/** A field of the bars as a column: stored, or computed from the stored ones. */
export function fieldColumn(bars: Bars, name: FieldName): Float64Array {
  const { open, high, low, close, rows } = bars
  switch (name) {
    case 'open':
    case 'high':
    case 'low':
    case 'close':
    case 'volume':
    case 'ts':
      return bars[name]
    case 'hl2':
      return filled(rows, (i) => (high[i]! + low[i]!) / 2)
    case 'hlc3':
      return filled(rows, (i) => (high[i]! + low[i]! + close[i]!) / 3)
    case 'ohlc4':
      return filled(rows, (i) => (open[i]! + high[i]! + low[i]! + close[i]!) / 4)
    case 'returns':
      return filled(rows, (i) => change(close, i) - 1)
    case 'logret':
      return filled(rows, (i) => {
        const log = Math.log(change(close, i))
        return Number.isFinite(log) ? log : Number.NaN
      })
  }
}

/** Bars before the field has a value. */
export function fieldLookback(name: FieldName): number {
  return name === 'returns' || name === 'logret' ? 1 : 0
}

function change(close: Float64Array, i: number): number {
  return i === 0 || close[i - 1] === 0 ? Number.NaN : close[i]! / close[i - 1]!
}

function filled(rows: number, f: (i: number) => number): Float64Array {
  const out = new Float64Array(rows)
  for (let i = 0; i < rows; i++) out[i] = f(i)
  return out
}
