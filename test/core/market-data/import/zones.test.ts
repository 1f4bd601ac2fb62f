import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offsetOf, toUtc, toUtcSql, zoneSpans } from '../../../../core/market-data/import/zones.ts'
import { withConnection } from './harness.ts'

const micros = (text: string) => Date.parse(`${text}Z`) * 1000
const zones = [
  'America/New_York',
  'Europe/London',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Etc/GMT+5',
  'UTC',
  'America/Sao_Paulo',
] as const

describe('zones', () => {
  // Dates of the changes: IANA tz database.
  it.each([
    ['America/New_York', '2024-01-15T09:30', '2024-01-15T14:30'],
    ['America/New_York', '2024-07-15T09:30', '2024-07-15T13:30'],
    ['America/New_York', '1974-01-07T09:30', '1974-01-07T13:30'],
    ['Europe/London', '1970-01-01T12:00', '1970-01-01T11:00'],
    ['Asia/Tokyo', '2024-03-10T09:00', '2024-03-10T00:00'],
    ['Australia/Lord_Howe', '2024-01-15T11:00', '2024-01-15T00:00'],
  ])('%s %s is %s UTC', (zone, wall, utc) => {
    expect(toUtc(zoneSpans(zone), micros(wall))).toBe(micros(utc))
  })

  it.each([
    ['America/New_York', '2024-03-10T02:00', 'gap'],
    ['America/New_York', '2024-03-10T02:59:59', 'gap'],
    ['America/New_York', '2024-11-03T01:00', 'overlap'],
    ['Europe/London', '2024-03-31T01:30', 'gap'],
    ['Europe/London', '2024-10-27T01:59', 'overlap'],
    ['Australia/Lord_Howe', '2024-10-06T02:15', 'gap'],
  ])('%s %s is a %s', (zone, wall, kind) => {
    expect(toUtc(zoneSpans(zone), micros(wall))).toBe(kind)
  })

  it('takes every instant to its wall clock and back, unless the clock repeats', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(1950, 0, 1) / 1000, max: Date.UTC(2090, 0, 1) / 1000 }),
        (zone, second) => {
          const utc = second * 1000
          const back = toUtc(zoneSpans(zone), (utc + offsetOf(zone)(utc)) * 1000)
          expect([utc * 1000, 'overlap']).toContain(back)
        },
      ),
    )
  })

  it('does the same in SQL, whatever the session’s zone', async () => {
    const walls = [
      '2024-03-10 01:59:59',
      '2024-03-10 02:30:00',
      '2024-11-03 01:30:00',
      '2024-11-03 02:00:00',
      '1999-06-01 12:00:00',
      '2024-03-31 01:30:00',
    ]
    await withConnection(async ({ connection }) => {
      await connection.run("set timezone = 'Asia/Kathmandu'")
      for (const zone of zones) {
        const list = walls.map((wall) => `(timestamp '${wall}')`).join(', ')
        const rows = await connection.runAndReadAll(
          `select epoch_us(${toUtcSql(zoneSpans(zone), 'w')})::double from (values ${list}) t(w)`,
        )
        const expected = walls.map((wall) => toUtc(zoneSpans(zone), micros(wall.replace(' ', 'T'))))
        expect(rows.getRowsJS().map(([value]) => value)).toEqual(
          expected.map((value) => (typeof value === 'number' ? value : null)),
        )
      }
    })
  })
})
