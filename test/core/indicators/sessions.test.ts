import { describe, expect, test } from 'vitest'
import { calcIndicator } from '../../../core/indicators/calc.ts'
import { findIndicator } from '../../../core/indicators/registry.ts'
import type { Bars } from '../../../core/market-data/bars.ts'

const hour = 3_600_000
/** Wednesday. */
const begin = Date.UTC(2024, 0, 31)

/** Hourly bars over eleven days with a gap, from the end of a month into the next. */
const stamps = Array.from({ length: 24 * 11 }, (_, i) => begin + i * hour).filter((_, i) => i % 24 < 20)
const bars: Bars = {
  rows: stamps.length,
  ts: Float64Array.from(stamps),
  open: Float64Array.from(stamps, (_, i) => 100 + 5 * Math.sin(i / 9)),
  high: Float64Array.from(stamps, (_, i) => 102 + 5 * Math.sin(i / 9) + (i % 3)),
  low: Float64Array.from(stamps, (_, i) => 98 + 5 * Math.sin(i / 9) - (i % 4)),
  close: Float64Array.from(stamps, (_, i) => 100 + 5 * Math.sin((i + 1) / 9)),
  volume: Float64Array.from(stamps, (_, i) => (i % 20 === 0 ? 0 : 10 + ((i * 37) % 50))),
}

function calc(name: string, params: Record<string, number>): Record<string, Float64Array> {
  const indicator = findIndicator(name)!
  const columns = calcIndicator(indicator, bars, params)
  return Object.fromEntries(indicator.outputs.map((output, k) => [output.name, columns[k]!]))
}

/** The name of each bar's session, by way of the calendar rather than of counted days. */
const sessionOf: Readonly<Record<number, (ts: number) => string>> = {
  0: (ts) => new Date(ts).toISOString().slice(0, 10),
  1: (ts) => {
    const date = new Date(ts)
    const monday = ts - ((date.getUTCDay() + 6) % 7) * 24 * hour
    return new Date(monday).toISOString().slice(0, 10)
  },
  2: (ts) => new Date(ts).toISOString().slice(0, 7),
}

/** High, low and close of the session before that of each bar. */
function before(kind: number, start: number): ([number, number, number] | null)[] {
  const names = stamps.map((ts) => sessionOf[kind]!(ts - start * 60_000))
  return names.map((name) => {
    const first = names.indexOf(name)
    if (first === 0) return null
    const rows = names.flatMap((other, k) => (other === names[first - 1] ? [k] : []))
    return [
      Math.max(...rows.map((k) => bars.high[k]!)),
      Math.min(...rows.map((k) => bars.low[k]!)),
      bars.close[rows.at(-1)!]!,
    ]
  })
}

type Formula = (h: number, l: number, c: number) => number

const third = (h: number, l: number, c: number) => (h + l + c) / 3
const woodie = (h: number, l: number, c: number) => (h + l + c + c) / 4
const floor = (pivot: Formula): Record<string, Formula> => ({
  pivot,
  r1: (h, l, c) => 2 * pivot(h, l, c) - l,
  s1: (h, l, c) => 2 * pivot(h, l, c) - h,
  r2: (h, l, c) => pivot(h, l, c) + h - l,
  s2: (h, l, c) => pivot(h, l, c) - h + l,
  r3: (h, l, c) => h + 2 * (pivot(h, l, c) - l),
  s3: (h, l, c) => l - 2 * (h - pivot(h, l, c)),
  r4: (h, l, c) => 2 * (pivot(h, l, c) + h) - 3 * l,
  s4: (h, l, c) => 2 * (pivot(h, l, c) + l) - 3 * h,
})
const formulas: readonly Record<string, Formula>[] = [
  floor(third),
  Object.fromEntries([
    ['pivot', third],
    ...[0.382, 0.618, 1].flatMap((share, k): [string, Formula][] => [
      [`r${k + 1}`, (h, l, c) => third(h, l, c) + share * (h - l)],
      [`s${k + 1}`, (h, l, c) => third(h, l, c) - share * (h - l)],
    ]),
  ]) as Record<string, Formula>,
  Object.fromEntries([
    ['pivot', third],
    ...[12, 6, 4, 2].flatMap((part, k): [string, Formula][] => [
      [`r${k + 1}`, (h, l, c) => c + ((h - l) * 1.1) / part],
      [`s${k + 1}`, (h, l, c) => c - ((h - l) * 1.1) / part],
    ]),
  ]) as Record<string, Formula>,
  floor(woodie),
]

describe('pivot points', () => {
  for (const method of [0, 1, 2, 3]) {
    test.each([
      [0, 0],
      [0, 1320],
      [1, 0],
      [1, 90],
      [2, 0],
    ])(
      `method ${method}: levels of the session before, sessions of kind %i from minute %i`,
      (session, sessionstart) => {
        const found = calc('pivot', { method, session, sessionstart })
        const sessions = before(session, sessionstart)
        expect(sessions.some((one) => one !== null)).toBe(true)
        for (const [name, column] of Object.entries(found)) {
          const formula = formulas[method]![name]
          for (const [i, prices] of sessions.entries()) {
            if (prices === null || formula === undefined) expect(column[i], `${name}[${i}]`).toBeNaN()
            else expect(column[i], `${name}[${i}]`).toBeCloseTo(formula(...prices), 9)
          }
        }
      },
    )
  }

  test('a worked example: high 110, low 100, close 105', () => {
    const day = 24 * hour
    const two = (first: number) => Float64Array.of(first, first)
    const example = { ...bars, rows: 2, ts: Float64Array.of(0, day), open: two(104), high: two(110), low: two(100) }
    const levels = (method: number) =>
      calcIndicator(findIndicator('pivot')!, { ...example, close: two(105), volume: two(1) }, { method }).map(
        (column) => +column[1]!.toFixed(4),
      )
    expect(levels(0)).toEqual([105, 110, 115, 120, 130, 100, 95, 90, 80])
    expect(levels(1)).toEqual([105, 108.82, 111.18, 115, Number.NaN, 101.18, 98.82, 95, Number.NaN])
    expect(levels(2)).toEqual([105, 105.9167, 106.8333, 107.75, 110.5, 104.0833, 103.1667, 102.25, 99.5])
    expect(levels(3)).toEqual(levels(0))
  })

  test('is found under the names analysts use', () => {
    expect(findIndicator('pivot_points')).toBe(findIndicator('pivot'))
    expect(findIndicator('heikin_ashi')?.name).toBe('ha')
    expect(findIndicator('relative_volume')?.name).toBe('rvol')
    expect(findIndicator('realized_volatility')?.name).toBe('realised_vol')
  })
})

test.each([
  [0, 0],
  [0, 600],
  [1, 0],
  [2, 0],
])('session vwap begins anew: sessions of kind %i from minute %i', (session, sessionstart) => {
  const { real } = calc('session_vwap', { session, sessionstart })
  const names = stamps.map((ts) => sessionOf[session]!(ts - sessionstart * 60_000))
  let silent = 0
  for (const [i, name] of names.entries()) {
    let value = 0
    let units = 0
    for (let k = names.indexOf(name); k <= i; k++) {
      value += ((bars.high[k]! + bars.low[k]! + bars.close[k]!) / 3) * bars.volume[k]!
      units += bars.volume[k]!
    }
    if (units === 0) silent++
    if (units === 0) expect(real![i]).toBeNaN()
    else expect(real![i]).toBeCloseTo(value / units, 9)
  }
  expect(silent).toBeGreaterThan(0)
})
