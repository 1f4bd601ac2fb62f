import { describe, expect, it } from 'vitest'

import { calcIndicator, paramValues } from '../../../core/indicators/calc.ts'
import { findIndicator } from '../../../core/indicators/registry.ts'
import { barsOf, readFixture } from './series.ts'
import type { SeriesName } from './series.ts'

interface Output {
  first: number | null
  sum: number
  count: number
  rows: [number, number | null][]
  set?: number
  hits?: [number, number][]
}
interface Entry {
  function: string
  series: SeriesName
  parameters: Record<string, number>
  lookback: number
  outputs: Record<string, Output>
}

const fixture = readFixture<{ functions: Entry[] }>('talib')
const unitDomain = new Set(['ACOS', 'ASIN', 'COSH', 'EXP', 'SINH'])
const near = (got: number, expected: number, size = Math.abs(expected)) =>
  Math.abs(got - expected) <= Math.max(1e-12, 1e-9 * size)

describe(`TA-Lib ${fixture.header.versions['TA-Lib']}`, () => {
  it('has its 201 functions, each twice', () => {
    expect(new Set(fixture.functions.map((entry) => entry.function)).size).toBe(201)
    expect(fixture.functions).toHaveLength(402)
  })

  it.each(fixture.functions)('$function on $series, $parameters', (entry) => {
    const indicator = findIndicator(entry.function.toLowerCase())!
    const bars = barsOf(fixture, entry.series)
    if (entry.series === 'sp500') {
      const defaults = paramValues(indicator, {})
      expect(Object.fromEntries(indicator.params.map(({ name }, k) => [name, defaults[k]]))).toEqual(entry.parameters)
    }
    expect(indicator.lookback(paramValues(indicator, entry.parameters))).toBe(entry.lookback)
    expect(indicator.outputs.map((output) => output.name)).toEqual(Object.keys(entry.outputs))

    const real = unitDomain.has(entry.function) ? bars.close.map((value) => value / 10_000) : undefined
    const periods = bars.close.map((_, i) => 2 + ((7 * i) % 29))
    const mavp = entry.function === 'MAVP'
    const columns = mavp
      ? calcIndicator(indicator, bars, entry.parameters, bars.close, periods)
      : calcIndicator(indicator, bars, entry.parameters, real)
    const wrong = Object.entries(entry.outputs).flatMap(([name, output], k) => differences(columns[k]!, output, name))
    expect(wrong).toEqual([])
  })
})

/** Sampled rows, the row of the first number, and how many numbers there are with which sum. */
function differences(values: Float64Array, output: Output, name: string): string[] {
  const wrong: string[] = []
  const numbers = values.filter((value) => !Number.isNaN(value))
  const first = values.findIndex((value) => !Number.isNaN(value))
  if (first !== (output.first ?? -1)) wrong.push(`${name} begins at ${first}, not ${output.first}`)
  if (numbers.length !== output.count) wrong.push(`${name} has ${numbers.length} numbers, not ${output.count}`)
  const sum = numbers.reduce((total, value) => total + value, 0)
  const size = numbers.reduce((total, value) => total + Math.abs(value), 0)
  if (!near(sum, output.sum, size)) wrong.push(`${name} adds up to ${sum}, not ${output.sum}`)
  for (const [row, expected] of [...output.rows, ...(output.hits ?? [])]) {
    const got = values[row]!
    if (expected === null ? !Number.isNaN(got) : !near(got, expected))
      wrong.push(`${name}[${row}] is ${got}, not ${expected}`)
  }
  const set = numbers.filter((value) => value !== 0).length
  if (output.set !== undefined && set !== output.set) wrong.push(`${name} is set ${set} times, not ${output.set}`)
  return wrong
}
