import { byPlace, number, rowsMatch, type Dialect } from './dialect.ts'

/** HistData's ASCII minute bars: `YYYYMMDD HHMMSS;o;h;l;c;v`, bid quotes, Eastern time without daylight saving. */
export const histdata: Dialect = {
  format: 'histdata',
  title: 'HistData ASCII minute bars',
  recognise(head) {
    if (head.header !== null || head.delimiter !== ';') return null
    if (!rowsMatch(head, 6, { 0: /^\d{8} \d{6}$/, 1: number, 4: number })) return null
    return byPlace(head, 'histdata', ['ts', 'open', 'high', 'low', 'close', 'volume'], {
      reason: 'no header, stamps as YYYYMMDD HHMMSS and semicolons',
      zone: {
        value: 'Etc/GMT+5',
        confidence: 'check',
        reason: 'HistData writes Eastern time without daylight saving (UTC-5)',
        alternatives: ['UTC', 'America/New_York'],
      },
      stamp: {
        value: 'open',
        confidence: 'check',
        reason: 'HistData stamps the start of a bar',
        alternatives: ['close'],
      },
      warnings: ['HistData’s prices are bid quotes and its volume is always 0.'],
    })
  },
}
