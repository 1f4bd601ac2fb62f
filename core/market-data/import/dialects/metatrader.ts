import type { Head } from '../head.ts'
import type { Shape } from '../shape.ts'
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
      return countedVolume(head, byName(head, 'metatrader', { reason: 'MetaTrader’s column names in brackets', zone }))
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

/** Brokers without exchange volume leave <VOL> at 0; the ticks counted in <TICKVOL> are then the volume. */
function countedVolume(head: Head, shape: Shape): Shape {
  const volume = shape.columns.findIndex((column) => column.field === 'volume')
  const ticks = plainNames(head).indexOf('tickvol')
  if (volume < 0 || ticks < 0 || ticks === volume || head.rows.some((row) => Number(row[volume]) !== 0)) return shape
  const columns = shape.columns.map((column, index) => {
    if (index === volume) return { ...column, field: null, reason: 'always 0' }
    return index === ticks ? { ...column, field: 'volume', reason: 'counts the ticks of a bar' } : column
  })
  return { ...shape, columns }
}
