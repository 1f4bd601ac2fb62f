const names: Record<string, readonly string[]> = {
  ts: [
    'timestamp',
    'datetime',
    'date',
    'time',
    'ts',
    't',
    'unix',
    'unixtime',
    'opentime',
    'starttime',
    'start',
    'begin',
    'bartime',
    'gmttime',
    'timeutc',
    'dateutc',
    'utc',
    'utctime',
    'datetimeutc',
    'dategmt',
    'localtime',
    'tradingday',
    'tradedate',
    'index',
    'indexlevel0',
    'unnamed0',
    'dt',
    'dtyyyymmdd',
    'datum',
    'fecha',
    'data',
    'day',
    '日付',
    '日期',
    '时间',
    '時間',
    'timeperiodstart',
  ],
  open: [
    'open',
    'o',
    'openprice',
    'first',
    'opn',
    'erster',
    'eröffnung',
    'eroffnung',
    'eröffnungskurs',
    '始値',
    '开盘',
    '开盘价',
    'priceopen',
    'openusd',
  ],
  high: ['high', 'h', 'highprice', 'hi', 'max', 'hoch', 'tageshoch', '高値', '最高', '最高价', 'pricehigh', 'highusd'],
  low: ['low', 'l', 'lowprice', 'lo', 'min', 'tief', 'tagestief', '安値', '最低', '最低价', 'pricelow', 'lowusd'],
  close: [
    'close',
    'c',
    'closeprice',
    'closelast',
    'last',
    'cls',
    'settle',
    'schluss',
    'schlusskurs',
    '終値',
    '收盘',
    '收盘价',
    'priceclose',
    'closeusd',
  ],
  volume: [
    'volume',
    'v',
    'vol',
    'volumebase',
    'totalvolume',
    'sharestraded',
    'volumen',
    'stücke',
    'stucke',
    '出来高',
    '成交量',
    'tickvolume',
    'tickvol',
    'volumetraded',
    'realvolume',
  ],
  adj_close: ['adjclose', 'adjustedclose', 'adjustedclosingprice', 'closeadj'],
  vwap: ['vwap', 'vw', 'wap', 'weightedaverage'],
  trades: ['trades', 'n', 'tradecount', 'numberoftrades', 'numtrades', 'tradescount'],
  open_interest: ['openinterest', 'openint', 'oi'],
  quote_volume: ['quotevolume', 'quoteassetvolume', 'volumequote'],
  dividend: ['dividend', 'dividends', 'div'],
  split: ['split', 'splits', 'stocksplits', 'splitratio'],
  symbol: ['symbol', 'ticker', 'instrument', 'sym', 'tic', 'security', 'pair'],
  bid: ['bid', 'bidprice', 'bidp'],
  ask: ['ask', 'askprice', 'askp', 'offer'],
  price: ['price', 'tradeprice', 'lastprice'],
  size: ['size', 'qty', 'quantity', 'amount', 'tradesize'],
}
const fields = new Map(Object.entries(names).flatMap(([field, list]) => list.map((name) => [name, field] as const)))

export const keptExtras = ['adj_close', 'vwap', 'trades', 'open_interest', 'quote_volume', 'dividend', 'split'] as const

/** A column name without case, spaces, signs and brackets. */
export function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s<>"'*.()[\]_\-/:$]/g, '')
}

/** The canonical field a column name stands for. */
export function fieldOf(name: string): string | null {
  const plain = plainName(name)
  return fields.get(plain) ?? (/^volume(btc|eth|[a-z]{3,4})$/.test(plain) ? 'volume' : null)
}

/** How early a name stands in its field's list: the lower, the better it says what it is. */
export function rankOf(name: string): number {
  const field = fieldOf(name)
  const rank = field === null ? -1 : names[field]!.indexOf(plainName(name))
  return rank < 0 ? 99 : rank
}
