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
const minutes = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(from) + index * 60_000).toISOString().slice(0, 19).replace('T', ' '),
  )
const minuteCsv = (stamps: readonly string[]) => csv(stamps.map((stamp) => `${stamp},10,11,9,10.5,5`))

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

describe('dates and times', () => {
  const slashed = (days: readonly string[]) => csv(days.map((day, index) => `${day},10,11,9,10.${index + 10},5`))

  it('10: ambiguous dates are refused until the order is stated', async () => {
    const text = slashed(['03/04/2024', '04/04/2024', '05/04/2024'])
    expect(await failure(read('X.csv', text))).toMatchObject({
      code: 'rejected-file',
      hint: expect.stringContaining('--date-order') as string,
    })
    expect((await preview('X.csv', text)).questions).toMatchObject([{ field: 'dateOrder', choices: ['dmy', 'mdy'] }])
    expect((await read('X.csv', text, { dateOrder: 'dmy' })).bars[0]!.ts).toBe('2024-04-03T00:00:00.000Z')
    expect((await read('X.csv', text, { dateOrder: 'mdy' })).bars[0]!.ts).toBe('2024-03-04T00:00:00.000Z')
  })

  it('10: a day beyond 12 far down in the file settles the order', async () => {
    const early = Array.from(
      { length: 60_000 },
      (_, index) =>
        `0${(index % 9) + 1}/0${(Math.floor(index / 9) % 9) + 1}/${1900 + (Math.floor(index / 81) % 100)} 1${Math.floor(index / 8100)}:00`,
    )
    const text = slashed([
      ...new Set(early),
      '13/02/2024 10:00',
      ...Array.from(
        { length: 8000 },
        (_, index) => `01/02/2024 0${index % 10}:${String(Math.floor(index / 10) % 60).padStart(2, '0')}`,
      ),
    ])
    const found = await read('X.csv', text, { maxQuarantine: 0.5, timezone: 'UTC', timeframe: '1h' })
    expect(found.bars.at(-1)!.ts).toBe('2024-02-13T10:00:00.000Z')
  })

  it('11: two forms of dates in one column are refused', async () => {
    const mixed = Array.from({ length: 28 }, (_, index) =>
      index % 2 === 0
        ? `2024-01-${String(index + 1).padStart(2, '0')}`
        : `${String(index + 1).padStart(2, '0')}.01.2024`,
    )
    expect((await failure(read('X.csv', slashed(mixed)))).code).toBe('rejected-file')
    expect(
      (
        await failure(
          read('X.csv', slashed(['13/01/2024', '01/14/2024', '15/01/2024', '01/16/2024', '17/01/2024', '01/18/2024'])),
        )
      ).message,
    ).toMatch(/two forms/)
  })

  it('12: mixed units since 1970 are refused, wherever the change is', async () => {
    const seconds = Array.from({ length: 40 }, (_, index) => String(1_704_067_200 + index * 60))
    expect(
      (
        await failure(
          read('X.csv', minuteCsv([...seconds.slice(0, 20), ...seconds.slice(20).map((stamp) => `${stamp}000`)])),
        )
      ).message,
    ).toMatch(/mix units/)
    const long = Array.from({ length: 30_000 }, (_, index) => String(1_604_067_200 + index * 60))
    long[15_000] += '000'
    long.push(...Array.from({ length: 3000 }, (_, index) => String(1_704_067_200 + index * 60)))
    expect((await failure(read('X.csv', minuteCsv(long)))).message).toMatch(/mix units/)
  })

  it('12: serial day numbers of a spreadsheet are refused by name', async () => {
    expect((await failure(read('X.csv', slashed(['45292', '45293', '45294'])))).message).toMatch(/serial day numbers/)
  })

  it('13: naive times within a day are taken as UTC only as a stated guess, whatever the zone of the machine', async () => {
    const text = minuteCsv(minutes('2024-01-02T14:30:00Z', 5))
    const found = await read('X.csv', text, {}, { timezone: 'Asia/Tokyo' })
    expect(found.bars[0]!.ts).toBe('2024-01-02T14:30:00.000Z')
    expect(found.warnings.join()).toMatch(/no time zone and were taken as UTC/)
    expect((await preview('X.csv', text)).guesses.find(({ field }) => field === 'timezone')).toMatchObject({
      value: 'UTC',
      confidence: 'check',
      alternatives: expect.arrayContaining(['America/New_York']) as string[],
    })
    expect((await read('X.csv', text, { timezone: 'America/New_York' })).bars[0]!.ts).toBe('2024-01-02T19:30:00.000Z')
    expect((await failure(read('X.csv', text, { timezone: 'America/Gotham' }))).code).toBe('invalid-input')
  })

  it('14: a time the clocks skipped and an hour they repeated are put aside', async () => {
    const good = minutes('2024-06-03T09:30:00Z', 2500)
    const found = await read(
      'X.csv',
      minuteCsv([
        '2024-03-10 01:59:00',
        '2024-03-10 02:30:00',
        '2024-03-10 03:00:00',
        ...good,
        '2024-11-03 00:59:00',
        '2024-11-03 01:30:00',
        '2024-11-03 02:00:00',
      ]),
      { timezone: 'America/New_York' },
    )
    expect(found.quarantined.map(({ line, reason }) => [line, reason])).toEqual([
      [3, '2024-03-10 02:30:00 does not exist in America/New_York: the clocks were put forward'],
      [
        2506,
        '2024-11-03 01:30:00 happened twice in America/New_York: the clocks were put back, and the stamp carries no offset',
      ],
    ])
    expect([found.bars[0]!.ts, found.bars[1]!.ts, found.bars.at(-1)!.ts]).toEqual([
      '2024-03-10T06:59:00.000Z',
      '2024-03-10T07:00:00.000Z',
      '2024-11-03T07:00:00.000Z',
    ])
  })

  it('14: an offset tells the repeated hour apart', async () => {
    const found = await read(
      'X.csv',
      minuteCsv(['2024-11-03 01:30:00-04:00', '2024-11-03 01:30:00-05:00', '2024-11-03 01:31:00-05:00']),
      {},
      { timezone: 'Asia/Tokyo' },
    )
    expect(found.bars.map(({ ts }) => ts)).toEqual([
      '2024-11-03T05:30:00.000Z',
      '2024-11-03T06:30:00.000Z',
      '2024-11-03T06:31:00.000Z',
    ])
  })

  it('14: a stamp without an offset among stamps with one is put aside, and the other way round', async () => {
    const stamps = minutes('2024-01-02T10:00:00Z', 60)
    const offset = await read('X.csv', minuteCsv([...stamps.map((stamp) => `${stamp}+01:00`), '2024-01-03 10:00:00']))
    expect(offset.quarantined).toMatchObject([{ line: 62 }])
    const naive = await read('X.csv', minuteCsv([...stamps, '2024-01-03 10:00:00-05:00']))
    expect(naive.quarantined).toMatchObject([
      { line: 62, reason: '"2024-01-03 10:00:00-05:00" is not a time of the form the file uses' },
    ])
  })

  it('16: second 60 and 24:00 become the next second and the next day, and that is told', async () => {
    const found = await read(
      'X.csv',
      minuteCsv([...minutes('2016-12-31T23:50:00Z', 10), '2016-12-31 23:59:60', '2017-01-01 24:00:00']),
      { timezone: 'UTC' },
    )
    expect(found.quarantined).toEqual([])
    expect(found.bars.slice(-2).map(({ ts }) => ts)).toEqual(['2017-01-01T00:00:00.000Z', '2017-01-02T00:00:00.000Z'])
    expect(found.warnings.join()).toMatch(
      /2 stamp\(s\) were moved.*line 12: 2016-12-31 23:59:60 was read as 2017-01-01T00:00:00.000Z/,
    )
  })

  it('22: a stamp in the future is put aside', async () => {
    const year = new Date().getUTCFullYear() + 2
    expect(await held(`${year}-01-01,10,11,9,10,5`)).toEqual([`${year}-01-01 lies in the future`])
  })
})

describe('rows of one time, and order', () => {
  it('17: an identical row is dropped and counted', async () => {
    const found = await read('X.csv', csv([...lines, lines[5]!, lines[5]!.replace('10.05', '10.050'), lines[7]!]))
    expect(found).toMatchObject({ rowsIn: many + 3, accepted: many, duplicates: 3, quarantined: [] })
  })

  it('18: rows of one time with different values are all put aside', async () => {
    const other = lines[5]!.replace('10.55', '10.56')
    const found = await read('X.csv', csv([...lines, other, lines[5]!]))
    expect(found).toMatchObject({ rowsIn: many + 2, accepted: many - 1, duplicates: 0 })
    expect(found.quarantined).toEqual([
      { line: 7, text: lines[5], reason: 'the same time as line 62 with other values' },
      { line: 62, text: other, reason: 'the same time as line 7 with other values' },
      { line: 63, text: lines[5], reason: 'the same time as line 7 with other values' },
    ])
  })

  it('19: rows out of order are sorted, with a warning', async () => {
    const found = await read('X.csv', csv(lines.toReversed()))
    expect(found.bars.map(({ ts }) => ts)).toEqual(found.bars.map(({ ts }) => ts).toSorted())
    expect(found.warnings.join()).toMatch(/59 row\(s\) stood before an earlier one/)
  })

  it('21: gaps are left as gaps', async () => {
    expect((await read('X.csv', csv([...lines.slice(0, 20), ...lines.slice(30)]))).bars).toHaveLength(50)
  })
})

describe('values', () => {
  it('23: NaN, infinities and numbers beyond a double are put aside', async () => {
    expect(
      await held(
        '2021-01-01,NaN,11,9,10,5',
        '2021-01-02,10,inf,9,10,5',
        '2021-01-03,10,11,-Infinity,10,5',
        '2021-01-04,10,11,9,1e400,5',
        '2021-01-05,10,11,9,10,nan',
      ),
    ).toEqual([
      'open "NaN" is not a finite number',
      'high "inf" is not a finite number',
      'low "-Infinity" is not a finite number',
      'close "1e400" is not a finite number',
      'volume "nan" is not a finite number',
    ])
  })

  it('24: a missing price is put aside, a missing volume is not', async () => {
    expect(
      await held(
        '2021-01-01,,11,9,10,5',
        '2021-01-02,10,-,9,10,5',
        '2021-01-03,10,11,N/A,10,5',
        '2021-01-04,10,11,9,null,5',
      ),
    ).toEqual(['open is empty', 'high is empty ("-")', 'low is empty ("N/A")', 'close is empty ("null")'])
    const found = await read('X.csv', csv([...lines, '2021-01-01,10,11,9,10,', '2021-01-02,10,11,9,10,-']))
    expect(found.bars.slice(-2).map(({ volume }) => volume)).toEqual([null, null])
  })

  it('25: zero and negative prices are put aside unless the instrument may have them', async () => {
    const bad = ['2021-01-01,0,11,0,10,5', '2021-01-02,-37.6,11,-40,-37.6,5']
    expect(await held(...bad)).toEqual(['open 0 is not above zero', 'open -37.6 is not above zero'])
    expect((await read('X.csv', withLines(...bad), { allowNegative: true })).accepted).toBe(many + 2)
  })

  it('26: a high below the low and a close outside are put aside; within one step of the last decimal they pass', async () => {
    expect(await held('2021-01-01,10,8,9,8.5,5', '2021-01-02,12,11,9,10,5', '2021-01-03,10,11,9,8,5')).toEqual([
      'high 8 is below low 9',
      'open 12 is above high 11',
      'close 8 is below low 9',
    ])
    const close = '2021-01-01,100,100.50,99,100.51,5'
    expect((await read('X.csv', csv([...lines, close]))).quarantined).toEqual([])
    expect((await read('X.csv', csv([...lines, close.replace('100.51', '100.53')]))).quarantined).toHaveLength(1)
  })

  it('27: a negative volume is put aside, a fractional one is kept', async () => {
    expect(await held('2021-01-01,10,11,9,10,-5')).toEqual(['volume -5 is negative'])
    expect((await read('X.csv', csv([...lines, '2021-01-01,10,11,9,10,0.0001']))).bars.at(-1)!.volume).toBe(0.0001)
  })

  it('30: several instruments in one file are refused by name, and one can be picked', async () => {
    const text = `ticker,${header}\n${[...lines.map((line) => `AAA,${line}`), ...lines.map((line) => `BBB,${line}`)].join('\n')}\n`
    expect(await failure(read('X.csv', text))).toMatchObject({
      code: 'rejected-file',
      data: { symbols: ['AAA', 'BBB'] },
    })
    const found = await read('X.csv', text, { symbol: 'bbb' })
    expect(found).toMatchObject({ rowsIn: many, accepted: many, staged: { symbol: 'bbb' } })
    expect((await failure(read('X.csv', text, { symbol: 'CCC' }))).message).toMatch(/AAA, BBB/)
  })

  it('31: the decimals of the finest price are counted over the whole file', async () => {
    expect((await read('X.csv', csv(lines))).decimals).toBe(2)
    const rows = dailyLines(30_000, '1930-01-01')
    rows[24_000] = rows[24_000]!.replace(/^([^,]+),[^,]+/, '$1,250.12345')
    expect((await read('X.csv', csv(rows))).decimals).toBe(5)
  })

  it('32: nanoseconds and volumes beyond 2^53 keep their microsecond', async () => {
    const found = await read(
      'X.csv',
      csv(['1704067200123456789,10,11,9,10,9007199254740993', '1704067260123456789,10,11,9,10,1']),
    )
    expect(found.bars[0]).toMatchObject({ ts: '2024-01-01T00:00:00.123Z', volume: 9007199254740992 })
    expect(
      (await read('X.json', '[[1704067200123456789,10,11,9,10,1],[1704067260123456789,10,11,9,10,1]]')).bars[0]!.ts,
    ).toBe('2024-01-01T00:00:00.123Z')
  })

  it('43: names and cells with signs of other languages are kept as they are', async () => {
    const symbol = '=cmd|<b>\u202e../CON'
    const found = await read('X.csv', csv(lines), { symbol })
    expect(found.staged.symbol).toBe(symbol)
    const [row] = (await read('X.csv', withLines('2021-01-01,=1+1,11,9,10,<script>'))).quarantined
    expect(row!.text).toBe('2021-01-01,=1+1,11,9,10,<script>')
    expect((await preview('X.csv', csv(lines), { symbol: "a'b $(rm)" })).command).toContain(`--symbol 'a'\\''b $(rm)'`)
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
    expect((error.data?.['examples'] as unknown[])[0]).toEqual({
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
