import { readFileSync } from 'node:fs'

import { runBacktest } from '../../../core/backtest/run.ts'
import type { BacktestResult } from '../../../core/backtest/port.ts'
import type { ProfileFields } from '../../../core/contract/profile.ts'
import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import type { Costs } from '../../../core/engine/types.ts'
import type { Bars } from '../../../core/market-data/bars.ts'

interface Generated {
  seed: number
  rows: number
  first: number
  step: number
  start: string
  minutes: number
  /** Open, high, low, close, volume. */
  'last bar': number[]
}
export type SeriesName = 'sp500' | 'daily' | 'hourly' | 'coarse'
interface Header {
  header: { versions: Record<string, string>; data: Record<Exclude<SeriesName, 'sp500'>, Generated> }
}

/** A file that test/fixtures/make.py wrote. */
export function readFixture<T>(name: string): T & Header {
  return JSON.parse(readFileSync(`test/fixtures/${name}.json`, 'utf8')) as T & Header
}

const cells = (line: string) => line.trim().split(',')

/** The shipped sample, as make.py reads it: raw closes. */
function readSample(): Bars {
  const [head, ...lines] = readFileSync('resources/samples/sp500.csv', 'utf8').trim().split('\n')
  const table = lines.map(cells)
  const column = (name: string) => Float64Array.from(table, (row) => Number(row[cells(head!).indexOf(name)]))
  return {
    rows: table.length,
    ts: Float64Array.from(table, ([date]) => Date.parse(`${date}T00:00:00Z`)),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  }
}

/** The generator written down in make.py: xorshift32, whole ticks, prices of ticks / 100. */
function generate({ seed, rows, first, step, start, minutes }: Generated): Bars {
  let state = seed >>> 0
  const draw = (n: number) => {
    state ^= state << 13
    state ^= state >>> 17
    state = (state ^ (state << 5)) >>> 0
    return state % n
  }
  const column = () => new Float64Array(rows)
  const bars = { rows, ts: column(), open: column(), high: column(), low: column(), close: column(), volume: column() }
  const begin = Date.parse(`${start}T00:00:00Z`)
  let last = first
  for (let i = 0; i < rows; i++) {
    const open = last + (draw(61) - 30) * step
    last = Math.max(100 * step, open + (draw(301) - 150) * step)
    bars.ts[i] = begin + i * minutes * 60_000
    bars.open[i] = open / 100
    bars.close[i] = last / 100
    bars.high[i] = (Math.max(open, last) + draw(80) * step) / 100
    bars.low[i] = (Math.min(open, last) - draw(80) * step) / 100
    bars.volume[i] = 1000 + draw(100_000)
  }
  return bars
}

const made = new Map<SeriesName, Bars>()

export function barsOf({ header }: Header, name: SeriesName): Bars {
  const bars = made.get(name) ?? (name === 'sp500' ? readSample() : generate(header.data[name]))
  made.set(name, bars)
  return bars
}

export interface Run {
  readonly bars: Bars
  readonly timeframe: '1d' | '1h'
  readonly profile: string
  readonly set: Readonly<Record<string, unknown>>
  readonly costs: Partial<Costs>
  readonly sizing: string
  readonly rules: Readonly<Record<string, string | Readonly<Record<string, number>> | undefined>>
}

interface Conventions {
  readonly profile: ProfileFields
}

/** A strategy text through the reader of rules, the signals, the fills and the figures. */
export function runRules({ bars, timeframe, set, costs, sizing, rules, ...run }: Run): BacktestResult & Conventions {
  const profile = overrideProfile(findProfile(run.profile), set).fields
  const result = runBacktest({
    text: JSON.stringify({ name: 'agreement', ...rules }),
    params: {},
    series: [{ symbol: 'A', timeframe, bars }],
    profile,
    costs: { cash: 10_000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1, ...costs },
    sizing,
    seed: 0,
    benchmark: null,
  })
  return { ...result, profile }
}

export const averages = ['sma(close, 10)', 'sma(close, 30)'].join(', ')

/** Of a list that names rows by number: those rows of ours, in the order of the list. */
export function rowsNumbered<T>(rows: readonly T[], numbered: readonly (readonly unknown[])[]): T[] {
  return numbered.map(([i]) => rows[i as number]!)
}
