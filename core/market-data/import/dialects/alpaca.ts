import { byName, type Dialect } from './dialect.ts'

/** Alpaca's bars as JSON: objects with t, o, h, l, c, v, n, vw. */
export const alpaca: Dialect = {
  format: 'alpaca',
  title: 'Alpaca JSON bars',
  recognise(head) {
    const names = head.sample.kind === 'json' ? (head.header?.names ?? []) : []
    if (!['t', 'o', 'h', 'l', 'c'].every((name) => names.includes(name))) return null
    return byName(head, 'alpaca', {
      reason: 'JSON records with t, o, h, l, c',
      stamp: { value: 'open', confidence: 'sure', reason: 'Alpaca stamps the start of a bar' },
      warnings: [
        'Alpaca’s minute bars include extended hours, and the adjustment (raw, split, dividend, all) is not stated in the file.',
      ],
    })
  },
}
