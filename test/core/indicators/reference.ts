import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Bars } from '../../../core/market-data/bars.ts'

const folder = '../shared/reference/'

/** Appended to test titles; empty where the reference values are there. */
export const skipReason = existsSync(folder) ? '' : ' (skipped: ../shared/reference is not there)'

export function readReference<T>(name: string): T {
  return JSON.parse(gunzipSync(readFileSync(`${folder}${name}.json.gz`)).toString('utf8')) as T
}

export function readBars(file: string): Bars {
  const lines = readFileSync(`../shared/data/${file}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','))
  const numbers = (k: number) => Float64Array.from(lines, (cells) => Number(cells[k]))
  return {
    rows: lines.length,
    ts: Float64Array.from(lines, (cells) => Date.parse(`${cells[0]!.replace(' ', 'T')}Z`)),
    open: numbers(1),
    high: numbers(2),
    low: numbers(3),
    close: numbers(4),
    volume: numbers(5),
  }
}

/** Differences found, none where `actual` agrees: 1e-9 relative, 1e-12 absolute near zero, missing in the same places. */
export function differences(
  actual: Float64Array,
  expected: readonly (number | null)[],
  label: string,
  from = 0,
): string[] {
  if (actual.length !== expected.length) return [`${label}: ${actual.length} values for ${expected.length}`]
  const found: string[] = []
  for (const [i, want] of expected.entries()) {
    const got = actual[i]!
    const same =
      want === null || i < from ? Number.isNaN(got) : Math.abs(got - want) <= Math.max(1e-12, 1e-9 * Math.abs(want))
    if (!same) found.push(`${label}[${i}] is ${got}, the reference has ${i < from ? 'no value' : want}`)
  }
  return found.slice(0, 5)
}
