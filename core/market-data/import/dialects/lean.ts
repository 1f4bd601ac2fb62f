import { byPlace, number, rowsMatch, type Dialect } from './dialect.ts'

/** Lean's daily and hourly equity zips: no header, `YYYYMMDD 00:00`, prices times 10,000, New York wall clock. */
export const lean: Dialect = {
  format: 'lean',
  title: 'Lean daily or hourly zip',
  recognise(head) {
    const price = /^\d+$/
    if (head.header !== null || head.delimiter !== ',') return null
    if (!rowsMatch(head, 6, { 0: /^\d{8} \d\d:\d\d$/, 1: price, 2: price, 3: price, 4: price, 5: number })) return null
    return byPlace(head, 'lean', ['ts', 'open', 'high', 'low', 'close', 'volume'], {
      reason: 'no header, stamps as YYYYMMDD HH:MM and whole-number prices',
      priceScale: 10_000,
      zone: {
        value: 'America/New_York',
        confidence: 'check',
        reason: 'Lean stamps US equities in New York time',
        alternatives: ['UTC'],
      },
    })
  },
}
