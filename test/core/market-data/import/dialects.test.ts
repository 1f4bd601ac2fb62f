import { tableFromArrays, tableToIPC, timestamp, TimeUnit, float64 } from '@uwdata/flechette'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { csv, dailyLines, failure, preview, read, withConnection, zip } from './harness.ts'

const bar = (ts: string, open: number, high: number, low: number, close: number, volume: number | null) => ({
  ts,
  open,
  high,
  low,
  close,
  volume,
})

describe('dialects', () => {
  it('reads a CSV with a column mapping', async () => {
    const text =
      'When,First,Top,Bottom,Last Price,Shares\n2024-01-02,10,12,9,11,500\n2024-01-03,11,13,10,12,600\n2024-01-04,12,14,11,13,700\n'
    const found = await read('ACME.csv', text, {
      map: { ts: 'When', open: 'First', high: 'Top', low: 'Bottom', close: 'Last Price', volume: 'Shares' },
    })
    expect(found.bars[0]).toEqual(bar('2024-01-02T00:00:00.000Z', 10, 12, 9, 11, 500))
    expect(found).toMatchObject({ format: 'csv', rowsIn: 3, accepted: 3, staged: { symbol: 'ACME', timeframe: '1d' } })
  })

  it('lets one column feed several fields, and keeps a mapped extra', async () => {
    const found = await read('NAV.csv', 'date,nav,mood\n2024-01-02,10,0.5\n2024-01-03,11,0.25\n', {
      map: { open: 'nav', high: 'nav', low: 'nav', close: 'nav', sentiment: 'mood' },
    })
    expect(found.bars[1]).toEqual({ ...bar('2024-01-03T00:00:00.000Z', 11, 11, 11, 11, null), sentiment: 0.25 })
    expect(found.staged.extra).toEqual(['sentiment'])
  })

  it('reads tabs, and quoted cells that hold the delimiter', async () => {
    const tabbed = csv(dailyLines(5)).replaceAll(',', '\t')
    expect((await read('T.tsv', tabbed)).bars).toHaveLength(5)
    const quoted =
      'date,name,open,high,low,close\n"2024-01-02","Acme, Inc. ""A""","10","12","9","11"\n"2024-01-03","Acme, Inc.",11,13,10,12\n'
    expect((await read('Q.csv', quoted)).bars.map(({ close }) => close)).toEqual([11, 12])
  })

  it('reads Yahoo’s own download with the adjusted close as an extra', async () => {
    const text =
      'Date,Open,High,Low,Close,Adj Close,Volume\n2020-01-02,74.06,75.15,73.80,75.09,72.88,135480400\n2020-01-03,74.29,75.14,74.13,74.36,72.17,146322800\n2020-01-06,73.45,74.99,73.19,74.95,72.75,118387200\n'
    const found = await read('AAPL.csv', text)
    expect(found.format).toBe('yahoo')
    expect(found.bars[0]).toEqual({
      ...bar('2020-01-02T00:00:00.000Z', 74.06, 75.15, 73.8, 75.09, 135480400),
      adj_close: 72.88,
    })
  })

  it('reads yfinance with three header lines and the close first', async () => {
    const text =
      'Price,Close,High,Low,Open,Volume\nTicker,MSFT,MSFT,MSFT,MSFT,MSFT\nDate,,,,,\n2024-01-02,367.9,373.0,363.9,371.0,25258600\n2024-01-03,367.6,370.3,365.6,366.1,23083500\n2024-01-04,365.0,370.2,364.3,367.8,20901500\n'
    const found = await read('prices.csv', text)
    expect(found).toMatchObject({ format: 'yfinance', staged: { symbol: 'MSFT', timeframe: '1d' } })
    expect(found.bars[0]).toEqual(bar('2024-01-02T00:00:00.000Z', 371, 373, 363.9, 367.9, 25258600))
  })

  it('picks one of several tickers that stand side by side in a yfinance file', async () => {
    const text =
      'Price,Close,Close,High,High,Low,Low,Open,Open,Volume,Volume\nTicker,AAPL,MSFT,AAPL,MSFT,AAPL,MSFT,AAPL,MSFT,AAPL,MSFT\nDate,,,,,,,,,,\n2024-01-02,185,370,188,375,183,366,187,373,1,2\n2024-01-03,184,371,186,374,183,368,184,369,3,4\n'
    expect((await read('both.csv', text, { symbol: 'msft' })).bars[0]).toEqual(
      bar('2024-01-02T00:00:00.000Z', 373, 375, 366, 370, 2),
    )
    expect((await failure(read('both.csv', text))).message).toMatch(/AAPL, MSFT/)
  })

  it('reads a Lean zip: no header, prices times 10,000, the symbol from the file inside', async () => {
    const found = await read(
      'x.zip',
      zip([
        {
          name: 'spy.csv',
          data: '19980102 00:00,973100,975300,965300,973600,2150000\n19980105 00:00,978400,984400,967800,977500,4030800\n19980106 00:00,972500,973400,962800,964700,4470900\n',
        },
      ]),
    )
    expect(found).toMatchObject({ format: 'lean', staged: { symbol: 'SPY', timeframe: '1d' } })
    expect(found.bars[0]).toEqual(bar('1998-01-02T00:00:00.000Z', 97.31, 97.53, 96.53, 97.36, 2150000))
  })

  const kline = (open: number, unit: number) =>
    [
      open * unit,
      '42283.58',
      '42554.57',
      '42261.02',
      '42475.23',
      '1271.68',
      (open + 3_599_999) * unit,
      '53957248.97',
      47134,
      '682.57',
      '28957416.81',
      '0',
    ].join(',')
  const hours = [1704067200000, 1704070800000, 1704074400000]
  it.each([
    ['ms', 1],
    ['µs', 1000],
  ])('reads Binance klines in %s, with and without a header', async (_, unit) => {
    const rows = hours.map((time) => kline(time, unit)).join('\n')
    const names =
      'open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore\n'
    for (const text of [rows, names + rows]) {
      const found = await read('BTCUSDT-1h-2024-01.csv', text)
      expect(found).toMatchObject({
        format: 'binance',
        timezone: 'UTC',
        staged: { symbol: 'BTCUSDT', timeframe: '1h' },
      })
      expect(found.bars[0]).toEqual({
        ...bar('2024-01-01T00:00:00.000Z', 42283.58, 42554.57, 42261.02, 42475.23, 1271.68),
        quote_volume: 53957248.97,
        trades: 47134,
      })
    }
  })

  it('reads Kraken OHLCVT with and without vwap', async () => {
    const seven =
      '1704067200,42283.5,42554.5,42261.0,42475.2,12.5,471\n1704070800,42475.2,42775.0,42431.6,42613.5,11.9,393\n1704074400,42613.5,42638.4,42500.0,42581.1,7.7,322\n'
    const found = await read('XBTUSD_60.csv', seven)
    expect(found).toMatchObject({ format: 'kraken', staged: { symbol: 'XBTUSD', timeframe: '1h' } })
    expect(found.bars[0]).toEqual({
      ...bar('2024-01-01T00:00:00.000Z', 42283.5, 42554.5, 42261, 42475.2, 12.5),
      trades: 471,
    })
    const eight = seven.replace(/,([\d.]+),(\d+)$/gm, ',42400.1,$1,$2')
    expect((await read('XBTUSD_60.csv', eight)).bars[0]).toMatchObject({ vwap: 42400.1, volume: 12.5, trades: 471 })
  })

  it('reads Stooq bulk files and other bracketed headers', async () => {
    const stooq =
      '<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\nAAPL.US,D,20240102,000000,187.15,188.44,183.89,185.64,82488700,0\nAAPL.US,D,20240103,000000,184.22,185.88,183.43,184.25,58414500,0\n'
    const found = await read('aapl.us.txt', stooq)
    expect(found).toMatchObject({ format: 'stooq', staged: { symbol: 'AAPL.US', timeframe: '1d' } })
    expect(found.bars[0]).toEqual({
      ...bar('2024-01-02T00:00:00.000Z', 187.15, 188.44, 183.89, 185.64, 82488700),
      open_interest: 0,
    })
    const finam =
      '<TICKER>;<PER>;<DATE>;<TIME>;<OPEN>;<HIGH>;<LOW>;<CLOSE>;<VOL>\nSBER;60;20240103;100000;271.9;272.5;271.2;272.1;9000\nSBER;60;20240103;110000;272.1;272.9;272.0;272.6;8000\n'
    const hourly = await read('sber.txt', finam, { timezone: 'Europe/Moscow' })
    expect(hourly).toMatchObject({ format: 'brackets', staged: { symbol: 'SBER', timeframe: '1h' } })
    expect(hourly.bars[0]!.ts).toBe('2024-01-03T07:00:00.000Z')
  })

  it('reads HistData as Eastern time without daylight saving, in winter and in summer', async () => {
    const rows = [
      '20240102 170000;1.10427;1.10429;1.10425;1.10429;0',
      '20240102 170100;1.10429;1.10430;1.10427;1.10428;0',
      '20240702 170000;1.07450;1.07460;1.07440;1.07455;0',
      '20240702 170100;1.07455;1.07456;1.07450;1.07451;0',
    ]
    const found = await read('DAT_ASCII_EURUSD_M1_2024.csv', rows.join('\r\n'))
    expect(found).toMatchObject({
      format: 'histdata',
      timezone: 'Etc/GMT+5',
      staged: { symbol: 'EURUSD', timeframe: '1m' },
    })
    expect(found.bars.map(({ ts }) => ts)).toEqual([
      '2024-01-02T22:00:00.000Z',
      '2024-01-02T22:01:00.000Z',
      '2024-07-02T22:00:00.000Z',
      '2024-07-02T22:01:00.000Z',
    ])
  })

  it('reads MetaTrader 4 without names and MetaTrader 5 with tabs', async () => {
    const four =
      '2024.01.02,00:00,1.10370,1.10400,1.10350,1.10390,120\n2024.01.02,00:01,1.10390,1.10410,1.10380,1.10400,98\n2024.01.02,00:02,1.10400,1.10420,1.10390,1.10410,77\n'
    const found = await read('EURUSD1.csv', four)
    expect(found).toMatchObject({ format: 'metatrader', staged: { symbol: 'EURUSD', timeframe: '1m' } })
    expect(found.bars[1]).toEqual(bar('2024-01-02T00:01:00.000Z', 1.1039, 1.1041, 1.1038, 1.104, 98))
    const five =
      '<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n2024.01.02\t00:00:00\t1.10370\t1.10400\t1.10350\t1.10390\t120\t0\t2\n2024.01.02\t01:00:00\t1.10390\t1.10410\t1.10380\t1.10400\t98\t0\t2\n'
    const tabbed = await read('EURUSD_H1.csv', five, { timezone: 'Europe/Athens' })
    expect(tabbed).toMatchObject({ format: 'metatrader', staged: { timeframe: '1h' } })
    expect(tabbed.bars[0]).toMatchObject({ ts: '2024-01-01T22:00:00.000Z', volume: 120 })
  })

  it('reads Alpaca JSON, of one symbol and keyed by symbol', async () => {
    const record = (t: string, c: number) => ({ t, o: 10, h: 12, l: 9, c, v: 100, n: 7, vw: 10.5 })
    const one = {
      bars: [record('2024-01-02T05:00:00Z', 11), record('2024-01-03T05:00:00Z', 10)],
      symbol: 'AAPL',
      next_page_token: null,
    }
    const found = await read('bars.json', JSON.stringify(one))
    expect(found).toMatchObject({
      format: 'alpaca',
      staged: { symbol: 'AAPL', timeframe: '1d', extra: ['trades', 'vwap'] },
    })
    expect(found.bars[0]).toEqual({ ...bar('2024-01-02T05:00:00.000Z', 10, 12, 9, 11, 100), trades: 7, vwap: 10.5 })
    const many = JSON.stringify({ bars: { AAPL: one.bars, MSFT: [record('2024-01-02T05:00:00Z', 9.5)] } }, null, 2)
    expect((await read('bars.json', many, { symbol: 'MSFT' })).bars.map(({ close }) => close)).toEqual([9.5])
    expect((await failure(read('bars.json', many))).message).toMatch(/AAPL, MSFT/)
  })

  it('reads JSON lines with column names', async () => {
    const lines = [
      { date: '2024-01-02', open: 1, high: 2, low: 1, close: 2 },
      { date: '2024-01-03', open: 2, high: 3, low: 2, close: 3 },
    ]
      .map((row) => JSON.stringify(row))
      .join('\n')
    expect((await read('X.jsonl', lines)).bars.map(({ close }) => close)).toEqual([2, 3])
  })

  it('reads ccxt and freqtrade candles', async () => {
    const rows = JSON.stringify([
      [1704067200000, 42283.58, 42554.57, 42261.02, 42475.23, 1271.68],
      [1704070800000, 42475.23, 42775, 42431.65, 42613.56, 1196.37],
    ])
    expect(await read('candles.json', rows, { symbol: 'BTC' })).toMatchObject({
      format: 'ccxt',
      staged: { symbol: 'BTC', timeframe: '1h' },
    })
    const found = await read('BTC_USDT-1h.json.gz', gzipSync(rows))
    expect(found).toMatchObject({ format: 'freqtrade', staged: { symbol: 'BTC_USDT', timeframe: '1h' } })
    expect(found.bars[1]).toEqual(bar('2024-01-01T01:00:00.000Z', 42475.23, 42775, 42431.65, 42613.56, 1196.37))
  })

  it('reads zipline’s csvdir with dividend and split', async () => {
    const found = await read(
      'AAPL.csv',
      'date,open,high,low,close,volume,dividend,split\n2014-06-06,92.8,93.0,92.0,92.2,87484600,0.0,1.0\n2014-06-09,92.7,93.9,91.8,93.7,75415000,0.47,7.0\n',
    )
    expect(found).toMatchObject({ format: 'csvdir', staged: { extra: ['dividend', 'split'] } })
    expect(found.bars[1]).toMatchObject({ dividend: 0.47, split: 7 })
  })

  it('gathers quotes into bars of the mid price and counts ticks', async () => {
    const text =
      'timestamp,bid,ask\n2024-01-02 10:00:00.100,1.0,1.2\n2024-01-02 10:00:30.000,1.4,1.6\n2024-01-02 10:00:59.999,0.9,1.1\n2024-01-02 10:00:59.999,0.9,1.1\n2024-01-02 10:01:00.000,2.0,2.2\n2024-01-02 10:01:01.000,2.4,2.2\n'
    const found = await read('EURUSD.csv', text, { timeframe: '1m', maxQuarantine: 0.5 })
    expect(found).toMatchObject({ format: 'ticks', rowsIn: 6, accepted: 4, duplicates: 1, staged: { rows: 2 } })
    expect(found.quarantined).toEqual([
      { line: 7, text: '2024-01-02 10:01:01.000,2.4,2.2', reason: 'bid 2.4 is above ask 2.2' },
    ])
    const [first, second] = found.bars
    expect([first!.open, first!.high, first!.low, first!.close]).toEqual([1.1, 1.5, 1, 1])
    expect(second).toMatchObject({ ts: '2024-01-02T10:01:00.000Z', open: 2.1, volume: null })
  })

  it('gathers trades into bars with the sizes as volume', async () => {
    const text = 'time,price,size\n1704189600000,10,2\n1704189601000,12,3\n1704189660000,11,1\n'
    const found = await read('X.csv', text, { timeframe: '1m' })
    expect(found.bars).toEqual([
      bar('2024-01-02T10:00:00.000Z', 10, 12, 10, 12, 5),
      bar('2024-01-02T10:01:00.000Z', 11, 11, 11, 11, 1),
    ])
  })

  it('reads Parquet with the types it declares', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sextant-parquet-'))
    try {
      const path = join(folder, 'p.parquet')
      await withConnection(async ({ connection }) => {
        await connection.run(
          `copy (select timestamptz '2024-01-02 10:00:00+00' + to_minutes(i) as "Date", 10.0 as open, 11.0 as high, 9.0 as low, case when i = 3 then 12.0 else 10.5 end as close, case when i = 1 then 'nan'::double else i end as volume from range(6000) t(i::integer)) to '${path}' (format parquet)`
            .replace('t(i::integer)', 't(i)')
            .replaceAll('to_minutes(i)', 'to_minutes(i::integer)'),
        )
      })
      const found = await read('ACME-1m.parquet', readFileSync(path), {}, { timezone: 'America/New_York' })
      expect(found).toMatchObject({
        format: 'parquet',
        rowsIn: 6000,
        accepted: 5999,
        staged: { timeframe: '1m', symbol: 'ACME' },
      })
      expect(found.bars.slice(0, 2)).toEqual([
        bar('2024-01-02T10:00:00.000Z', 10, 11, 9, 10.5, 0),
        bar('2024-01-02T10:01:00.000Z', 10, 11, 9, 10.5, null),
      ])
      expect(found.quarantined).toMatchObject([{ line: 4, reason: 'close 12 is above high 11' }])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  const arrowTable = () =>
    tableFromArrays(
      {
        date: [1704067200000, 1704070800000, 1704074400000],
        open: [1, 2, 3],
        high: [2, 3, 4],
        low: [1, 2, 3],
        close: [2, 3, 4],
        volume: [5, Number.NaN, 7],
      },
      { types: { date: timestamp(TimeUnit.MILLISECOND, 'UTC'), volume: float64() } },
    )
  it.each(['file', 'stream'] as const)('reads an Arrow %s', async (format) => {
    const found = await read('BTC_USDT-1h.feather', tableToIPC(arrowTable(), { format })!)
    expect(found).toMatchObject({ format: 'arrow', rowsIn: 3, staged: { symbol: 'BTC_USDT', timeframe: '1h' } })
    expect(found.bars).toEqual([
      bar('2024-01-01T00:00:00.000Z', 1, 2, 1, 2, 5),
      bar('2024-01-01T01:00:00.000Z', 2, 3, 2, 3, null),
      bar('2024-01-01T02:00:00.000Z', 3, 4, 3, 4, 7),
    ])
  })

  it('takes the zone from a column called Gmt time, as Dukascopy writes it', async () => {
    const rows = ['01.01.2024 22:00:00.000', '01.01.2024 23:00:00.000', '13.01.2024 22:00:00.000'].map(
      (stamp) => `${stamp},1.1,1.2,1,1.1,5`,
    )
    const found = await read('EURUSD_Candlestick_1_Hour_BID.csv', csv(rows, 'Gmt time,Open,High,Low,Close,Volume'))
    expect(found).toMatchObject({ timezone: 'UTC', warnings: [], staged: { timeframe: '1h' } })
    expect(found.bars[0]!.ts).toBe('2024-01-01T22:00:00.000Z')
  })

  it('shifts stamps of a bar’s close to its start, and takes TradeStation’s columns as such', async () => {
    const text =
      '"Date","Time","Open","High","Low","Close","Up","Down"\n01/17/2024,09:35,10,11,9,10.5,100,50\n01/17/2024,09:40,10.5,12,10,11,80,60\n01/17/2024,09:45,11,12,10,11.5,70,40\n'
    const found = await read('ES.txt', text, { timezone: 'America/New_York' })
    expect(found.options.stamp).toBe('close')
    expect(found.bars[0]!.ts).toBe('2024-01-17T14:30:00.000Z')
    expect((await read('ES.txt', text, { timezone: 'America/New_York', stamp: 'open' })).bars[0]!.ts).toBe(
      '2024-01-17T14:35:00.000Z',
    )
  })

  it('reads the form a preview proposes in the same way', async () => {
    const text = csv(dailyLines(30))
    const seen = await preview('ACME.csv', text)
    expect(seen.questions).toEqual([])
    expect((await read('ACME.csv', text, seen.options)).bars).toEqual((await read('ACME.csv', text)).bars)
  })
})

const shared = '../shared/data'
describe('price files of other programs', () => {
  it('imports the Lean tables, the minute, tick and daily files without a word from the analyst', async (ctx) => {
    if (!existsSync(shared)) return ctx.skip(`${shared} is not on this machine`)
    const { readPath } = await import('./harness.ts')
    const { readdirSync } = await import('node:fs')
    const files = [
      ...readdirSync(shared).filter((name) => /\.(csv|zip)$/.test(name)),
      ...readdirSync(join(shared, 'indicators')).map((name) => join('indicators', name)),
    ]
    for (const name of files) {
      const found = await readPath(join(shared, name), name)
      expect([name, found.quarantined, found.duplicates]).toEqual([name, [], 0])
      if (name.endsWith('.zip')) continue
      const lines = readFileSync(join(shared, name), 'utf8')
        .split(/\r?\n/)
        .filter((line) => line !== '')
      expect([name, found.rowsIn]).toEqual([name, lines.length - 1])
      if (found.format === 'ticks') continue
      const at = lines[0]!
        .toLowerCase()
        .split(',')
        .findIndex((column) => column.trim() === 'close')
      expect([name, found.bars.map(({ close }) => close)]).toEqual([
        name,
        lines.slice(1).map((line) => Number(line.split(',')[at])),
      ])
    }
  })
})
