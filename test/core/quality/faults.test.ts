import type { DuckDBConnection } from '@duckdb/node-api'
import { beforeAll, describe, expect, test } from 'vitest'
import { check, connect, every, nyseDays, nyseMinutes, objections, walkOver } from './series.ts'
import type { Row } from './series.ts'

let connection: DuckDBConnection
beforeAll(async () => {
  connection = await connect()
})

const day = 86_400_000
const daily = () => walkOver(nyseDays('2015-01-02', '2018-12-31'))
const minutes = () => walkOver(every(60_000, Date.UTC(2021, 5, 1), 20 * 1440), 0.0006)
const sessions = () => walkOver(nyseMinutes('2017-02-13', '2017-04-28'), 0.0006)

const scaled = (row: Row, factor: number): Row => ({
  ...row,
  open: row.open * factor,
  high: row.high * factor,
  low: row.low * factor,
  close: row.close * factor,
})

describe('clean series', () => {
  test.each([
    ['daily bars of a share', daily, '1d', 'XNYS, inferred'],
    ['minutes round the clock', minutes, '1m', '24/7, inferred'],
    ['minutes of New York sessions over the change to summer time', sessions, '1m', 'XNYS, inferred'],
    [
      'hours round the clock',
      () => walkOver(every(3_600_000, Date.UTC(2019, 0, 1), 5000), 0.003),
      '1h',
      '24/7, inferred',
    ],
    [
      'four hours round the clock',
      () => walkOver(every(14_400_000, Date.UTC(2019, 0, 1), 5000), 0.005),
      '4h',
      '24/7, inferred',
    ],
    ['seconds', () => walkOver(every(1000, Date.UTC(2019, 0, 1), 30_000), 0.0001), '1s', 'sessions, inferred'],
    ['days round the clock', () => walkOver(every(day, Date.UTC(2019, 0, 1), 1000)), '1d', '24/7, inferred'],
    ['weeks', () => walkOver(every(7 * day, Date.UTC(2015, 0, 5), 400)), '1w', 'none'],
    ['months', () => walkOver(Array.from({ length: 200 }, (_, index) => Date.UTC(2001, index, 1))), '1mo', 'none'],
    ['days before 1970', () => walkOver(every(day, Date.UTC(1965, 0, 1), 3000)), '1d', '24/7, inferred'],
  ])('%s have nothing to object to', async (_name, rows, timeframe, calendar) => {
    const report = await check(connection, rows(), timeframe)
    expect({
      objections: objections(report),
      label: report.label,
      status: report.status,
      calendar: report.calendar,
    }).toEqual({ objections: {}, label: 'Good', status: 'pass', calendar })
    expect(report.checks.find(({ check: name }) => name === 'outliers')!.count).toBe(0)
    expect(report.coverage.filter(({ present, expected }) => present !== expected)).toEqual([])
    expect(report.coverage.reduce((sum, { present }) => sum + present, 0)).toBe(report.rows)
  })
})

const faults: readonly [
  name: string,
  plant: (rows: Row[]) => Row[],
  expected: Record<string, number>,
  label: string,
][] = [
  ['a bar out of order', (rows) => rows.with(500, rows[501]!).with(501, rows[500]!), { order: 1 }, 'Out of order'],
  [
    'a repeated time',
    (rows) => rows.toSpliced(500, 0, { ...rows[499]!, close: rows[499]!.close * 1.0001 }),
    { duplicates: 1 },
    '1 duplicate',
  ],
  [
    'a high below the close',
    (rows) => rows.with(500, { ...rows[500]!, high: rows[500]!.low }),
    { ohlc: 1 },
    'Check prices',
  ],
  [
    'a low above the open',
    (rows) =>
      rows.with(500, {
        ...rows[500]!,
        low: Math.max(rows[500]!.open, rows[500]!.close) * 1.0001,
        high: rows[500]!.close * 1.01,
      }),
    { ohlc: 1 },
    'Check prices',
  ],
  [
    'a price that is no number',
    (rows) => rows.with(500, { ...rows[500]!, high: Number.NaN }),
    { ohlc: 1 },
    'Check prices',
  ],
  [
    'an infinite high',
    (rows) => rows.with(500, { ...rows[500]!, high: Number.POSITIVE_INFINITY }),
    { ohlc: 1 },
    'Check prices',
  ],
  ['a spike that comes back', (rows) => rows.with(500, scaled(rows[500]!, 1.4)), { spikes: 1 }, 'Check prices'],
  ['a dip that comes back', (rows) => rows.with(500, scaled(rows[500]!, 0.5)), { spikes: 1 }, 'Check prices'],
  [
    'a bad high',
    (rows) => rows.with(500, { ...rows[500]!, high: rows[500]!.high * 1.5 }),
    { spikes: 1 },
    'Check prices',
  ],
  ['a bad low', (rows) => rows.with(500, { ...rows[500]!, low: rows[500]!.low / 2 }), { spikes: 1 }, 'Check prices'],
  ['one bar in pence', (rows) => rows.with(500, scaled(rows[500]!, 100)), { units: 1 }, 'Check prices'],
  [
    'forty bars in pence',
    (rows) => rows.map((row, index) => (index >= 500 && index < 540 ? scaled(row, 100) : row)),
    { units: 1 },
    'Check prices',
  ],
  [
    'a change of scale for good',
    (rows) => rows.map((row, index) => (index >= 500 ? scaled(row, 1 / 10_000) : row)),
    { units: 1 },
    'Check prices',
  ],
]

describe('planted faults', () => {
  test.each([
    ...faults.map(([name, ...fault]) => [`daily bars: ${name}`, daily, '1d', ...fault] as const),
    ...faults.map(([name, ...fault]) => [`1-minute bars: ${name}`, minutes, '1m', ...fault] as const),
  ])('%s is seen, and nothing else', async (_name, rows, timeframe, plant, expected, label) => {
    const report = await check(connection, plant(rows()), timeframe)
    expect({ ...objections(report), label: report.label }).toEqual({ ...expected, label })
    const [name] = Object.keys(expected)
    expect(report.findings.filter((finding) => finding.check === name)).toHaveLength(1)
    expect(report.checks.find((result) => result.check === 'outliers')!.count).toBe(0)
  })

  test.each([
    ['three daily bars the same', daily, '1d', 3, 1],
    ['two daily bars the same', daily, '1d', 2, 0],
    ['ten minutes the same', minutes, '1m', 10, 1],
    ['nine minutes the same', minutes, '1m', 9, 0],
  ])('%s', async (_name, rows, timeframe, length, count) => {
    const series = rows()
    const level = series[700]!
    // The bars after the stretch start from its price, so that only the stretch is unusual.
    const planted = series.map((row, index) =>
      index > 700 && index < 700 + length
        ? { ...level, ts: row.ts }
        : index >= 700 + length
          ? scaled(row, level.close / series[700 + length - 1]!.close)
          : row,
    )
    const report = await check(connection, planted, timeframe)
    expect(objections(report)).toEqual(count === 0 ? {} : { stale: 1 })
  })

  test.each([
    [2, '2:1'],
    [3, '3:1'],
    [4, '4:1'],
    [5, '5:1'],
    [10, '10:1'],
    [20, '20:1'],
    [1.5, '3:2'],
    [0.5, '1:2:1'],
    [0.1, '1:10:1'],
  ])('a split by %d is suspected and not corrected', async (ratio, name) => {
    const rows = daily()
    const report = await check(
      connection,
      rows.map((row, index) => (index >= 500 ? { ...scaled(row, 1 / ratio), volume: row.volume! * ratio } : row)),
      '1d',
    )
    expect({ ...objections(report), label: report.label }).toEqual({ splits: 1, label: 'Check splits' })
    const [finding] = report.findings.filter(({ check: id }) => id === 'splits')
    expect(finding!.ts).toBe(rows[500]!.ts)
    expect(finding!.value).toBeCloseTo(ratio, 10)
    expect(finding!.message).toContain(name.replace('1:2:1', '1:2').replace('1:10:1', '1:10'))
  })

  test('a crash to a half on thirty times the volume is news, not a split', async () => {
    const report = await check(
      connection,
      daily().map((row, index) => (index >= 500 ? { ...scaled(row, 0.5), volume: row.volume! * 30 } : row)),
      '1d',
    )
    expect(objections(report)).toEqual({})
    expect(report.checks.find(({ check: name }) => name === 'outliers')!.count).toBe(1)
  })

  test('a leap of which half stays is news, not a spike', async () => {
    const planted = daily().map((row, index) =>
      index === 500 ? scaled(row, 1.4) : index > 500 ? scaled(row, 1.18) : row,
    )
    const report = await check(connection, planted, '1d')
    expect(objections(report)).toEqual({})
    expect(report.checks.find(({ check: name }) => name === 'outliers')!.count).toBe(2)
  })

  test('prices that change unit on every other bar are counted in time', async () => {
    const report = await check(
      connection,
      minutes().map((row, index) => (index % 2 === 1 ? scaled(row, 100) : row)),
      '1m',
    )
    expect(objections(report)).toEqual({ units: 14_400 })
    expect(report.findings).toHaveLength(1000)
  })

  test('a split without volume to prove it is still suspected', async () => {
    const report = await check(
      connection,
      daily().map((row, index) => ({ ...(index >= 500 ? scaled(row, 0.5) : row), volume: null })),
      '1d',
    )
    expect(objections(report)).toEqual({ splits: 1, volume: report.rows })
  })

  test('bars that start after the time of the check', async () => {
    const rows = daily()
    const report = await check(connection, rows, '1d', undefined, rows.at(-3)!.ts)
    expect({ ...objections(report), label: report.label }).toEqual({ order: 2, label: 'Out of order' })
  })

  test('prices at and below zero are told, not failed', async () => {
    const report = await check(
      connection,
      daily().map((row, index) => (index === 500 ? { ...row, open: -1, high: 0.5, low: -3, close: -2 } : row)),
      '1d',
    )
    expect(report.checks.find(({ check: name }) => name === 'positive')).toMatchObject({ status: 'warn', count: 1 })
    expect(report.checks.filter(({ status }) => status === 'fail')).toEqual([])
  })
})
