import { mergedTimes } from '../engine/portfolio/merged-times.ts'
import { finishSteps, type Steps } from '../lib/steps.ts'
import { firstAtOrAfter, sliceBars, type Bars } from '../market-data/bars.ts'
import type { Signals } from '../strategy/signals.ts'
import { numberRules, truthRules } from '../strategy/strategy.ts'

const columns = [...truthRules, ...numberRules]

export interface CausalityCheck {
  /** The signals of each series; rules may look at all of them. */
  readonly evaluate: (series: readonly Bars[]) => readonly Signals[]
  readonly series: readonly Bars[]
  /** How many times are tried as the present. */
  readonly points: number
  readonly seed: number
}

export interface CausalityReport {
  /** Times that were tried, each with every kind of changed future. */
  readonly points: number
  readonly passed: boolean
  /** The earliest bar seen whose signal depended on a later bar; `ts` is its start in Unix ms. */
  readonly firstViolation?: {
    readonly rule: string
    readonly series: number
    readonly bar: number
    readonly ts: number
  }
}

type Change = (bars: Bars, t: number, seed: number) => Bars

/**
 * Whether signals depend on the future: for several times t, everything after t is cut off, replaced by noise and turned
 * around, in all series at once, and every column of each must stay the same, bit by bit, up to and including t.
 */
export function checkCausality(check: CausalityCheck): CausalityReport {
  return finishSteps(causalitySteps(check))
}

/** The same in steps; yields the share that is done. */
export function* causalitySteps({ evaluate, series, points, seed }: CausalityCheck): Steps<number, CausalityReport> {
  const original = evaluate(series)
  const ts = mergedTimes(series.map((bars) => ({ bars })))
  const lookback = Math.max(0, ...original.map((signals) => signals.lookback))
  const presents = choosePresents(ts.length, lookback, points, seed)
  let first: NonNullable<CausalityReport['firstViolation']> | undefined
  let done = 0
  for (const t of presents) {
    // The bar at or before the present in each series, -1 where it has none yet.
    const last = series.map((bars) => firstAtOrAfter(bars.ts, ts[t]! + 1) - 1)
    for (const change of changes) {
      yield done++ / (presents.length * changes.length)
      const changed = evaluate(series.map((bars, i) => change(bars, last[i]!, seed + last[i]! + 7919 * i)))
      original.forEach((signals, i) => {
        const found = firstDifference(signals, changed[i]!, last[i]! + 1)
        if (found === null) return
        const time = series[i]!.ts[found.bar]!
        if (first === undefined || time < first.ts) first = { ...found, series: i, ts: time }
      })
    }
  }
  return {
    points: presents.length,
    passed: first === undefined,
    ...(first === undefined ? {} : { firstViolation: first }),
  }
}

/**
 * One bar anywhere, the others spread over those on which the rules have values, one at random within each equal part.
 * The last bar has no future and is never one.
 */
function choosePresents(rows: number, lookback: number, points: number, seed: number): number[] {
  const usable = Math.max(0, rows - 1)
  const random = generator(seed)
  const count = Math.min(points, usable)
  const from = lookback < usable ? lookback : 0
  return Array.from({ length: count }, (_, k) => {
    if (k === 0) return Math.floor(random() * usable)
    return Math.min(usable - 1, from + Math.floor(((k - random()) * (usable - from)) / (count - 1)))
  })
}

function firstDifference(a: Signals, b: Signals, rows: number): { rule: string; bar: number } | null {
  let first: { rule: string; bar: number } | null = null
  if (rows === 0) return null
  for (const rule of columns) {
    const x = a[rule]
    const y = b[rule]
    const until = first?.bar ?? rows
    if ((x === null) !== (y === null)) return { rule, bar: 0 }
    if (x === null || y === null) continue
    for (let i = 0; i < until; i++) {
      if (Object.is(x[i], y[i])) continue
      first = { rule, bar: i }
      break
    }
  }
  return first
}

const changes: readonly Change[] = [(bars, t) => sliceBars(bars, 0, t + 1), withNoise, withFutureReversed]

/** The rows after t as unrelated prices around 1000 times smaller to larger; bar times stay. */
function withNoise(bars: Bars, t: number, seed: number): Bars {
  const random = generator(seed)
  const copy = copied(bars)
  const known = t < 0 ? 1 : bars.close[t]!
  const level = known > 0 ? known : 1
  for (let i = t + 1; i < bars.rows; i++) {
    const open = level * Math.exp((random() - 0.5) * 14)
    const close = open * Math.exp((random() - 0.5) * 2)
    copy.open[i] = open
    copy.close[i] = close
    copy.high[i] = Math.max(open, close) * (1 + random())
    copy.low[i] = Math.min(open, close) / (1 + random())
    copy.volume[i] = Math.round(random() * 1e9)
  }
  return copy
}

function withFutureReversed(bars: Bars, t: number): Bars {
  const copy = copied(bars)
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) copy[name].subarray(t + 1).reverse()
  return copy
}

function copied({ rows, ts, open, high, low, close, volume }: Bars): Bars {
  return {
    rows,
    ts: ts.slice(),
    open: open.slice(),
    high: high.slice(),
    low: low.slice(),
    close: close.slice(),
    volume: volume.slice(),
  }
}

/** The 32-bit state of a Weyl sequence passed through two rounds of xor-multiply; uniform in [0, 1). */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}
