import type { Format } from '../../../contract/data.ts'
import { byName, plainNames, type Dialect } from './dialect.ts'

/** Parquet and Arrow name and type their columns; only the fields have to be found. */
const columnar = (format: Format, title: string): Dialect => ({
  format,
  title,
  recognise(head) {
    if (head.sample.stated?.format !== format) return null
    const names = plainNames(head)
    const quotes = !names.includes('open') && names.includes('bid') && names.includes('ask')
    return byName(head, format, { kind: quotes ? 'quotes' : 'bars', reason: `${title} with column names` })
  },
})

export const parquet = columnar('parquet', 'Parquet')
export const arrow = columnar('arrow', 'Arrow IPC or Feather')
