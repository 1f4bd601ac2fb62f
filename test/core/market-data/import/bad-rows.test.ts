import { describe, expect, it } from 'vitest'
import { csv, dailyLines, failure, header, preview, read } from './harness.ts'

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

  it('26: one step of whole-number prices is no rounding', async () => {
    const whole = Array.from(
      { length: 60 },
      (_, index) => `${new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10)},10,11,9,10,5`,
    )
    const found = await read('X.csv', csv([...whole, '2021-01-01,10,11,9,12,5']))
    expect(found.quarantined.map(({ reason }) => reason)).toEqual(['close 12 is above high 11'])
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
