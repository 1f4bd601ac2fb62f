import { describe, expect, it } from 'vitest'
import { longestHistory, runKernel } from '../../../core/indicators/kernels.ts'
import { rollingMax, rollingMin } from '../../../core/indicators/rolling-extreme.ts'

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
