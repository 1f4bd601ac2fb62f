import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Indicator, InputName } from '../../../core/indicators/indicator.ts'
import { longestHistory } from '../../../core/indicators/kernels.ts'
import { findIndicator, indicators } from '../../../core/indicators/registry.ts'
import { createStream } from '../../../core/indicators/stream.ts'
import { type Columns, inputsOf, paramsOf, priceColumns } from './columns.ts'

function named(indicator: Indicator, values: readonly number[]): Record<string, number> {
  return Object.fromEntries(indicator.params.map((param, k) => [param.name, values[k]!]))
}

/** The outputs of a stream that has taken every row of `inputs`, a column an output. */
function streamed(indicator: Indicator, inputs: readonly Float64Array[], params: readonly number[]): Float64Array[] {
  const rows = inputs[0]!.length
  const { update } = createStream(indicator, named(indicator, params))
  const columns = indicator.outputs.map(() => new Float64Array(rows))
  for (let i = 0; i < rows; i++) {
    const bar: Partial<Record<InputName, number>> = {}
    for (const [k, input] of indicator.inputs.entries()) bar[input] = inputs[k]![i]!
    for (const [k, value] of update(bar).entries()) columns[k]![i] = value
  }
  return columns
}

/** Where the two are not the same double. */
function apart(got: Float64Array, want: Float64Array): string[] {
  const found: string[] = []
  for (const [i, value] of want.entries()) {
    const same = got[i] === value || (Number.isNaN(got[i]) && Number.isNaN(value))
    if (!same) found.push(`[${i}] is ${got[i]}, the batch form has ${value}`)
  }
  return found.slice(0, 3)
}

describe('bar by bar', () => {
  for (const indicator of indicators) {
    test(`${indicator.name} (${indicator.stream.form}) has the batch form's values, with and without a gap before the data`, () => {
      fc.assert(
        fc.property(priceColumns, paramsOf(indicator), fc.nat(3), fc.boolean(), (columns, params, gap, rough) => {
          const inputs = inputsOf(indicator, columns).map((column) => {
            // Values that stop being decimal half way switch the sums to their other form.
            const half = column.length >> 1
            const values = column.map((value, i) => (rough && i >= half ? value * (1 + 1e-9 * Math.sin(i)) : value))
            return Float64Array.from({ length: values.length + gap }, (_, i) =>
              i < gap ? Number.NaN : values[i - gap]!,
            )
          })
          const batch = indicator.calc(inputs, params)
          for (const [k, column] of streamed(indicator, inputs, params).entries()) {
            expect(apart(column, batch[k]!)).toEqual([])
          }
        }),
        { numRuns: 30 },
      )
    })
  }
})

/** Bars for several of the blocks in which compiled kernels work: a walk in cents, then one of doubles, flat stretches in both. */
function longColumns(rows: number): Columns {
  let state = 7
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const names = ['open', 'high', 'low', 'close', 'volume', 'real', 'real1', 'ts'] as const
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(rows)])) as Columns
  let last = 100
  for (let i = 0; i < rows; i++) {
    const still = i % 500 > 450
    const unit = i > 0.6 * rows ? 0.01 + 1e-5 * Math.PI : 0.01
    const next = still ? last : Math.max(5, last + Math.round(40 * (random() - 0.5)) * unit)
    columns.open[i] = last
    columns.close[i] = columns.real[i] = next
    columns.high[i] = Math.max(last, next) + (still ? 0 : Math.round(20 * random()) * unit)
    columns.low[i] = Math.min(last, next) - (still ? 0 : Math.round(20 * random()) * unit)
    columns.volume[i] = still ? 0 : Math.round(1000 * random())
    columns.real1[i] = 2 + Math.floor(29 * random())
    columns.ts[i] = i * 3_600_000
    last = next
  }
  return columns
}

describe('bar by bar over several blocks', () => {
  const columns = longColumns(7001)
  for (const indicator of indicators) {
    test(`${indicator.name} has the batch form's values`, () => {
      const params = indicator.params.map((param) => param.default)
      const inputs = inputsOf(indicator, columns)
      const batch = indicator.calc(inputs, params)
      for (const [k, column] of streamed(indicator, inputs, params).entries()) {
        expect(apart(column, batch[k]!)).toEqual([])
      }
    })
  }
})

describe('windows about as long as a compiled kernel looks back on', () => {
  const columns = longColumns(4600)
  const names = (
    'sma wma trima kama hma sum var stddev bbands linearreg correl vwma mfi cmf er cmou mom roc adr qstick atr adxr ' +
    'vortex rsi ema accbands'
  ).split(' ')
  test.each(names)('%s', (name) => {
    const indicator = findIndicator(name)!
    const inputs = inputsOf(indicator, columns)
    for (const n of [longestHistory, longestHistory + 1, longestHistory + 2]) {
      const params = indicator.params.map((param) => (param.name === 'timeperiod' ? n : param.default))
      const batch = indicator.calc(inputs, params)
      for (const [k, column] of streamed(indicator, inputs, params).entries()) {
        expect({ n, apart: apart(column, batch[k]!) }).toEqual({ n, apart: [] })
      }
    }
  })
})

test('a window form reads no more bars than its look-back and this one', () => {
  const windows = indicators.filter((indicator) => indicator.stream.form === 'window')
  expect(windows.length).toBeGreaterThan(20)
  fc.assert(
    fc.property(priceColumns, fc.constantFrom(...windows), (columns, indicator) => {
      const params = indicator.params.map((param) => Math.min(param.default, Math.max(param.min, 8)))
      const inputs = inputsOf(indicator, columns)
      const rows = indicator.lookback(params) + 1
      const whole = indicator.calc(inputs, params)
      const tail = indicator.calc(
        inputs.map((column) => column.slice(-rows)),
        params,
      )
      for (const [k, column] of tail.entries()) expect(column.at(-1)).toBe(whole[k]!.at(-1))
    }),
    { numRuns: 300 },
  )
})

test('memory does not grow with the bars', () => {
  const names = ['sma', 'ema', 'bbands', 'stoch', 'linearreg', 'cdlengulfing', 'ht_trendmode', 'mavp', 'minmaxindex']
  const streams = names.map((name) => createStream(findIndicator(name)!))
  let price = 100
  const feed = (bars: number) => {
    for (let i = 0; i < bars; i++) {
      const open = price
      price = 100 + ((i * 7919) % 1000) / 100
      const bar = { open, high: Math.max(open, price), low: Math.min(open, price), close: price, volume: 1 }
      for (const stream of streams) stream.update({ ...bar, real1: 5 + (i % 9) })
    }
    return process.memoryUsage().arrayBuffers
  }
  const before = feed(500)
  expect(feed(20_000)).toBeLessThanOrEqual(before + 1024)
})

test('a bar without a column that the indicator reads is refused by name', () => {
  const { update } = createStream(findIndicator('atr')!)
  expect(() => update({ high: 2, low: 1 })).toThrow(/atr: the bar has no 'close'/)
  expect(() => createStream(findIndicator('sma')!, { timeperiod: 0 })).toThrow(/timeperiod/)
})
