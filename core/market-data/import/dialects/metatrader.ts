import { byName, byPlace, number, plainNames, rowsMatch, type Dialect } from './dialect.ts'

const zone = {
  value: 'UTC',
  confidence: 'check' as const,
  reason: 'MetaTrader writes the broker’s server time, which the file does not state',
  alternatives: ['Europe/Athens', 'Etc/GMT+5', 'Europe/London', 'America/New_York'],
}

/** MetaTrader: `YYYY.MM.DD,HH:MM,o,h,l,c,v` without names (MT4), or tabs and `<DATE> <TIME> ... <TICKVOL> <VOL> <SPREAD>` (MT5). */
export const metatrader: Dialect = {
  format: 'metatrader',
  title: 'MetaTrader export',
  recognise(head) {
    const names = plainNames(head)
    if (head.header !== null && /^<date>$/i.test(head.header.names[0] ?? '') && names.includes('close')) {
      return byName(head, 'metatrader', { reason: 'MetaTrader’s column names in brackets', zone })
    }
    if (head.header !== null) return null
    const date = /^\d{4}\.\d\d\.\d\d$/
    const timed = rowsMatch(head, 7, { 0: date, 1: /^\d\d:\d\d(:\d\d)?$/, 2: number, 5: number })
    if (timed)
      return byPlace(head, 'metatrader', ['date', 'time', 'open', 'high', 'low', 'close', 'volume'], {
        reason: 'date with dots, time, and five numbers',
        zone,
      })
    if (!rowsMatch(head, 6, { 0: /^\d{4}\.\d\d\.\d\d( \d\d:\d\d)?$/, 1: number, 4: number })) return null
    return byPlace(head, 'metatrader', ['ts', 'open', 'high', 'low', 'close', 'volume'], {
      reason: 'dates with dots and five numbers',
      zone,
    })
  },
}
