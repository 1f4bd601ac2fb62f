import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Indicator, InputName } from '../../../core/indicators/indicator.ts'
import { findIndicator, indicators } from '../../../core/indicators/registry.ts'
import { createStream } from '../../../core/indicators/stream.ts'
import { inputsOf, paramsOf, priceColumns } from './columns.ts'

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
