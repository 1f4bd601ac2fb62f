import { byPlace, number, rowsMatch, type Dialect } from './dialect.ts'

/** Kraken's OHLCVT dumps: seconds since 1970, open, high, low, close, volume, trades; eight columns have a vwap before the volume. */
export const kraken: Dialect = {
  format: 'kraken',
  title: 'Kraken OHLCVT',
  recognise(head) {
    if (head.header !== null || head.delimiter !== ',') return null
    const seconds = /^\d{9,10}$/
    const seven = rowsMatch(head, 7, { 0: seconds, 1: number, 4: number, 5: number, 6: /^\d+$/ })
    const eight = rowsMatch(head, 8, { 0: seconds, 1: number, 4: number, 5: number, 7: /^\d+$/ })
    if (!seven && !eight) return null
    return byPlace(
      head,
      'kraken',
      ['ts', 'open', 'high', 'low', 'close', ...(eight ? ['vwap'] : []), 'volume', 'trades'],
      {
        reason: 'no header, seconds since 1970, and a count of trades last',
        zone: { value: 'UTC', confidence: 'sure', reason: 'Kraken counts from 1970 in UTC' },
        stamp: { value: 'open', confidence: 'sure', reason: 'Kraken stamps the start of a bar' },
        warnings: ['Kraken leaves out bars without trades, so gaps are no fault of the file.'],
      },
    )
  },
}
