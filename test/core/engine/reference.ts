import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

import type { Bars } from '../../../core/market-data/bars.ts'
import type { Signals } from '../../../core/strategy/signals.ts'

const root = '../shared'
export const hasReference = existsSync(`${root}/reference/README.md`)
/** Part of a test's title, so that a run without the reference values says what it left out. */
export const orSkipped = hasReference ? '' : ' (skipped: no reference values in ../shared/reference)'

export function readReference<T>(name: string): T {
  return JSON.parse(gunzipSync(readFileSync(`${root}/reference/${name}.json.gz`)).toString('utf8')) as T
}

export function readBars(file: string): Bars {
  const lines = readFileSync(`${root}/data/${file}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  const column = (index: number) => Float64Array.from(lines, (cells) => Number(cells[index]))
  const ts = Float64Array.from(lines, ([time]) =>
    Date.parse(`${time!.replace(' ', 'T')}${time!.length > 10 ? 'Z' : ''}`),
  )
  return {
    rows: lines.length,
    ts,
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  }
}

/** Simple average from whole ticks, so that equal decimal averages are equal doubles. */
export function average(values: Float64Array, n: number, decimals: number): Float64Array {
  const scale = 10 ** decimals
  const out = new Float64Array(values.length).fill(Number.NaN)
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    sum += Math.round(values[i]! * scale)
    if (i >= n) sum -= Math.round(values[i - n]! * scale)
    if (i >= n - 1) out[i] = sum / (n * scale)
  }
  return out
}

/** `lastDifference`: the last bar on which both differed was on the other side. */
export function crossesByLastDifference(a: Float64Array, b: Float64Array): { up: Uint8Array; down: Uint8Array } {
  const up = new Uint8Array(a.length)
  const down = new Uint8Array(a.length)
  let side = 0
  for (let i = 0; i < a.length; i++) {
    const now = a[i]! > b[i]! ? 1 : a[i]! < b[i]! ? -1 : 0
    if (now > 0 && side < 0) up[i] = 1
    if (now < 0 && side > 0) down[i] = 1
    if (now !== 0) side = now
  }
  return { up, down }
}

/** `strict`: on opposite sides on two bars in a row. */
export function crossesStrictly(a: Float64Array, b: Float64Array): { up: Uint8Array; down: Uint8Array } {
  const up = new Uint8Array(a.length)
  const down = new Uint8Array(a.length)
  for (let i = 1; i < a.length; i++) {
    if (a[i]! > b[i]! && a[i - 1]! < b[i - 1]!) up[i] = 1
    if (a[i]! < b[i]! && a[i - 1]! > b[i - 1]!) down[i] = 1
  }
  return { up, down }
}

export function signalsOf(rows: number, rules: Partial<Signals>): Signals {
  return {
    rows,
    entryLong: null,
    exitLong: null,
    entryShort: null,
    exitShort: null,
    stopLoss: null,
    takeProfit: null,
    targets: null,
    trailingStop: null,
    trailingThen: null,
    trailingAfter: null,
    maxBarsHeld: null,
    entryLimit: null,
    entryStop: null,
    weight: null,
    rebalance: null,
    sizing: { kind: 'percent', percent: 100 },
    cooldown: 0,
    constraints: { lotSize: null, allowShort: true, maxPositions: 1 },
    lookback: 0,
    warmUp: 0,
    members: null,
    leaving: 'close',
    ...rules,
  }
}

export function constant(rows: number, value: number): Float64Array {
  return new Float64Array(rows).fill(value)
}

/** Relative distance, absolute near zero. */
export function distance(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(1e-3, Math.abs(b))
}
