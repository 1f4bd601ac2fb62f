import type { Format } from '../../../contract/data.ts'
import { byPlace, type Dialect } from './dialect.ts'
import type { Head } from '../head.ts'
import type { Shape } from '../shape.ts'

/** ccxt's candles: `[[ms, open, high, low, close, volume], ...]`. */
export const ccxt: Dialect = {
  format: 'ccxt',
  title: 'ccxt JSON candles',
  recognise: (head) => candles(head, 'ccxt', 'JSON rows of time, open, high, low, close, volume'),
}

/** The same in freqtrade's data folder, with pair and timeframe in the name: `BTC_USDT-1h.json`. */
export const freqtrade: Dialect = {
  format: 'freqtrade',
  title: 'freqtrade JSON candles',
  recognise: (head) =>
    /^[A-Z0-9]+_[A-Z0-9_]+-\d+(m|h|d|w|M)(-\w+)?\.json/.test(head.sample.name) || head.options.format === 'freqtrade'
      ? candles(head, 'freqtrade', 'JSON rows, and a pair and timeframe in the file name')
      : null,
}

function candles(head: Head, format: Format, reason: string): Shape | null {
  const names = head.header?.names ?? []
  if (head.sample.kind !== 'json' || names[0] !== 'column 1' || names.length < 5 || names.length > 7) return null
  return byPlace(head, format, ['ts', 'open', 'high', 'low', 'close', 'volume', null].slice(0, names.length), {
    reason,
    zone: { value: 'UTC', confidence: 'sure', reason: 'exchange candles count from 1970 in UTC' },
    stamp: { value: 'open', confidence: 'sure', reason: 'exchange candles are stamped at their start' },
  })
}
