import { byPlace, number, plainNames, rowsMatch, type Dialect } from './dialect.ts'

const fields = ['ts', 'open', 'high', 'low', 'close', 'volume', null, 'quote_volume', 'trades', null, null, null]

/** Binance's public kline dumps: 12 columns, open time in ms (spot since 2025: µs), with or without a header. */
export const binance: Dialect = {
  format: 'binance',
  title: 'Binance klines',
  recognise(head) {
    const named =
      plainNames(head)[0] === 'opentime' &&
      plainNames(head).includes('closetime') &&
      head.rows.every((row) => row.length === 12)
    const bare =
      head.header === null &&
      rowsMatch(head, 12, { 0: /^\d{13}(\d{3})?$/, 1: number, 4: number, 6: /^\d{13}(\d{3})?$/ })
    if (!named && !bare) return null
    return byPlace(head, 'binance', fields, {
      reason: 'twelve columns with open time and close time',
      zone: { value: 'UTC', confidence: 'sure', reason: 'Binance counts from 1970 in UTC' },
      stamp: { value: 'open', confidence: 'sure', reason: 'the first column is the open time' },
    })
  },
}
