import { byName, plainNames, type Dialect } from './dialect.ts'

/** zipline's csvdir bundle: date, open, high, low, close, volume, dividend, split. */
export const csvdir: Dialect = {
  format: 'csvdir',
  title: 'zipline csvdir',
  recognise(head) {
    const names = plainNames(head)
    if (!['date', 'close', 'dividend', 'split'].every((name) => names.includes(name))) return null
    return byName(head, 'csvdir', {
      reason: 'the columns dividend and split',
      warnings: ['Prices are stored as they stand in the file.'],
    })
  },
}
