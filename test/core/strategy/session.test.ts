import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { eventDriver } from '../../../core/backtest/event-driver.ts'
import type { BacktestRequest } from '../../../core/backtest/port.ts'
import { runBacktest } from '../../../core/backtest/run.ts'
import { runSweep } from '../../../core/backtest/sweep.ts'
import { namedCalendar, sessionOf } from '../../../core/calendars/calendars.ts'
import { dayOf } from '../../../core/calendars/days.ts'
import { sweepMetrics } from '../../../core/contract/figures.ts'
import type { ProfileFields } from '../../../core/contract/profile.ts'
import { findProfile } from '../../../core/engine/conventions/profiles.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import { checkStrategy } from '../../../core/strategy/check.ts'
import { explainTerms } from '../../../core/strategy/explain.ts'
import { parseStrategy, requireStrategy } from '../../../core/strategy/parse-strategy.ts'
import { sessionColumns, type Session } from '../../../core/strategy/session.ts'
import { hasReference, readBars } from '../engine/reference.ts'

const minute = 60_000
const timings: readonly ProfileFields['fillTiming'][] = ['signalClose', 'nextOpen', 'nextClose']
const newYork: Session = { calendar: 'XNYS', timezone: null, from: 585, to: 945, days: null, flatAtClose: true }

/** Wall clock of a moment, worked out by the formatter alone. */
function wall(time: number, zone: string): string {
  let format = formats.get(zone)
  if (format === undefined)
    formats.set(
      zone,
      (format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })),
    )
  return format.format(time)
}
const formats = new Map<string, Intl.DateTimeFormat>()

/** Bars of so many minutes in all hours of a calendar, from a generator of fixed seed. */
function barsIn(calendar: string, from: string, to: string, minutes: number): Bars {
  const ts: number[] = []
  for (let day = dayOf(from); day <= dayOf(to); day++) {
    const session = sessionOf(namedCalendar(calendar), day)
    if (session !== null) for (let t = session.open; t < session.close; t += minutes * minute) ts.push(t)
  }
  let state = 7
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
  const close = Float64Array.from(ts, () => 100 + Math.round(random() * 400) / 100)
  const open = Float64Array.from(ts, (_, i) => close[Math.max(0, i - 1)]!)
  return {
    rows: ts.length,
    ts: Float64Array.from(ts),
    open,
    close,
    high: close.map((price, i) => Math.max(price, open[i]!) + 0.1),
    low: close.map((price, i) => Math.min(price, open[i]!) - 0.1),
    volume: new Float64Array(ts.length).fill(1000),
  }
}

const text = (session: object, more: object = {}) =>
  JSON.stringify({ name: 's', entryLong: 'close < 102', exitLong: 'close > 103.5', session, ...more })
const request = (
  bars: Bars,
  timeframe: string,
  strategy: string,
  set: Partial<ProfileFields> = {},
): BacktestRequest => ({
  text: strategy,
  params: {},
  series: [{ symbol: 'X', timeframe, bars }],
  profile: { ...findProfile('sextant').fields, ...set },
  costs: { cash: 100_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 },
  sizing: null,
  seed: 0,
  benchmark: null,
})

/** When a trade was entered and left: the start of its bar or, for a fill at a close, its end. */
function moments(bars: Bars, barMs: number, fillTiming: string, run: ReturnType<typeof runBacktest>) {
  const after = fillTiming === 'nextOpen' ? 0 : barMs
  return run.result.trades.map((trade) => ({
    entry: bars.ts[trade.entryBar]! + after,
    exit: bars.ts[trade.exitBar]! + after,
    open: trade.open,
  }))
}

describe('the hours of a session', () => {
  it('follow the clock of New York over both changes of summer time', () => {
    for (const [from, to] of [
      ['2023-03-08', '2023-03-17'],
      ['2023-11-01', '2023-11-10'],
    ] as const) {
      const { ts } = barsIn('24/7', from, to, 5)
      const { enter } = sessionColumns({ ...newYork, flatAtClose: false }, ts, 5 * minute, 'nextOpen')
      ts.forEach((time, bar) => {
        const [day, clock] = wall(time + 5 * minute, 'America/New_York').split(' ') as [string, string]
        const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
        const expected = weekday >= 1 && weekday <= 5 && clock >= '09:45' && clock < '15:45'
        expect([wall(time, 'UTC'), enter[bar] === 1]).toEqual([wall(time, 'UTC'), expected])
      })
    }
  })

  it('end early on a half day and do not begin on a holiday', () => {
    const { ts } = barsIn('24/7', '2023-11-22', '2023-11-25', 5)
    const { enter, leave } = sessionColumns({ ...newYork, from: null, to: null }, ts, 5 * minute, 'signalClose')
    const fills = (column: Uint8Array, date: string) =>
      [...ts].flatMap((time, i) => {
        const at = wall(time + 5 * minute, 'America/New_York')
        return column[i] === 1 && at.startsWith(date) ? [at.slice(11)] : []
      })
    expect(fills(enter, '2023-11-22').at(-1)).toBe('15:55')
    expect(fills(enter, '2023-11-23')).toEqual([])
    expect([fills(enter, '2023-11-24')[0], fills(enter, '2023-11-24').at(-1)]).toEqual(['09:35', '12:55'])
    expect(fills(leave!, '2023-11-24')).toContain('13:00')
    expect(fills(leave!, '2023-11-24')).not.toContain('12:55')
  })

  it('take weekdays of the session, which begins on the evening before, and hours over midnight', () => {
    const { ts } = barsIn('FX', '2023-06-05', '2023-06-09', 60)
    const night: Session = {
      calendar: 'FX',
      timezone: 'Europe/London',
      from: 22 * 60,
      to: 120,
      days: [2],
      flatAtClose: false,
    }
    const { enter } = sessionColumns(night, ts, 60 * minute, 'nextOpen')
    const fills = [...ts].flatMap((time, i) => (enter[i] === 1 ? [wall(time + 60 * minute, 'Europe/London')] : []))
    // The session of Tuesday starts at 17:00 in New York on Monday, 22:00 in London.
    expect(fills).toEqual(['2023-06-05 22:00', '2023-06-05 23:00', '2023-06-06 00:00', '2023-06-06 01:00'])
  })

  it('are refused for bars of a day', () => {
    expect(() => sessionColumns(newYork, new Float64Array(3), 86_400_000, 'nextOpen')).toThrow('shorter than a day')
  })
})

describe('a run with a session', () => {
  const bars = barsIn('XNYS', '2023-11-20', '2023-12-29', 5)

  it.each(timings)('enters inside it only and holds nothing beyond it, in both drivers: %s', (fillTiming) => {
    const given = request(bars, '5m', text({ calendar: 'XNYS', from: '09:45', to: '15:45', flatAtClose: true }), {
      fillTiming,
    })
    const run = runBacktest(given)
    expect(runBacktest(given, eventDriver).resultHash).toBe(run.resultHash)
    expect(run.causality.passed).toBe(true)
    expect(run.result.trades.length).toBeGreaterThan(50)
    const atClose = fillTiming !== 'nextOpen'
    for (const { entry, exit, open } of moments(bars, 5 * minute, fillTiming, run)) {
      const [day, clock] = wall(entry, 'America/New_York').split(' ') as [string, string]
      expect(atClose ? clock > '09:45' && clock <= '15:45' : clock >= '09:45' && clock < '15:45').toBe(true)
      expect(open).toBe(false)
      const [left, at] = wall(exit, 'America/New_York').split(' ') as [string, string]
      expect(left).toBe(day)
      expect(at <= '15:45').toBe(true)
    }
  })

  it.each(timings)('is flat before every close of the exchange where no hours are given: %s', (fillTiming) => {
    const strategy = text({ calendar: 'XNYS', flatAtClose: true }, { exitLong: '' })
    const run = runBacktest(request(bars, '5m', strategy, { fillTiming }))
    const days = new Set([...bars.ts].map((time) => wall(time, 'America/New_York').slice(0, 10)))
    const trades = moments(bars, 5 * minute, fillTiming, run)
    expect(trades).toHaveLength(days.size)
    for (const { entry, exit } of trades) {
      const day = wall(entry, 'America/New_York').slice(0, 10)
      const { close } = sessionOf(namedCalendar('XNYS'), dayOf(day))!
      // The open of the last bar, or its close.
      expect(exit).toBe(fillTiming === 'nextOpen' ? close - 5 * minute : close)
    }
  })

  it('closes on the first bar of the next day what missing bars have left open', () => {
    const kept = [...bars.ts.keys()].filter(
      (i) =>
        wall(bars.ts[i]!, 'America/New_York') < '2023-11-21 15:00' ||
        wall(bars.ts[i]!, 'America/New_York') > '2023-11-22',
    )
    const pick = (column: Float64Array) => Float64Array.from(kept, (i) => column[i]!)
    const { ts, open, high, low, close, volume } = bars
    const holed = {
      rows: kept.length,
      ts: pick(ts),
      open: pick(open),
      high: pick(high),
      low: pick(low),
      close: pick(close),
      volume: pick(volume),
    }
    const strategy = text({ calendar: 'XNYS', flatAtClose: true }, { exitLong: '' })
    const trade = runBacktest(request(holed, '5m', strategy, { fillTiming: 'signalClose' })).result.trades.find(
      ({ entryBar }) => wall(holed.ts[entryBar]!, 'America/New_York').startsWith('2023-11-21'),
    )!
    expect(wall(holed.ts[trade.exitBar]!, 'America/New_York')).toBe('2023-11-22 09:30')
  })

  it('has the figures of single runs in a sweep', async () => {
    const params = [{ name: 'x', default: 102, min: 100, max: 104 }]
    const strategy = text(
      { calendar: 'XNYS', to: '15:00', days: ['mon', 'wed'], flatAtClose: true },
      { params, entryLong: 'close < $x' },
    )
    const given = request(bars, '5m', strategy)
    const rows: number[][] = []
    await runSweep({
      bars,
      strategyText: strategy,
      params: {},
      where: null,
      profile: given.profile,
      costs: given.costs,
      sizing: null,
      barMs: 5 * minute,
      workers: 1,
      axes: [{ name: 'x', values: [101, 102, 103] }],
      onRows: ({ values, count, columns }) => {
        for (let row = 0; row < count; row++)
          rows.push(Array.from(values.subarray(row * columns.length, (row + 1) * columns.length)))
      },
    })
    for (const [x, ...figures] of rows) {
      const { metrics } = runBacktest({ ...given, params: { x: x! } })
      expect(figures).toEqual(sweepMetrics.map((name) => metrics[name] ?? Number.NaN))
    }
  })

  it('says on a bar what the session makes of it', () => {
    const strategy = requireStrategy(text({ calendar: 'XNYS', from: '09:45', to: '15:45', flatAtClose: true }))
    const at = (clock: string) => bars.ts.findIndex((time) => wall(time, 'America/New_York').endsWith(clock))
    const sentence = (clock: string) =>
      explainTerms(strategy, { bars, bar: at(clock), params: {}, barMs: 5 * minute }).sentence
    expect(sentence('12:00')).toContain('Session (XNYS, 09:45 to 15:45, flat at the close): entries are taken.')
    expect(sentence('15:40')).toContain('no entries, what is held is closed.')
  })

  const real = '../shared/data/gbpusd-m1-bid-2012.csv'
  it.skipIf(!hasReference || !existsSync(real))(
    `trades London hours on minutes of GBPUSD${existsSync(real) ? '' : ' (skipped: no ../shared/data)'}`,
    () => {
      const stamps = readFileSync(real, 'utf8').trim().split('\n').slice(1)
      const ts = Float64Array.from(stamps, (line) => Date.parse(line.slice(0, 19).replace(' ', 'T') + 'Z'))
      const minutes = { ...readBars('gbpusd-m1-bid-2012.csv'), ts }
      const volume = new Float64Array(minutes.rows).fill(Number.NaN)
      const session = {
        calendar: 'FX',
        timezone: 'Europe/London',
        from: '08:00',
        to: '16:30',
        days: ['mon', 'tue', 'wed', 'thu', 'fri'],
        flatAtClose: true,
      }
      const strategy = JSON.stringify({
        name: 'london',
        entryLong: 'crossover(sma(close, 10), sma(close, 60))',
        exitLong: 'crossunder(sma(close, 10), sma(close, 60))',
        session,
      })
      const given = request({ ...minutes, volume }, '1m', strategy)
      const run = runBacktest(given)
      expect(runBacktest(given, eventDriver).resultHash).toBe(run.resultHash)
      expect(run.result.trades.length).toBeGreaterThan(100)
      for (const { entry, exit } of moments(minutes, minute, 'nextOpen', run)) {
        const [day, clock] = wall(entry, 'Europe/London').split(' ') as [string, string]
        const [left, at] = wall(exit, 'Europe/London').split(' ') as [string, string]
        expect(clock >= '08:00' && clock < '16:30').toBe(true)
        // A minute without a trade at 16:30 is closed on the next there is.
        expect([left, at <= '16:35']).toEqual([day, true])
      }
    },
  )
})

describe('the session of a strategy file', () => {
  const problems = (session: unknown) => {
    const lines = ['{ "name": "s", "entryLong": "close > 0",', `"session": ${JSON.stringify(session)} }`]
    return parseStrategy(lines.join('\n')).problems
  }

  it('is read, proved causal and part of the hash', () => {
    const one = checkStrategy(text({ calendar: 'XNYS', from: '09:45' }), 's', { causality: true })
    expect(one).toMatchObject({ ok: true, causality: 'proven', canonical: { session: 'XNYS, 09:45 to close' } })
    const others = [
      text({ calendar: 'XNYS', from: '09:46' }),
      text({ calendar: 'XLON', from: '09:45' }),
      JSON.stringify({ name: 's', entryLong: 'close < 102', exitLong: 'close > 103.5' }),
    ]
    for (const other of others) expect(requireStrategy(other).hash).not.toBe(one.hash)
  })

  it.each<[unknown, number, string]>([
    ['XNYS', 12, '"session" must be an object'],
    [{ from: '09:45' }, 12, '"session" needs a "calendar"'],
    [{ calendar: 'XNSY' }, 24, 'there is no calendar "XNSY"'],
    [{ calendar: 'XNYS', from: '9:45' }, 38, '"9:45" is no time of day'],
    [{ calendar: 'XNYS', to: '24:00' }, 36, '"24:00" is no time of day'],
    [{ calendar: 'XNYS', days: ['mon', 'tues'] }, 45, '"tues" is no weekday'],
    [{ calendar: 'XNYS', days: [] }, 38, '"days" must be a list of weekdays'],
    [{ calendar: 'XNYS', flatAtClose: 1 }, 45, '"flatAtClose" must be true or false'],
    [{ calendar: 'XNYS', timezone: 'Mars/Base' }, 42, 'there is no time zone "Mars/Base"'],
    [{ calendar: 'XNYS', from: '10:00', to: '10:00' }, 51, 'the session would be empty'],
    [{ calendar: 'XNYS', until: '10:00' }, 31, '"session" has no field "until"'],
  ])('is refused with line and column: %j', (session, column, message) => {
    expect(problems(session)).toEqual([
      expect.objectContaining({ line: 2, column, message: expect.stringContaining(message) }),
    ])
  })

  it('has no place beside weights', () => {
    const given = JSON.stringify({ name: 'w', weight: '0.5', rebalance: '1M', session: { calendar: 'XNYS' } })
    expect(parseStrategy(given).problems[0]!.message).toContain('"session" has no place beside it')
  })
})

describe('any session, on any bars', () => {
  it('never enters outside, and a signal depends on its own bar and those before', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('XNYS', 'XLON', 'XTKS', 'XHKG', 'CMES', 'FX', '24/7'),
        fc.option(fc.integer({ min: 0, max: 1439 })),
        fc.option(fc.integer({ min: 0, max: 1439 })),
        fc.boolean(),
        fc.constantFrom(...timings),
        fc.constantFrom(5, 15, 60),
        fc.nat(),
        (calendar, from, to, flatAtClose, fillTiming, length, pick) => {
          fc.pre(from === null || from !== to)
          const session: Session = { calendar, timezone: null, from, to, days: null, flatAtClose }
          const { ts } = barsIn('24/7', '2023-03-09', '2023-03-14', length)
          const whole = sessionColumns(session, ts, length * minute, fillTiming)
          const present = pick % ts.length
          const part = sessionColumns(session, ts.slice(0, present + 1), length * minute, fillTiming)
          expect(part.enter).toEqual(whole.enter.subarray(0, present + 1))
          if (flatAtClose) expect(part.leave).toEqual(whole.leave!.subarray(0, present + 1))
          const open = new Set(['XNYS', 'XLON', 'XTKS', 'XHKG'])
          // No exchange trades on a Sunday in its own zone.
          const { zone } = namedCalendar(calendar)
          whole.enter.forEach((truth, bar) => {
            const fill =
              ts[bar]! + (fillTiming === 'nextClose' ? 2 : 1) * length * minute - (fillTiming === 'nextOpen' ? 0 : 1)
            const day = wall(fill, zone).slice(0, 10)
            if (truth === 1 && open.has(calendar)) expect(new Date(`${day}T00:00Z`).getUTCDay() % 6).not.toBe(0)
          })
        },
      ),
      { numRuns: 60 },
    )
  })
})
