import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rollingMean, rollingSum } from '../../../core/indicators/rolling-sum.ts'
import { createTickFinder } from '../../../core/indicators/ticks.ts'
import { wma } from '../../../core/indicators/weighted-average.ts'

/** The nearest double of `numerator / denominator`, by way of its first 40 decimals. */
function nearest(numerator: bigint, denominator: bigint): number {
  const sign = numerator < 0n ? '-' : ''
  const scaled = ((numerator < 0n ? -numerator : numerator) * 10n ** 40n) / denominator
  const digits = scaled.toString().padStart(41, '0')
  return Number(`${sign}${digits.slice(0, -40)}.${digits.slice(-40)}`)
}

const decimalSeries = fc
  .integer({ min: 0, max: 8 })
  .chain((decimals) =>
    fc
      .array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), { minLength: 1, maxLength: 60 })
      .map((ticks) => ({ decimals, ticks })),
  )

describe('decimal-exact sums', () => {
  test('a mean of decimal prices is the double nearest the true quotient', () => {
    fc.assert(
      fc.property(decimalSeries, fc.integer({ min: 1, max: 20 }), ({ decimals, ticks }, n) => {
        const scale = 10 ** decimals
        const values = Float64Array.from(ticks, (tick) => tick / scale)
        const mean = rollingMean(values, n)
        const sum = rollingSum(values, n)
        expect(mean.subarray(0, n - 1).every((value) => Number.isNaN(value))).toBe(true)
        for (let i = n - 1; i < ticks.length; i++) {
          const total = ticks.slice(i - n + 1, i + 1).reduce((a, b) => a + BigInt(b), 0n)
          expect(mean[i]! - nearest(total, BigInt(n) * BigInt(scale))).toBe(0)
          expect(sum[i]! - nearest(total, BigInt(scale))).toBe(0)
        }
      }),
    )
  })

  test('a weighted mean of decimal prices is the double nearest the true quotient', () => {
    fc.assert(
      fc.property(decimalSeries, fc.integer({ min: 1, max: 20 }), ({ decimals, ticks }, n) => {
        const scale = 10 ** decimals
        const values = wma(
          Float64Array.from(ticks, (tick) => tick / scale),
          n,
        )
        for (let i = n - 1; i < ticks.length; i++) {
          const total = ticks.slice(i - n + 1, i + 1).reduce((a, b, k) => a + BigInt(b) * BigInt(k + 1), 0n)
          expect(values[i]! - nearest(total, BigInt((n * (n + 1)) / 2) * BigInt(scale))).toBe(0)
        }
      }),
    )
  })

  test('the fewest decimals are found, and the head ends at the first value that is no short decimal', () => {
    const head = (values: number[], weight: number) => {
      const finder = createTickFinder(weight)
      const end = values.findIndex((value) => !finder.take(value))
      return { scale: finder.scale(), end: end < 0 ? values.length : end }
    }
    expect(head([1, 2.5, 3.25], 1)).toEqual({ scale: 100, end: 3 })
    expect(head([1.5, 1 / 3, 2.5], 1)).toEqual({ scale: 10, end: 1 })
    expect(head([Number.NaN, 1], 1).end).toBe(0)
    // Ten decimals are too many; so are eight where the ticks would pass 2^53.
    expect(head([0.0000000001], 1).end).toBe(0)
    expect(head([123456789, 0.12345678], 1).end).toBe(1)
    expect(head([90071992, 0.5], 2 ** 28).end).toBe(0)
  })

  test('other values are summed with compensation, restarts included', () => {
    const x = Float64Array.from(
      { length: 5000 },
      (_, i) => Math.round((i % 7 === 0 ? 1e15 / 3 : Math.sin(i) / 7) * 2 ** 40) / 2 ** 40,
    )
    const n = 21
    const sums = rollingSum(x, n)
    for (let i = n - 1; i < x.length; i += 13) {
      // Exact: every value is a whole number of 2^-40.
      let exact = 0n
      for (let j = i - n + 1; j <= i; j++) exact += BigInt(x[j]! * 2 ** 40)
      const expected = nearest(exact, 2n ** 40n)
      expect(Math.abs(sums[i]! - expected)).toBeLessThanOrEqual(Math.abs(expected) * 2 ** -52)
    }
  })

  test('a missing value inside spoils only the windows that hold it', () => {
    const x = Float64Array.from({ length: 40 }, (_, i) => (i === 10 ? Number.NaN : i / 4))
    const mean = rollingMean(x, 5)
    const expected = Float64Array.from({ length: 40 }, (_, i) =>
      i < 4 || (i >= 10 && i < 15) ? Number.NaN : (i - 2) / 4,
    )
    expect(mean).toEqual(expected)
  })
})
