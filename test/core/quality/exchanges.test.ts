import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DuckDBConnection } from '@duckdb/node-api'

import { calendarNames, isSession, namedCalendar, sessionOf } from '../../../core/calendars/calendars.ts'
import { dayMs, dayOf } from '../../../core/calendars/days.ts'
import { check, connect, objections, walkOver } from './series.ts'

let connection: DuckDBConnection
beforeAll(async () => void (connection = await connect()))
afterAll(() => connection.closeSync())

function sessionsOf(name: string, from: string, to: string) {
  const calendar = namedCalendar(name)
  const days = Array.from({ length: dayOf(to) - dayOf(from) + 1 }, (_, i) => dayOf(from) + i)
  return days.filter((day) => isSession(calendar, day))
}

describe('the calendar of a series', () => {
  test.each(['XNYS', 'XLON', 'XETR', 'XTKS', 'XHKG'])(
    'is read from daily bars of %s, whose holidays are no gaps',
    async (name) => {
      const bars = walkOver(sessionsOf(name, '2022-01-01', '2023-12-31').map((day) => day * dayMs))
      const report = await check(connection, bars, '1d')
      expect(report.calendar).toBe(`${name}, inferred`)
      expect(objections(report)).toEqual({})
      expect(report.presentSessions).toBe(report.expectedSessions)
    },
  )

  test.each(['XLON', 'XTKS', 'CMES', 'FX'])(
    'may be named for bars of an hour: %s, over both changes of summer time',
    async (name) => {
      const times = sessionsOf(name, '2023-02-01', '2023-12-15').flatMap((day) => {
        const { open, close } = sessionOf(namedCalendar(name), day)!
        const hours: number[] = []
        for (let time = Math.ceil(open / 3_600_000) * 3_600_000; time < close; time += 3_600_000) hours.push(time)
        return hours
      })
      const report = await check(connection, walkOver(times, 0.002), '1h', name)
      expect(report.calendar).toBe(name)
      expect(objections(report)).toEqual({})
    },
  )

  test('finds a lost session of Tokyo, and a bar on its holiday', async () => {
    const days = sessionsOf('XTKS', '2022-01-01', '2023-12-31').filter((day) => day !== dayOf('2023-06-14'))
    const bars = walkOver([...days, dayOf('2023-05-03')].sort((a, b) => a - b).map((day) => day * dayMs))
    const report = await check(connection, bars, '1d', 'XTKS')
    expect(Object.keys(objections(report)).sort()).toEqual(['closedDays', 'gaps'])
  })

  test('is refused by name with the names there are', async () => {
    await expect(check(connection, walkOver([0, dayMs]), '1d', 'XPAR')).rejects.toMatchObject({
      hint: expect.stringContaining(calendarNames.join(', ')),
    })
  })
})

describe('a split that is known', () => {
  const days = sessionsOf('XNYS', '2022-01-01', '2022-12-31').map((day) => day * dayMs)
  const at = 120
  const bars = walkOver(days).map((row, i) =>
    i < at
      ? row
      : {
          ...row,
          open: row.open / 4,
          high: row.high / 4,
          low: row.low / 4,
          close: row.close / 4,
          volume: 4 * row.volume!,
        },
  )

  test('is no suspect, and one of another day or ratio still is', async () => {
    expect(objections(await check(connection, bars, '1d'))).toEqual({ splits: 1 })
    const known = (ts: number, ratio: number) => check(connection, bars, '1d', undefined, undefined, [{ ts, ratio }])
    expect(objections(await known(days[at]!, 4))).toEqual({})
    expect(objections(await known(days[at]! - dayMs / 2, 4))).toEqual({})
    expect(objections(await known(days[at + 1]!, 4))).toEqual({ splits: 1 })
    expect(objections(await known(days[at]!, 2))).toEqual({ splits: 1 })
  })
})
