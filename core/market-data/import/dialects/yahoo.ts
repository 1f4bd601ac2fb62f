import { byName, plainNames, type Dialect } from './dialect.ts'

/** Yahoo Finance's own download, and yfinance before 0.2.51: only the close is adjusted, in a column of its own. */
export const yahoo: Dialect = {
  format: 'yahoo',
  title: 'Yahoo Finance with Adj Close',
  recognise(head) {
    const names = plainNames(head)
    if (names[0] !== 'date' || !names.includes('adjclose') || !names.includes('open') || names.length > 9) return null
    return byName(head, 'yahoo', {
      reason: 'the columns Date, Open, High, Low, Close, Adj Close',
      warnings: [
        'Open, high, low and close are as traded (adjusted for splits only); the adjusted close is kept as adj_close.',
      ],
    })
  },
}
