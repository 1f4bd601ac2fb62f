import { describe, expect, test } from 'vitest'
import { findIndicator, indicators } from '../../../core/indicators/registry.ts'
import type { Indicator, InputName } from '../../../core/indicators/indicator.ts'
import { paramValues } from '../../../core/indicators/calc.ts'
import { type Bars, sliceBars } from '../../../core/market-data/bars.ts'
import { differences, readBars, readReference, skipReason } from './reference.ts'

interface Entry {
  function: string
  inputs: Record<string, string | string[]>
  parameters: Record<string, number>
  lookback: number
  outputs: Record<string, (number | null)[]>
  types: Record<string, 'float' | 'int'>
}

const groups = ['overlap', 'momentum', 'price-stat-vol', 'cycle-math', 'patterns']
const files = groups.flatMap((group) => [`talib-goog-default-${group}`, `talib-goog-alt-${group}`])

/** Columns in our order: any series first (`price`, `price0`, `price1`), then columns of the bar. */
function columnsOf(entry: Entry, inputs: readonly InputName[], bars: Bars): Float64Array[] {
  const column = (name: string): Float64Array => {
    if (name === 'periods') return Float64Array.from(bars.close, (_, i) => 2 + ((7 * i) % 29))
    if (name === 'close / 1000') return bars.close.map((value) => value / 1000)
    return bars[name as 'close']
  }
  return inputs.map((input) => {
    if (input === 'real') return column(String(entry.inputs['price'] ?? entry.inputs['price0'] ?? entry.inputs['real']))
    if (input === 'real1') return column(String(entry.inputs['price1'] ?? entry.inputs['periods']))
    return bars[input]
  })
}

function paramsNamed(indicator: Indicator, values: number[]): Record<string, number> {
  return Object.fromEntries(indicator.params.map((param, k) => [param.name, values[k]!]))
}

const absent = skipReason !== ''

describe.skipIf(absent)(`TA-Lib 0.8 on GOOG${skipReason}`, () => {
  const seen = new Set<string>()
  const bars = absent ? undefined : readBars('goog-daily.csv')
  for (const file of absent ? [] : files) {
    for (const entry of readReference<{ functions: Entry[] }>(file).functions) {
      const indicator = findIndicator(entry.function.toLowerCase())
      if (indicator === undefined) continue
      seen.add(indicator.name)
      test(`${entry.function} ${JSON.stringify(entry.parameters)}`, () => {
        const params = paramValues(indicator, entry.parameters)
        const defaults = file.includes('default')
          ? entry.parameters
          : paramsNamed(indicator, paramValues(indicator, {}))
        expect(paramsNamed(indicator, paramValues(indicator, {}))).toEqual(defaults)
        expect(indicator.lookback(params)).toBe(entry.lookback)
        expect(indicator.outputs.map((output) => output.name)).toEqual(Object.keys(entry.outputs))
        const outputs = indicator.calc(columnsOf(entry, indicator.inputs, bars!), params)
        for (const [k, [name, expected]] of Object.entries(entry.outputs).entries()) {
          // TA-Lib has no missing whole number: its warm-up is 0, ours is missing.
          expect(differences(outputs[k]!, expected, name, entry.types[name] === 'int' ? entry.lookback : 0)).toEqual([])
        }
      })
    }
  }

  test('61 candlestick patterns on 5000 minutes of BTC', () => {
    const minutes = sliceBars(readBars('btc-perp-1m-2022-01.csv'), 0, 5000)
    const entries = readReference<{ functions: Entry[] }>('talib-btc1m-patterns').functions
    const found = entries.flatMap((entry) => {
      const indicator = findIndicator(entry.function.toLowerCase())!
      const [signal] = indicator.calc(columnsOf(entry, indicator.inputs, minutes), paramValues(indicator, {}))
      return differences(signal!, entry.outputs['integer']!, entry.function, entry.lookback)
    })
    expect(entries.length).toBe(61)
    expect(found).toEqual([])
  })

  test('all 201 functions of TA-Lib are in the registry, and every entry that names TA-Lib was compared', () => {
    expect(seen.size).toBe(201)
    const claimed = indicators
      .filter((indicator) => indicator.source.includes('TA-Lib'))
      .map((indicator) => indicator.name)
    expect(claimed.filter((name) => !seen.has(name))).toEqual([])
  })
})
