import type { DuckDBConnection } from '@duckdb/node-api'
import { beforeAll, describe, expect, test } from 'vitest'
import { check, connect, every, nyseDays, nyseMinutes, objections, walkOver } from './series.ts'
import type { Row } from './series.ts'

let connection: DuckDBConnection
beforeAll(async () => {
  connection = await connect()
})

const day = 86_400_000
const hour = 3_600_000
const daily = () => walkOver(nyseDays('2015-01-02', '2018-12-31'))
const minutes = () => walkOver(every(60_000, Date.UTC(2021, 5, 1), 20 * 1440), 0.0006)
const sessions = () => walkOver(nyseMinutes('2017-02-13', '2017-04-28'), 0.0006)
/** Sunday 17:00 to Friday 17:00 New York time, hourly, over the change to summer time. */
const currency = () =>
  walkOver(
    every(hour, Date.UTC(2019, 0, 6), 24 * 7 * 20).filter((ts) => {
      const local = new Date(ts - (ts >= Date.UTC(2019, 2, 10, 7) ? 4 : 5) * hour)
      const [weekday, at] = [local.getUTCDay(), local.getUTCHours()]
      return weekday === 0 ? at >= 17 : weekday === 5 ? at < 17 : weekday !== 6
    }),
    0.001,
  )

const without = (rows: Row[], from: number, to: number) => rows.filter((_, index) => index < from || index >= to)
const gapsOf = (report: Awaited<ReturnType<typeof check>>) =>
  report.findings.filter(({ check: name }) => name === 'gaps')

describe('gaps', () => {
  test('daily: a stretch of missing sessions is one gap, with its sessions counted', async () => {
    const rows = daily()
    const report = await check(
      connection,
      [...without(rows, 500, 503)].filter((_, index) => index !== 700),
      '1d',
    )
    expect({ ...objections(report), label: report.label }).toEqual({ gaps: 2, label: '2 gaps' })
    expect(gapsOf(report).map(({ value }) => value)).toEqual([3, 1])
    expect(gapsOf(report)[0]!.ts).toBe(rows[500]!.ts)
    expect(report.expectedSessions! - report.presentSessions!).toBe(4)
    expect(report.coverage.reduce((sum, { expected, present }) => sum + expected - present, 0)).toBe(4)
  })

  test('daily: more than one session in twenty missing fails', async () => {
    const report = await check(
      connection,
      daily().filter((_, index) => index % 15 !== 7),
      '1d',
    )
    expect(report.checks.find(({ check: name }) => name === 'gaps')!.status).toBe('fail')
  })

  test('minutes: holes of one session are one gap, and they never fail the series', async () => {
    const rows = minutes()
    const report = await check(connection, without(without(without(rows, 9000, 9030), 8900, 8910), 3000, 3001), '1m')
    expect({ ...objections(report), label: report.label }).toEqual({ gaps: 2, label: '2 gaps' })
    expect(gapsOf(report).map(({ value }) => value)).toEqual([1, 40])
    expect(gapsOf(report)[1]!.message).toContain('in 2 places')
    expect(report.status).toBe('warn')
  })

  test('minutes: a third of them without a trade is a warning', async () => {
    let state = 1
    const report = await check(
      connection,
      minutes().filter(() => (state = (state * 48_271) % 2_147_483_647) % 3 > 0),
      '1m',
    )
    expect(report.status).toBe('warn')
    expect(report.checks.find(({ check: name }) => name === 'gaps')).toMatchObject({ status: 'warn', count: 20 })
  })

  test('sessions: bars missing at the open, inside and a whole day', async () => {
    const rows = sessions()
    const start = rows.findIndex(({ ts }) => ts >= Date.UTC(2017, 2, 22))
    const report = await check(connection, without(without(rows, start + 390, start + 780), start, start + 12), '1m')
    expect(report.calendar).toBe('XNYS, inferred')
    expect(objections(report)).toEqual({ gaps: 2 })
    expect(gapsOf(report).map(({ value }) => value)).toEqual([12, 390])
    expect(gapsOf(report)[0]!.ts).toBe(Date.UTC(2017, 2, 22, 13, 30))
  })

  test('currencies: five days round the clock, in New York time, weekends expected', async () => {
    const rows = currency()
    const clean = await check(connection, rows, '1h')
    expect({ calendar: clean.calendar, objections: objections(clean) }).toEqual({
      calendar: '24/5, inferred',
      objections: {},
    })
    const report = await check(connection, without(rows, 1000, 1002), '1h')
    expect(objections(report)).toEqual({ gaps: 1 })
    expect(gapsOf(report)[0]).toMatchObject({ ts: rows[1000]!.ts, until: rows[1002]!.ts, value: 2 })
  })

  test.each([
    ['1w', every(7 * day, Date.UTC(2015, 0, 5), 200)],
    ['1mo', Array.from({ length: 200 }, (_, index) => Date.UTC(2001, index, 1))],
  ])('%s: every slot in between', async (timeframe, times) => {
    const report = await check(connection, without(walkOver(times), 100, 102), timeframe)
    expect(objections(report)).toEqual({ gaps: 1 })
    expect(gapsOf(report)[0]!.value).toBe(2)
    expect(report.coverage.reduce((sum, { expected, present }) => sum + expected - present, 0)).toBe(2)
  })

  test('at most 1,000 are listed; the count stays exact', async () => {
    const report = await check(
      connection,
      walkOver(every(day, Date.UTC(1990, 0, 1), 6000)).filter((_, index) => index % 3 !== 1),
      '1d',
      '24/7',
    )
    expect(report.checks.find(({ check: name }) => name === 'gaps')!.count).toBe(2000)
    expect(report.findings.length).toBe(1000)
  })
})

describe('days and holidays', () => {
  test('a bar on a Saturday and one on a holiday', async () => {
    const rows = daily()
    const saturday = { ...rows[500]!, ts: Date.UTC(2016, 11, 31) }
    const christmas = { ...rows[500]!, ts: Date.UTC(2017, 11, 25) }
    const near = (ts: number) => rows.find((row) => row.ts > ts)!
    const planted = [
      ...rows,
      { ...near(saturday.ts), ts: saturday.ts },
      { ...near(christmas.ts), ts: christmas.ts },
    ].toSorted((a, b) => a.ts - b.ts)
    const report = await check(connection, planted, '1d')
    expect({ ...objections(report), label: report.label }).toEqual({ closedDays: 2, label: 'Check dates' })
    expect(report.findings.filter(({ check: name }) => name === 'closedDays').map(({ message }) => message)).toEqual([
      '1 bar on 2016-12-31, a Saturday.',
      '1 bar on 2017-12-25, Christmas Day.',
    ])
  })

  test('holidays stand apart from gaps, and unscheduled closures from holidays', async () => {
    const report = await check(connection, walkOver(nyseDays('2012-01-03', '2012-12-31')), '1d')
    expect(report.checks.find(({ check: name }) => name === 'holiday')).toMatchObject({ status: 'pass', count: 8 })
    expect(report.findings.filter(({ check: name }) => name === 'closure').map(({ message }) => message)).toEqual([
      'Hurricane Sandy.',
      'Hurricane Sandy.',
    ])
    const always = await check(connection, walkOver(nyseDays('2012-01-03', '2012-12-31')), '1d', 'weekdays')
    expect(always.checks.find(({ check: name }) => name === 'gaps')!.count).toBeGreaterThan(5)
  })

  test('an unknown calendar is refused with the names there are', async () => {
    await expect(check(connection, daily(), '1d', 'XPAR')).rejects.toMatchObject({
      code: 'invalid-input',
      hint: expect.stringContaining('XNYS'),
    })
    await expect(check(connection, daily(), '7x')).rejects.toMatchObject({ code: 'invalid-input' })
  })
})

describe('timeframe', () => {
  test.each([
    ['minutes called days', () => walkOver(every(60_000, Date.UTC(2021, 5, 1), 3000), 0.0006), '1d', 'fail'],
    ['minutes called hours', () => walkOver(every(60_000, Date.UTC(2021, 5, 1), 3000), 0.0006), '1h', 'fail'],
    ['days called weeks', daily, '1w', 'fail'],
    ['days called hours', daily, '1h', 'warn'],
    ['hours called minutes', () => walkOver(every(hour, Date.UTC(2021, 5, 1), 3000), 0.003), '1m', 'warn'],
    ['weeks called days', () => walkOver(every(7 * day, Date.UTC(2015, 0, 5), 200)), '1d', 'warn'],
  ])('%s', async (_name, rows, timeframe, status) => {
    const report = await check(connection, rows(), timeframe)
    expect(report.checks.find(({ check: name }) => name === 'spacing')).toMatchObject({ status, count: 1 })
    // A series of days read as minutes also lacks nearly all its minutes, and that may weigh more.
    expect(report.status === 'fail' || report.label === 'Check timeframe').toBe(true)
  })

  test('a day with a hole in it, too short to know its usual hours', async () => {
    const report = await check(
      connection,
      without(walkOver(every(60_000, Date.UTC(2015, 5, 1, 14), 180), 0.0006), 60, 71),
      '1m',
    )
    expect(objections(report)).toEqual({ gaps: 1 })
    expect(gapsOf(report)[0]!.value).toBe(11)
  })

  test('a market that trades on a world holiday misses nothing on it', async () => {
    const report = await check(
      connection,
      walkOver(every(day, Date.UTC(2015, 0, 1), 400).filter((ts) => new Date(ts).getUTCDay() % 6 !== 0)),
      '1d',
    )
    expect(objections(report)).toEqual({})
    expect(report.coverage.filter(({ expected, present }) => expected !== present)).toEqual([])
  })
})

describe('volume and odd series', () => {
  test('none at all, some, and a quiet market', async () => {
    const none = await check(
      connection,
      daily().map((row) => ({ ...row, volume: 0 })),
      '1d',
    )
    expect({ label: none.label, status: none.status, objections: objections(none) }).toEqual({
      label: 'No volume',
      status: 'warn',
      objections: { volume: none.rows },
    })
    const some = await check(
      connection,
      daily().map((row, index) => ({ ...row, volume: index === 300 ? null : index === 301 ? 0 : row.volume })),
      '1d',
    )
    expect(objections(some)).toEqual({ volume: 2 })
    expect(some.findings.filter(({ check: name }) => name === 'volume').map(({ value }) => value)).toEqual([null, 0])
    const quiet = await check(
      connection,
      minutes().map((row, index) => ({ ...row, volume: index % 10 === 0 ? 0 : row.volume })),
      '1m',
    )
    expect(objections(quiet)).toEqual({})
    expect(quiet.checks.find(({ check: name }) => name === 'volume')!.count).toBe(2880)
  })

  test('no bars, one bar, two bars, bars of several days and ticks do not break it', async () => {
    const empty = await check(connection, [], '1d')
    expect({ rows: empty.rows, label: empty.label, status: empty.status, from: empty.from }).toEqual({
      rows: 0,
      label: 'Empty',
      status: 'skipped',
      from: null,
    })
    for (const timeframe of ['1d', '1m', '3d', '2w', 'tick', '1mo']) {
      for (const count of [1, 2])
        expect(
          objections(
            await check(
              connection,
              walkOver(every(day, Date.UTC(2020, 5, 2), count)),
              timeframe,
              timeframe === '1m' ? 'XNYS' : undefined,
            ),
          ),
        ).toEqual({})
    }
  })

  test('a price that never moves is stale, however long', async () => {
    const report = await check(
      connection,
      every(60_000, Date.UTC(2021, 0, 1), 50_000).map((ts) => ({ ts, open: 1, high: 1, low: 1, close: 1, volume: 5 })),
      '1m',
    )
    expect(objections(report)).toEqual({ stale: 1 })
    expect(report.findings.find(({ check: name }) => name === 'stale')!.value).toBe(50_000)
  })

  test('the same series gives the same report', async () => {
    expect(await check(connection, minutes(), '1m')).toEqual(await check(connection, minutes(), '1m'))
  })
})
