import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitCells } from '../../../../core/market-data/import/cells.ts'
import { decimalsOf, numberSql, parseNumber, volumeSql } from '../../../../core/market-data/import/numbers.ts'
import { shellWord } from '../../../../core/market-data/import/command-line.ts'
import { readFileName } from '../../../../core/market-data/import/file-name.ts'
import { parsePattern } from '../../../../core/market-data/import/pattern.ts'
import { nameOfStep, timeframeOfSteps } from '../../../../core/market-data/import/timeframe.ts'
import { withConnection } from './harness.ts'

describe('cells', () => {
  it('gives back what was quoted by RFC 4180', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().filter((cell) => !/[\r\n]/.test(cell)),
          { minLength: 1 },
        ),
        (cells) => {
          const line = cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')
          expect(splitCells(line, ',')).toEqual(cells)
        },
      ),
    )
  })

  it.each(['"a', 'a,"b', '"a"b,c', '"a""'])('finds the open quote in %s', (line) => {
    expect(splitCells(line, ',')).toBeNull()
  })
})

describe('numbers', () => {
  const plain = { decimal: '.', locale: false } as const
  it('are read alike in SQL', async () => {
    const cells = [
      '1',
      '1.5',
      '.5',
      '5.',
      '+1',
      '-2e3',
      '1e400',
      'inf',
      'nan',
      '',
      ' 7 ',
      '1_000',
      '0x1F',
      '1,5',
      'abc',
      '1e-400',
      '12 3',
      '--',
      '1.2.3',
    ]
    await withConnection(async ({ connection }) => {
      const list = cells.map((cell) => `('${cell}')`).join(', ')
      const rows = await connection.runAndReadAll(
        `select x, ${numberSql('x', plain)} as n, ${volumeSql('x', plain)} as v from (values ${list}) t(x)`,
      )
      for (const [cell, value, volume] of rows.getRowsJS() as [string, number | null, number | null][]) {
        const expected = parseNumber(cell, plain)
        expect([cell, value === null || !Number.isFinite(value) ? 'none' : value]).toEqual([
          cell,
          Number.isFinite(expected) ? expected : 'none',
        ])
        expect([cell, volume === null]).toEqual([cell, cell === '' || cell === '--'])
      }
    })
  })

  it('count the decimals a price is written with', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }), (units, decimals) => {
        const text = (units / 10 ** decimals).toFixed(decimals)
        expect(decimalsOf(Number(text))).toBe(text.includes('.') ? text.replace(/0+$/, '').split('.')[1]!.length : 0)
      }),
      { examples: [[1, 6]] },
    )
  })
})

describe('file names', () => {
  it.each([
    ['goog-daily.csv', 'GOOG', '1d'],
    ['csvdir-AAPL-daily.csv', 'AAPL', '1d'],
    ['BTC_USDT-1h.feather', 'BTC_USDT', '1h'],
    ['BTCUSDT-1m-2024-01.zip', 'BTCUSDT', '1m'],
    ['DAT_ASCII_EURUSD_M1_2012.csv', 'EURUSD', '1m'],
    ['XBTUSD_60.csv', 'XBTUSD', '1h'],
    ['EURUSD1440.csv', 'EURUSD', '1d'],
    ['EURUSD_H4.csv', 'EURUSD', '4h'],
    ['aapl.us.txt', 'AAPL.US', null],
    ['btc-perp-1m-2022-01.csv', 'BTC-PERP', '1m'],
    ['ETHUSDT-1mo-2024-01.csv', 'ETHUSDT', '1mo'],
    ['brk.b.csv.gz', 'BRK.B', null],
    ['prices.csv', null, null],
    ['DAT_ASCII_EURUSD_T_202401.csv', 'EURUSD', null],
    ['AAPL, 1D.csv', 'AAPL', '1d'],
  ])('%s names %s and %s', (name, symbol, timeframe) => {
    const found = readFileName(name)
    expect([found.symbol?.value ?? null, found.timeframe]).toEqual([symbol, timeframe])
  })
})

describe('steps and patterns', () => {
  it('names steps between bars', () => {
    const names = [60, 300, 3600, 14_400, 86_400, 604_800, 30 * 86_400, 90, 365 * 86_400].map((seconds) =>
      nameOfStep(seconds * 1e6),
    )
    expect(names).toEqual(['1m', '5m', '1h', '4h', '1d', '1w', '1mo', '90s', '12mo'])
    expect(nameOfStep(500_000)).toBeNull()
  })

  it('takes the commonest step, over weekends and nights', () => {
    const days = ['2024-01-04', '2024-01-05', '2024-01-08'].map((day) => Date.parse(day) * 1000)
    expect(timeframeOfSteps(days)?.value).toBe('1d')
    expect(timeframeOfSteps(days.slice(1))?.value).toBe('1d')
  })

  it.each([
    ['2/22/2013 12:00:00 AM', '%m/%d/%Y %I:%M:%S %p', '2013-02-22T00:00:00Z'],
    ['1/12/2015 1:02:41 PM', '%m/%d/%Y %I:%M:%S %p', '2015-01-12T13:02:41Z'],
    ['2/22/2013 12:05:00 pm', '%m/%d/%Y %I:%M:%S %p', '2013-02-22T12:05:00Z'],
    ['31-Dec-99', '%d-%b-%y', '1999-12-31T00:00:00Z'],
    ['20240101093000', '%Y%m%d%H%M%S', '2024-01-01T09:30:00Z'],
  ])('reads %s by %s', (text, format, iso) => {
    expect(parsePattern(text, format)).toBe(Date.parse(iso) * 1000)
  })

  it.each([
    ['30.02.2024', '%d.%m.%Y'],
    ['2024-1-1', '%Y%m%d'],
    ['13:00 PM', '%I:%M %p'],
    ['1/1/2024 25:00', '%d/%m/%Y %H:%M'],
  ])('finds no time in %s', (text, format) => {
    expect(parsePattern(text, format)).toBeNull()
  })

  it('quotes words for a shell', () => {
    expect([shellWord('a.csv'), shellWord("it's"), shellWord(''), shellWord('-x'), shellWord('$(rm)')]).toEqual([
      'a.csv',
      "'it'\\''s'",
      "''",
      "'-x'",
      "'$(rm)'",
    ])
  })
})
