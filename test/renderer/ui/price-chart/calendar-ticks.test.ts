import { describe, expect, it } from 'vitest'
import { calendarTicks } from '../../../../renderer/ui/price-chart/calendar-ticks.ts'
import { stampText, zoneOffset } from '../../../../renderer/ui/price-chart/zone-time.ts'

const day = 86_400_000
const utc = () => 0
const weekdays = (from: number, count: number) => {
  const out: number[] = []
  for (let at = from; out.length < count; at += day) if (![0, 6].includes(new Date(at).getUTCDay())) out.push(at)
  return Float64Array.from(out)
}

describe('labels of the time axis', () => {
  it('names months of a year of daily bars at their first bar, and the year in January', () => {
    const ts = weekdays(Date.UTC(2012, 3, 20), 220)
    const ticks = calendarTicks({ ts, from: 0, to: 220, pixelsPerBucket: 5, offset: utc })
    expect(ticks.map(({ text }) => text)).toEqual([
      'May',
      'Jun',
      'Jul',
      'Aug',
      'Sep',
      'Oct',
      'Nov',
      'Dec',
      '2013',
      'Feb',
    ])
    for (const { at } of ticks) expect(new Date(ts[at]!).getUTCMonth()).not.toBe(new Date(ts[at - 1]!).getUTCMonth())
  })

  it('shows quarters alone where months find no room, with nothing squeezed in between', () => {
    const ts = weekdays(Date.UTC(2016, 8, 1), 480)
    const ticks = calendarTicks({ ts, from: 0, to: 480, pixelsPerBucket: 2.4, offset: utc })
    expect(ticks.map(({ text }) => text)).toEqual(['Oct', '2017', 'Apr', 'Jul', 'Oct', '2018', 'Apr', 'Jul'])
  })

  it('keeps labels apart', () => {
    for (const pixels of [0.4, 1, 3, 8, 30]) {
      const ts = weekdays(Date.UTC(2000, 0, 3), 3000)
      const ticks = calendarTicks({ ts, from: 0, to: 3000, pixelsPerBucket: pixels, offset: utc })
      for (let n = 1; n < ticks.length; n++)
        expect((ticks[n]!.at - ticks[n - 1]!.at) * pixels).toBeGreaterThanOrEqual(76)
    }
  })

  it('labels the hours of a session in the zone asked for, across the change to summer time', () => {
    const minutes = (from: number) => Float64Array.from({ length: 390 }, (_, n) => from + n * 60_000)
    const offset = zoneOffset('America/New_York')
    // 9:30 in New York is 14:30 UTC in winter and 13:30 UTC in summer.
    for (const open of [Date.UTC(2024, 2, 8, 14, 30), Date.UTC(2024, 2, 11, 13, 30)]) {
      const ticks = calendarTicks({ ts: minutes(open), from: 0, to: 390, pixelsPerBucket: 3, offset })
      expect(ticks.map(({ text }) => text)).toContain('12:00')
      expect(stampText(open, offset, true).slice(11)).toBe('09:30')
    }
  })

  it('reads a date only where bars are days', () => {
    expect(stampText(Date.UTC(2012, 8, 12), utc, false)).toBe('2012-09-12')
    expect(stampText(Number.NaN, utc, true)).toBe('')
  })
})
