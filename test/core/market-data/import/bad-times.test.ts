import { describe, expect, it } from 'vitest'
import { csv, dailyLines, failure, preview, read } from './harness.ts'

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
