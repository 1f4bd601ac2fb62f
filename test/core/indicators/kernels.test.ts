import { describe, expect, it } from 'vitest'
import { longestHistory, runKernel } from '../../../core/indicators/kernels.ts'
import { indicators } from '../../../core/indicators/registry.ts'
import { rollingMax, rollingMin } from '../../../core/indicators/rolling-extreme.ts'
import { inputsOf, type Columns } from './columns.ts'

const rows = 10_001
/** A series that goes nowhere, with a few missing values far apart. */
const x = Float64Array.from({ length: rows }, (_, i) => (i % 2999 === 2998 ? Number.NaN : Math.sin(i * i) * 100))

/** From the definition: the furthest of each window, missing where a value of the window is. */
function byDefinition(values: Float64Array, n: number, from: number, furthest: (...of: number[]) => number) {
  return values.map((_, i) =>
    i < from + n - 1 ? Number.NaN : values.subarray(i - n + 1, i + 1).reduce((best, value) => furthest(best, value)),
  )
}

describe('compiled kernels over blocks of rows', () => {
  it.each([1, 2, 3, 4, 5, 15, 16, 17, 30, 64, 100])('extremes of %i values', (n) => {
    expect(rollingMax(x, n, 3)).toStrictEqual(byDefinition(x, n, 3, Math.max))
    expect(rollingMin(x, n, 3)).toStrictEqual(byDefinition(x, n, 3, Math.min))
  })

  it.each([longestHistory - 1, longestHistory, longestHistory + 1])(
    'extremes of %i values, about as many as a kernel looks back on',
    (n) => {
      const head = x.slice(2999, 2999 + n + 40)
      expect(rollingMax(head, n)).toStrictEqual(byDefinition(head, n, 0, Math.max))
      expect(rollingMin(head, n)).toStrictEqual(byDefinition(head, n, 0, Math.min))
    },
  )

  it('leaves alone what lies before the first row to write', () => {
    const out = new Float64Array(rows).fill(7)
    runKernel('highest', [x], [out], [3], { history: 2, from: 5000 })
    expect([...out.subarray(4998, 5001)]).toStrictEqual([7, 7, Math.max(x[4998]!, x[4999]!, x[5000]!)])
  })

  it('writes nothing where there is no row to write', () => {
    const out = new Float64Array(4).fill(7)
    runKernel('highest', [x.subarray(0, 4)], [out], [9], { history: 8 })
    expect([...out]).toStrictEqual([7, 7, 7, 7])
  })
})

/** Bars of a few blocks whose prices lie about `level`, in steps of a hundredth or of no decimal number. */
function bars(level: number, unit: number): Columns {
  const column = (of: (i: number) => number) => Float64Array.from({ length: 9001 }, (_, i) => of(i))
  const at = (i: number) => level + Math.round(40 * Math.sin(i * 0.7) + 9 * Math.sin(i * i))
  const price = (of: (i: number) => number) => column((i) => (unit === 100 ? of(i) / 100 : of(i) * unit))
  return {
    open: price((i) => at(i - 1)),
    high: price((i) => Math.max(at(i), at(i - 1)) + (i % 7)),
    low: price((i) => Math.min(at(i), at(i - 1)) - (i % 5)),
    close: price(at),
    real: price(at),
    real1: price((i) => level / 50 + (i % 11)),
    volume: column((i) => 1000 + ((i * 37) % 501)),
    ts: column((i) => i * 3_600_000),
  }
}

describe('kernels keep nothing of a series', () => {
  const [one, other] = [bars(5000, 100), bars(700, Math.PI)]
  const calc = (columns: Columns) =>
    indicators.map((indicator) =>
      indicator.calc(
        inputsOf(indicator, columns),
        indicator.params.map((param) => param.default),
      ),
    )

  it('every indicator has the same values again after it ran on another series', { timeout: 60_000 }, () => {
    const first = calc(one)
    calc(other)
    const again = calc(one)
    for (const [k, indicator] of indicators.entries()) expect(again[k], indicator.name).toEqual(first[k])
  })
})
