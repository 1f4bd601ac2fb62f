import { describe, expect, it } from 'vitest'
import type { Bars } from '../../../core/market-data/bars.ts'
import { higherBars } from '../../../core/strategy/higher-bars.ts'
import { lookback } from '../../../core/strategy/lookback.ts'
import { differences, numbersOf, randomBars, signalsOf, strategyOf, truthsOf } from './evaluating.ts'

const day = 86_400_000

/** Trading days only, Monday to Friday. */
function weekdays(rows: number, seed: number): Bars {
  const bars = randomBars(rows, seed)
  const ts = bars.ts.map((_, i) => Date.UTC(2020, 0, 6) + (Math.floor(i / 5) * 7 + (i % 5)) * day)
  return { ...bars, ts }
}

/** For each bar, the bars of every period that has ended by the close of the bar, gathered anew. */
function closedPeriods(
  bars: Bars,
  i: number,
  barMs: number,
  start: (t: number) => number,
  end: (t: number) => number,
): number[][] {
  const periods = new Map<number, number[]>()
  for (let k = 0; k <= i; k++) {
    const key = start(bars.ts[k]!)
    periods.set(key, [...(periods.get(key) ?? []), k])
  }
  return [...periods].filter(([key]) => end(key) <= bars.ts[i]! + barMs).map(([, members]) => members)
}

const monday = (t: number): number => t - (((new Date(t).getUTCDay() + 6) % 7) * day + (t % day))
const first = (t: number): number => Date.UTC(new Date(t).getUTCFullYear(), new Date(t).getUTCMonth())
const nextFirst = (t: number): number => Date.UTC(new Date(t).getUTCFullYear(), new Date(t).getUTCMonth() + 1)
const quarter = (t: number): number =>
  Date.UTC(new Date(t).getUTCFullYear(), Math.floor(new Date(t).getUTCMonth() / 3) * 3)
const nextQuarter = (t: number): number => Date.UTC(new Date(t).getUTCFullYear(), new Date(t).getUTCMonth() + 3)

const days = randomBars(200, 4)
const hours = randomBars(300, 4, { stepMs: 3_600_000 })

describe('htf', () => {
  it.each([
    ['1w on every day', days, '1w', day, monday, (t: number) => t + 7 * day],
    ['1w on weekdays', weekdays(200, 4), '1w', day, monday, (t: number) => t + 7 * day],
    ['1mo on weekdays', weekdays(200, 4), '1mo', day, first, nextFirst],
    ['3mo on every day', days, '3mo', day, quarter, nextQuarter],
    ['1d on hours', hours, '1d', 3_600_000, (t: number) => t - (t % day), (t: number) => t + day],
    ['4h on hours', hours, '4h', 3_600_000, (t: number) => t - (t % 14_400_000), (t: number) => t + 14_400_000],
  ] as const)('%s uses closed bars only', (_, bars, timeframe, barMs, start, end) => {
    const expected = (f: (members: number[]) => number): number[] =>
      Array.from(bars.ts, (__, i) => {
        const last = closedPeriods(bars, i, barMs, start, end).at(-1)
        return last === undefined ? Number.NaN : f(last)
      })
    const of = (c: Float64Array, members: number[]): number[] => members.map((k) => c[k]!)
    for (const options of [{ barMs }, {}]) {
      expect(
        differences(
          numbersOf(`htf(close, "${timeframe}")`, bars, options),
          expected((m) => bars.close[m.at(-1)!]!),
        ),
      ).toEqual([])
      expect(
        differences(
          numbersOf(`htf(open, "${timeframe}")`, bars, options),
          expected((m) => bars.open[m[0]!]!),
        ),
      ).toEqual([])
      expect(
        differences(
          numbersOf(`htf(high, "${timeframe}")`, bars, options),
          expected((m) => Math.max(...of(bars.high, m))),
        ),
      ).toEqual([])
      expect(
        differences(
          numbersOf(`htf(low, "${timeframe}")`, bars, options),
          expected((m) => Math.min(...of(bars.low, m))),
        ),
      ).toEqual([])
      expect(
        differences(
          numbersOf(`htf(volume, "${timeframe}")`, bars, options),
          expected((m) => of(bars.volume, m).reduce((a, b) => a + b, 0)),
        ),
      ).toEqual([])
    }
    const twoBack = Array.from(bars.ts, (__, i) => {
      const closed = closedPeriods(bars, i, barMs, start, end)
      return closed.length < 3
        ? Number.NaN
        : [...closed].slice(-3).reduce((sum, m) => sum + bars.close[m.at(-1)!]!, 0) / 3
    })
    expect(differences(numbersOf(`htf(mean(close, 3), "${timeframe}")`, bars), twoBack)).toEqual([])
  })

  it('gives conditions too, false before the first closed bar', () => {
    const truth = truthsOf('htf(close > open, "1w")', days)
    const open = numbersOf('htf(open, "1w")', days)
    const close = numbersOf('htf(close, "1w")', days)
    expect([...truth]).toEqual(Array.from(open, (v, i) => +(close[i]! > v)))
    expect(truth.subarray(0, 6).every((v) => v === 0)).toBe(true)
  })

  it('takes parameters inside and shares its bars between parameter sets', () => {
    const strategy = {
      params: [{ name: 'n', type: 'int', default: 2, min: 1, max: 9 }],
      entryLong: 'close > htf(mean(close, $n), "1w")',
    }
    for (const n of [1, 3]) {
      expect([...signalsOf(strategy, days, {}, { n }).entryLong!]).toEqual([
        ...truthsOf(`close > htf(mean(close, ${n}), "1w")`, days),
      ])
    }
  })

  it('counts its look-back in bars of the run, rounded up', () => {
    const strategy = strategyOf({ entryLong: 'close > htf(mean(close, 4), "1w")' })
    expect(lookback(strategy, {}, day)).toBe(28)
    expect(lookback(strategy, {}, 3_600_000)).toBe(28 * 24)
    expect(truthsOf('defined(htf(mean(close, 4), "1w"))', days).indexOf(1)).toBeLessThanOrEqual(28)
  })

  it('refuses a timeframe shorter than the bars', () => {
    expect(() => numbersOf('htf(close, "1h")', days)).toThrow('htf(..., "1h") is shorter than the bars of the run')
  })

  it('keeps what was once known where bar times are irregular', () => {
    // The first steps are three days, so a period seems closed before its last bar has come.
    const ts = Float64Array.from([0, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14], (d) => Date.UTC(2020, 0, 6) + d * day)
    const bars = { ...randomBars(ts.length, 1), ts }
    for (let rows = 1; rows <= ts.length; rows++) {
      const cut = Object.fromEntries(
        Object.entries(bars).map(([k, c]) => [k, typeof c === 'number' ? rows : c.subarray(0, rows)]),
      ) as unknown as Bars
      const whole = higherBars(bars, '1w', null)
      const part = higherBars(cut, '1w', null)
      expect([...part.closed]).toEqual([...whole.closed.subarray(0, rows)])
      const known = part.closed.at(-1)! + 1
      expect([...part.bars.close.subarray(0, known)]).toEqual([...whole.bars.close.subarray(0, known)])
    }
  })
})

describe('several symbols', () => {
  it('ref reads the last bar of the other symbol that starts no later', () => {
    const other = { ...randomBars(90, 8), ts: randomBars(90, 8).ts.map((t, i) => t + i * day) }
    const symbol = (name: string): Bars | undefined => (name === 'SPY' ? other : undefined)
    const expected = Array.from(days.ts, (t) => {
      const at = other.ts.findLastIndex((u) => u <= t)
      return at < 2 ? Number.NaN : (other.close[at]! + other.close[at - 1]! + other.close[at - 2]!) / 3
    })
    expect(differences(numbersOf('ref("SPY", mean(close, 3))', days, { symbol }), expected)).toEqual([])
    expect(() => numbersOf('ref("QQQ", close)', days, { symbol })).toThrow('ref("QQQ", ...) needs several symbols')
  })

  it.each(['cs_rank(close) > 0.5', 'cs_zscore(close) > 1', 'cs_demean(returns) > 0', 'topk(returns, 2)'])(
    '%s is read, and refused on one symbol',
    (entryLong) => {
      expect(strategyOf({ entryLong }).canonical['entryLong']).toContain(entryLong.split('(')[0])
      expect(() => truthsOf(entryLong, days)).toThrow('needs several symbols')
    },
  )
})
