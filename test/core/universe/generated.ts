import { readFileSync } from 'node:fs'

import type { Bars } from '../../../core/market-data/bars.ts'

const dayMs = 86_400_000
const firstDay = Date.UTC(2018, 0, 1)

/** A file that test/fixtures/make_universe.py wrote. */
export function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(`test/fixtures/${name}.json`, 'utf8')) as T
}

/** The series of make_universe.py: xorshift32, whole ticks, prices of ticks / 100, one bar a day. */
export function universe(symbols: number, days: number, ragged: boolean): { symbol: string; bars: Bars }[] {
  return Array.from({ length: symbols }, (_, k) => {
    const bars = generate(1000 + 17 * k, days, 4000 + 500 * k)
    const kept = ragged
      ? Array.from(bars.ts.keys()).filter(
          (day) => day >= 40 * (k % 4) && (day * 7 + k) % 11 !== 0 && (k !== 5 || day < 200),
        )
      : null
    return { symbol: `S${String(k).padStart(2, '0')}`, bars: kept === null ? bars : pick(bars, kept) }
  })
}

function generate(seed: number, rows: number, first: number): Bars {
  let state = seed >>> 0
  const draw = (n: number) => {
    state ^= state << 13
    state ^= state >>> 17
    state = (state ^ (state << 5)) >>> 0
    return state % n
  }
  const column = () => new Float64Array(rows)
  const bars = { rows, ts: column(), open: column(), high: column(), low: column(), close: column(), volume: column() }
  let last = first
  for (let i = 0; i < rows; i++) {
    const open = last + draw(61) - 30
    last = Math.max(100, open + draw(301) - 150)
    bars.ts[i] = firstDay + i * dayMs
    bars.open[i] = open / 100
    bars.close[i] = last / 100
    bars.high[i] = (Math.max(open, last) + draw(80)) / 100
    bars.low[i] = (Math.min(open, last) - draw(80)) / 100
    bars.volume[i] = 1000 + draw(100_000)
  }
  return bars
}

function pick(bars: Bars, rows: readonly number[]): Bars {
  const of = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]!)
  return {
    rows: rows.length,
    ts: of(bars.ts),
    open: of(bars.open),
    high: of(bars.high),
    low: of(bars.low),
    close: of(bars.close),
    volume: of(bars.volume),
  }
}
