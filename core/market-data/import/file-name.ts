import type { Hint } from './shape.ts'

const extensions = /(\.(csv|tsv|txt|json|jsonl|ndjson|parquet|pq|feather|arrow|ipc|gz|zip|dat|prn|asc))+$/i
const frames =
  /^(?:[mhdw]\d{1,4}|mn1?|\d{1,4}(?:s|sec|m|min|t|h|hour|d|day|w|wk|mo)|tick|ticks|daily|hourly|minute|weekly|monthly|day|hour|d|w|m|h)$/i
const noise = new Set([
  'bid',
  'ask',
  'mid',
  'ohlc',
  'ohlcv',
  'ohlcvt',
  'csvdir',
  'lean',
  'yahoo',
  'yfinance',
  'stooq',
  'kraken',
  'binance',
  'alpaca',
  'histdata',
  'dat',
  'ascii',
  'mt',
  'mt4',
  'mt5',
  'nt',
  'data',
  'history',
  'historical',
  'prices',
  'price',
  'bars',
  'candles',
  'klines',
  'candlestick',
  'utc',
  'export',
  'download',
  'adjusted',
  'raw',
  'sample',
  'trades',
  'quotes',
  'full',
  'spot',
  'csv',
  'zip',
])
const worded: Record<string, string> = {
  daily: '1d',
  day: '1d',
  hourly: '1h',
  hour: '1h',
  minute: '1m',
  weekly: '1w',
  monthly: '1mo',
}

/** The symbol and bar length a file's name states, as in `BTCUSDT-1m-2024-01.zip` or `EURUSD_H1.csv`. */
export function readFileName(name: string): { symbol: Hint | null; timeframe: string | null } {
  const stem = name.replace(/^.*[/\\]/, '').replace(extensions, '')
  const attached = /^([A-Za-z]{6})(1|5|15|30|60|240|1440|10080|43200)$/.exec(stem)
  if (attached !== null) return { symbol: hint(attached[1]!, name, true), timeframe: minutes(Number(attached[2])) }
  const words = stem.split(/[-_\s,]+/).filter((word) => word !== '')
  let timeframe: string | null = null
  const kept: string[] = []
  let noisy = false
  for (const [index, word] of words.entries()) {
    if (/^(with|from|t)$/i.test(word) && kept.length > 0) break
    if (kept.length > 0 || index > 0 ? frames.test(word) : frames.test(word) && words.length > 1) {
      timeframe ??= frameOf(word)
    } else if (/^\d+$/.test(word) && kept.length > 0) {
      if (word.length <= 5 && index === words.length - 1 && !/^(19|20)\d\d$/.test(word))
        timeframe ??= minutes(Number(word))
    } else if (noise.has(word.toLowerCase()) || /^[\d.]+$/.test(word)) {
      noisy = true
    } else kept.push(word)
  }
  // `BTC_USDT` and `BTC_USDT_USDT` are a pair, as freqtrade writes it.
  const joined = kept.join(stem.includes('_') && !stem.includes('-perp') ? '_' : '-')
  return { symbol: joined === '' ? null : hint(joined, name, !noisy && kept.length === 1), timeframe }
}

function hint(symbol: string, name: string, plain: boolean): Hint {
  return {
    value: symbol.toUpperCase().slice(0, 64),
    confidence: plain ? 'sure' : 'check',
    reason: `from the file name ${name}`,
  }
}

function frameOf(word: string): string | null {
  const text = word.toLowerCase()
  if (worded[text] !== undefined) return worded[text]
  if (/^mn1?$/.test(text)) return '1mo'
  const front = /^([mhdw])(\d+)$/.exec(text)
  if (front !== null) return front[1] === 'm' ? minutes(Number(front[2])) : `${Number(front[2])}${front[1]}`
  const back = /^(\d+)(s|sec|m|min|t|h|hour|d|day|w|wk|mo)$/.exec(text)
  if (back === null || Number(back[1]) === 0) return null
  const unit = { sec: 's', min: 'm', t: 'm', hour: 'h', day: 'd', wk: 'w' }[back[2]!] ?? back[2]!
  return unit === 'm' ? minutes(Number(back[1])) : `${Number(back[1])}${unit}`
}

function minutes(count: number): string | null {
  if (count < 1) return null
  if (count === 43_200) return '1mo'
  if (count % 10_080 === 0) return `${count / 10_080}w`
  if (count % 1440 === 0) return `${count / 1440}d`
  return count % 60 === 0 ? `${count / 60}h` : `${count}m`
}
