import { byName, byPlace, plainNames, type Dialect } from './dialect.ts'
import { looksLikeBar } from '../head.ts'

/** Any table with column names, or five to six columns in the usual order without. */
export const csv: Dialect = {
  format: 'csv',
  title: 'CSV or TSV with column names',
  recognise(head) {
    const names = plainNames(head)
    if (head.header !== null) {
      const closing = names.includes('up') && names.includes('down') && names.includes('time')
      return byName(head, 'csv', {
        reason:
          head.sample.kind === 'json' ? 'JSON records with column names' : `column names in line ${head.header.line}`,
        ...(closing
          ? {
              stamp: {
                value: 'close',
                confidence: 'check' as const,
                reason: 'the columns Up and Down are TradeStation’s, which stamps the close of a bar',
                alternatives: ['open'],
              },
            }
          : {}),
        ...(head.header.index > 0
          ? { warnings: [`${head.header.index} line(s) above the column names were passed over.`] }
          : {}),
      })
    }
    const width = head.rows[0]?.length ?? 0
    const fits = head.rows.slice(0, 50)
    const bars = fits.filter((row) => row.length === width && looksLikeBar(row, [1, 2, 3, 4]))
    if (width < 5 || width > 6 || fits.length === 0 || bars.length * 10 < fits.length * 8) return null
    return byPlace(head, 'csv', ['ts', 'open', 'high', 'low', 'close', ...(width === 6 ? ['volume'] : [])], {
      reason: 'no column names; the numbers fit time, open, high, low, close',
      warnings: [
        'The file has no column names. The columns were taken as time, open, high, low, close and volume, because the numbers fit.',
      ],
    })
  },
}
