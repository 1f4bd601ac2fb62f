import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { csv, dailyLines, failure, header, preview, read, readPath } from './harness.ts'

const many = 60
const lines = dailyLines(many)
/** Sixty good days with lines put in after the tenth. */
const withLines = (...extra: string[]) => csv([...lines.slice(0, 10), ...extra, ...lines.slice(10)])
/** Quarantined line numbers and reasons of sixty good days and some bad lines, all accounted for. */
async function held(...extra: string[]) {
  const found = await read('X.csv', withLines(...extra))
  expect(found).toMatchObject({ rowsIn: many + extra.length, accepted: many, duplicates: 0 })
  expect(found.quarantined.map(({ text }) => text)).toEqual(extra)
  expect(found.quarantined.map(({ line }) => line)).toEqual(extra.map((_, index) => 12 + index))
  return found.quarantined.map(({ reason }) => reason)
}
describe('files that hold nothing', () => {
  it.each([
    ['empty', ''],
    ['only blank lines', '\n\n  \n'],
    ['header only', `${header}\n`],
    ['an empty list', '[]'],
  ])('1: %s is refused for having no rows', async (_, text) => {
    expect(await failure(read('X.csv', text))).toMatchObject({
      code: 'rejected-file',
      message: expect.stringMatching(/no rows|No columns/) as string,
    })
  })
})

describe('encodings', () => {
  it('2: a UTF-8 byte order mark is stripped, with and without a header', async () => {
    expect((await read('X.csv', `\ufeff${csv(lines)}`)).accepted).toBe(many)
    const bare = await read('X.csv', `\ufeff${lines.join('\n')}`)
    expect(bare).toMatchObject({ rowsIn: many, accepted: many })
  })

  const utf16 = Buffer.from(csv(lines), 'utf16le')
  const swapped = Buffer.from(utf16).swap16()
  it.each([
    ['UTF-16 (little endian)', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16 (little endian)', utf16],
    ['UTF-16 (big endian)', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped])],
    ['Latin-1 (Windows-1252)', Buffer.from(csv(lines, 'Datum,Eröffnung,Höchst,Tiefst,Schluß,Stücke'), 'latin1')],
    [
      'Shift-JIS',
      Buffer.concat([
        Buffer.from([0x93, 0xfa, 0x95, 0x74]),
        Buffer.from(',open,high,low,close,volume\n'),
        Buffer.from(lines.join('\n')),
      ]),
    ],
  ])('3: %s is refused by name with the way out', async (encoding, bytes) => {
    const error = await failure(read('X.csv', bytes))
    expect(error).toMatchObject({ code: 'unsupported-format', data: { encoding } })
    expect(error.hint).toMatch(/iconv -f /)
  })

  it('4: a broken character and a NUL byte put only their rows aside', async () => {
    const text = Buffer.concat([
      Buffer.from(csv(lines)),
      Buffer.from('2021-01-01,10,11,9,10\xff,5\n', 'latin1'),
      Buffer.from('2021-01-02,10,11,9,1\0,5\n'),
    ])
    const found = await read('X.csv', text)
    expect(found).toMatchObject({ rowsIn: many + 2, accepted: many })
    expect(found.quarantined.map(({ reason }) => reason)).toEqual([
      'the line is not valid UTF-8',
      'the line holds a NUL character',
    ])
  })
})

describe('delimiters and numbers', () => {
  it('5: semicolons and bars are recognised; a wrong delimiter is refused', async () => {
    for (const sign of [';', '|']) expect((await read('X.csv', csv(lines).replaceAll(',', sign))).accepted).toBe(many)
    expect((await failure(read('X.csv', csv(lines), { delimiter: ';' }))).code).toMatch(
      /rejected-file|unsupported-format/,
    )
  })

  it('5: a decimal comma is refused until it is stated', async () => {
    const text = csv(lines).replaceAll(',', ';').replaceAll('.', ',')
    const error = await failure(read('X.csv', text))
    expect(error).toMatchObject({ code: 'rejected-file', hint: expect.stringContaining('--decimal') as string })
    expect((await preview('X.csv', text)).questions[0]).toMatchObject({ field: 'decimal', choices: [',', '.'] })
    expect((await read('X.csv', text, { decimal: ',' })).bars[1]).toMatchObject({ open: 10.01, close: 10.51 })
  })

  it('6: thousands separators and currency signs are refused until the decimal sign is stated', async () => {
    const row = (day: number) => `2024-01-0${day};$1,234.56;$1,240.00;$1,230.00;$1,239.99;1,000`
    const text = `${header.replaceAll(',', ';')}\n${[1, 2, 3].map(row).join('\n')}\n`
    expect((await failure(read('X.csv', text))).hint).toContain('--decimal')
    expect((await read('X.csv', text, { decimal: '.' })).bars[0]).toMatchObject({ open: 1234.56, volume: 1000 })
    const german = text
      .replace(/\$([\d,]+)\.(\d\d)/g, (_, whole: string, part: string) => `${whole.replace(',', '.')},${part}`)
      .replaceAll('1,000', '1.000')
    expect((await read('X.csv', german, { decimal: ',' })).bars[0]).toMatchObject({ open: 1234.56, volume: 1000 })
  })

  it('7: a quote that is not closed spoils its own line only', async () => {
    expect(await held('2021-01-01,"5,11,9,10,7')).toEqual(['a quote is not closed'])
  })

  it('8: ragged rows are put aside', async () => {
    expect(await held('2021-01-01,10,11,9', '2021-01-02,10,11,9,10,5,7')).toEqual([
      '4 cells where 6 columns are expected',
      '7 cells where 6 columns are expected',
    ])
  })

  it('8: empty cells after the last column hold nothing, in one line or in all', async () => {
    expect((await read('X.csv', withLines('2021-01-01,10,11,9,10,5,,'))).accepted).toBe(many + 1)
    expect(
      (await preview('X.csv', withLines('2021-01-01,10,11,9,10,5,,'))).rows.every(
        ({ problem }) => problem === undefined,
      ),
    ).toBe(true)
    expect((await read('X.csv', csv(lines.map((line) => `${line},`)))).accepted).toBe(many)
    expect((await read('X.csv', csv(lines.map((line) => `${line},"",`)))).accepted).toBe(many)
  })

  it('8: a missing column is asked for, and twin columns are refused', async () => {
    const renamed = csv(lines, 'date,open,high,low,fixing,volume')
    expect((await failure(read('X.csv', renamed))).hint).toContain('--map close=')
    expect((await preview('X.csv', renamed)).questions).toMatchObject([
      { field: 'map.close', choices: ['date', 'open', 'high', 'low', 'fixing', 'volume'] },
    ])
    expect((await read('X.csv', renamed, { map: { close: 'fixing' } })).accepted).toBe(many)
    expect(await failure(read('X.csv', csv(lines, 'date,open,high,close,close,volume')))).toMatchObject({
      code: 'rejected-file',
      data: { column: 'close' },
    })
    expect((await failure(read('X.csv', csv(lines), { map: { close: 'Last Price' } }))).message).toContain(
      'no column "Last Price"',
    )
  })

  it.each([
    ['in the middle', 25_001],
    ['in the last row', 30_000],
  ])('9: a word instead of a number is found %s', async (_, at) => {
    const rows = dailyLines(30_000, '1930-01-01')
    rows[at - 1] = rows[at - 1]!.replace(/,[^,]+,([^,]+)$/, ',halted,$1')
    const found = await read('X.csv', csv(rows))
    expect(found.quarantined).toEqual([
      { line: at + 1, text: rows[at - 1], reason: 'close "halted" is not a finite number' },
    ])
    expect(found.accepted).toBe(29_999)
  })
})

describe('the file as a whole', () => {
  it('refuses a file with too many bad rows, with counts and examples', async () => {
    const bad = Array.from({ length: 21 }, (_, index) => `${2100 + index}-01-01,1,1,1,1,1`)
    const spread = dailyLines(900).flatMap((line, index) =>
      index % 40 === 0 && index < 840 ? [line, bad[index / 40]!] : [line],
    )
    const error = await failure(read('X.csv', csv(spread)))
    expect(error).toMatchObject({ code: 'rejected-file', data: { rows: 921, quarantined: 21 } })
    expect((error.data!['examples'] as unknown[])[0]).toEqual({
      line: 3,
      text: '2100-01-01,1,1,1,1,1',
      reason: '2100-01-01 lies in the future',
    })
    expect((await read('X.csv', csv(spread), { maxQuarantine: 0.05 })).accepted).toBe(900)
    expect((await failure(read('X.csv', csv(spread), { maxQuarantine: 0.01 }))).code).toBe('rejected-file')
  })

  it('refuses more than ten bad rows in a row, but not ten', async () => {
    const bad = Array.from({ length: 11 }, (_, index) => `${2100 + index}-01-01,1,1,1,1,1`)
    expect((await failure(read('X.csv', withLines(...bad)))).message).toMatch(/11 rows in a row/)
    expect((await read('X.csv', withLines(...bad.slice(1)))).quarantined).toHaveLength(10)
  })

  it('35: a web page and an error in JSON are refused for what they are', async () => {
    expect(
      (await failure(read('X.csv', '<!DOCTYPE html><html><body>Too many requests</body></html>'))).message,
    ).toMatch(/is a web page/)
    expect((await failure(read('X.csv', '{"code":429,"message":"Too many requests"}'))).message).toMatch(
      /JSON answer without prices: .*Too many requests/,
    )
    expect((await failure(read('X.json', '[[1704067200000,1,2,1,2,5],[1704070800000,1,2'))).message).toMatch(
      /ends in the middle/,
    )
  })

  it('35: a last line cut off is put aside', async () => {
    expect((await read('X.csv', csv(lines).slice(0, -20))).quarantined).toMatchObject([
      { line: 61, reason: '3 cells where 6 columns are expected' },
    ])
  })

  it('36: a damaged Parquet file and a damaged Arrow file are refused', async () => {
    expect(
      await failure(
        read('X.parquet', Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(5000, 7), Buffer.from('PAR1')])),
      ),
    ).toMatchObject({ code: 'rejected-file' })
    expect(
      await failure(
        read('X.arrow', Buffer.concat([Buffer.from('ARROW1\0\0'), Buffer.alloc(5000, 7), Buffer.from('ARROW1')])),
      ),
    ).toMatchObject({ code: 'rejected-file' })
  })

  it('39: a line without end, too many columns, and a huge cell', async () => {
    expect((await failure(read('X.csv', 'x'.repeat(5_000_000)))).code).toBe('too-large')
    expect(
      (await failure(read('X.csv', `${header}\n${lines.slice(0, 3).join('\n')}\n${'9'.repeat(3_000_000)}\n`))).code,
    ).toBe('too-large')
    expect(
      (await failure(read('X.csv', `${Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(',')}\n1,2\n`)))
        .code,
    ).toBe('too-large')
    expect((await read('X.csv', withLines(`2021-01-01,10,11,9,${'7'.repeat(1_000_000)},5`))).quarantined).toHaveLength(
      1,
    )
  })

  it('41: a file that changes while it is read is refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sextant-change-'))
    try {
      const path = join(folder, 'X.csv')
      writeFileSync(path, csv(dailyLines(50_000, '1880-01-01')))
      let changed = false
      const error = await failure(
        readPath(
          path,
          'X.csv',
          {},
          {
            onProgress: () => {
              if (!changed) appendFileSync(path, '2021-01-01,1,1,1,1,1\n')
              changed = true
            },
          },
        ),
      )
      expect(error.message).toMatch(/changed while it was read/)
      expect((await failure(readPath(join(folder, 'gone.csv'), 'gone.csv'))).code).toBe('not-found')
      expect((await failure(readPath(folder, 'folder'))).code).toBe('invalid-input')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('42: a workbook is refused with what to do', async () => {
    expect(await failure(read('prices.xlsx', 'PK\u0003\u0004'))).toMatchObject({
      code: 'unsupported-format',
      hint: expect.stringContaining('CSV') as string,
    })
  })

  it('44: reading the same bytes twice gives the same hash and the same rows', async () => {
    const [first, second] = [await read('X.csv', csv(lines)), await read('Y.csv', csv(lines), { symbol: 'X' })]
    expect(first.sourceHash).toBe(second.sourceHash)
    expect(first.bars).toEqual(second.bars)
  })
})

describe('line ends and blank lines', () => {
  it.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['LF with CRLF mixed in', '\n'],
  ])('reads %s', async (kind, end) => {
    const text = kind.startsWith('LF') ? csv(lines).replace('\n', '\r\n') : csv(lines).replaceAll('\n', end)
    expect(await read('X.csv', text)).toMatchObject({ rowsIn: many, accepted: many })
  })

  it('does not count blank lines, and keeps line numbers', async () => {
    const found = await read(
      'X.csv',
      csv([...lines.slice(0, 5), '', '   ', ...lines.slice(5), '', '2021-01-01,10,11,9,oops,5', '']),
    )
    expect(found).toMatchObject({ rowsIn: many + 1, accepted: many })
    expect(found.quarantined[0]!.line).toBe(65)
  })

  it('passes over lines above the column names', async () => {
    expect(
      await read(
        'X.csv',
        `https://www.CryptoDataDownload.com\n${csv(lines, 'unix,date,symbol,open,high,low,close').split('\n').slice(0, 1).join()}\n1704067200,2024-01-01,BTC/USD,1,2,1,2\n1704153600,2024-01-02,BTC/USD,1,2,1,2\n`,
      ),
    ).toMatchObject({ rowsIn: 2, staged: { symbol: 'BTC/USD' } })
  })

  it('opens a path with signs of a file pattern', async () => {
    expect((await read('a[1]*b.csv', csv(lines))).accepted).toBe(many)
  })
})
