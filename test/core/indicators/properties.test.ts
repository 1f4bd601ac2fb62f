import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indicators } from '../../../core/indicators/registry.ts'
import { inputsOf, paramsOf, priceColumns, unitDomain } from './columns.ts'

const indexed = new Set(['maxindex', 'minindex', 'minmaxindex'])

describe('every indicator', () => {
  for (const indicator of indicators) {
    const cases = fc.tuple(priceColumns, paramsOf(indicator))

    test(`${indicator.name}: a longer series never changes an earlier value`, () => {
      fc.assert(
        fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), ([columns, params], share) => {
          const inputs = inputsOf(indicator, columns)
          const rows = Math.floor(share * inputs[0]!.length)
          const whole = indicator.calc(inputs, params)
          const head = indicator.calc(
            inputs.map((column) => column.slice(0, rows)),
            params,
          )
          for (const [k, column] of whole.entries()) expect(head[k]).toEqual(column.slice(0, rows))
        }),
        { numRuns: 25 },
      )
    })

    test(`${indicator.name}: the look-back is the number of missing values at the start, and gaps before the data shift it`, () => {
      fc.assert(
        fc.property(cases, fc.nat(5), ([columns, params], gap) => {
          const inputs = inputsOf(indicator, columns)
          const before = inputs.map((column) => column.slice())
          const rows = inputs[0]!.length
          const plain = indicator.calc(inputs, params)
          expect(inputs).toEqual(before)
          expect(plain.length).toBe(indicator.outputs.length)
          expect(new Set([...inputs, ...plain].map((column) => column.buffer)).size).toBe(
            new Set(inputs).size + plain.length,
          )
          const lookback = indicator.lookback(params)
          for (const column of plain) {
            expect(column.length).toBe(rows)
            const first = column.findIndex((value) => !Number.isNaN(value))
            if (indicator.missing === undefined) expect(first).toBe(lookback < rows ? lookback : -1)
            else expect(first < 0 || first >= lookback).toBe(true)
          }
          const late = inputs.map((column) =>
            Float64Array.from({ length: rows + gap }, (_, i) => (i < gap ? Number.NaN : column[i - gap]!)),
          )
          for (const [k, column] of indicator.calc(late, params).entries()) {
            expect(column.subarray(0, gap).every((value) => Number.isNaN(value))).toBe(true)
            // Outputs that are row numbers move with the gap.
            const moved = indexed.has(indicator.name) ? plain[k]!.map((row) => row + gap) : plain[k]
            expect(column.slice(gap)).toEqual(moved)
          }
        }),
        { numRuns: 25 },
      )
    })

    test(`${indicator.name}: constant prices and short series give values or nothing, never an error`, () => {
      for (const rows of [0, 1, 2, 5, 300]) {
        const level = unitDomain.has(indicator.name) ? 0.1 + 0.2 : 100.1
        const inputs = indicator.inputs.map(() => new Float64Array(rows).fill(level))
        const params = indicator.params.map((param) => param.default)
        for (const column of indicator.calc(inputs, params)) {
          expect(column.length).toBe(rows)
          const lookback = Math.min(rows, indicator.lookback(params))
          expect(column.subarray(0, lookback).every((value) => Number.isNaN(value))).toBe(true)
          const values = column.subarray(lookback)
          if (indicator.missing === undefined) expect(values.every((value) => !Number.isNaN(value))).toBe(true)
        }
      }
    })
  }
})
