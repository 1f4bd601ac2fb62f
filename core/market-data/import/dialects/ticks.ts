import { byName, byPlace, number, plainNames, rowsMatch, type Dialect } from './dialect.ts'

const frame = {
  value: '1m',
  confidence: 'check' as const,
  reason: 'ticks are gathered into bars; one minute unless stated',
  alternatives: ['1s', '5m', '15m', '1h'],
}

/** Quotes (bid, ask) or trades (price, size): gathered into bars of the mid price or of the traded price. */
export const ticks: Dialect = {
  format: 'ticks',
  title: 'Bid/ask or trade ticks',
  recognise(head) {
    const names = plainNames(head)
    const bars = names.some((name) => ['open', 'openprice', 'o'].includes(name))
    const quotes = names.some((name) => name.startsWith('bid')) && names.some((name) => name.startsWith('ask'))
    if (!bars && quotes)
      return byName(head, 'ticks', { kind: 'quotes', reason: 'the columns bid and ask', timeframe: frame })
    const trades = names.includes('price') && names.some((name) => ['size', 'qty', 'quantity', 'amount'].includes(name))
    if (!bars && trades)
      return byName(head, 'ticks', { kind: 'trades', reason: 'the columns price and size', timeframe: frame })
    if (head.header !== null || !rowsMatch(head, 4, { 0: /^\d{8} \d{9}$/, 1: number, 2: number })) return null
    return byPlace(head, 'ticks', ['ts', 'bid', 'ask', null], {
      kind: 'quotes',
      reason: 'HistData’s tick form: YYYYMMDD HHMMSSmmm, bid, ask',
      timeframe: frame,
      zone: {
        value: 'Etc/GMT+5',
        confidence: 'check',
        reason: 'HistData writes Eastern time without daylight saving (UTC-5)',
        alternatives: ['UTC'],
      },
    })
  },
}
