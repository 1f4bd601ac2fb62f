import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findIndicator } from '../../../core/indicators/registry.ts'
import { numbersOf, randomBars } from '../strategy/evaluating.ts'

function calc(name: string, x: readonly number[], ...params: number[]): Float64Array {
  return findIndicator(name)!.calc([Float64Array.from(x)], params)[0]!
}

/** Normal deviates of a small generator of our own (Box and Muller 1958). */
function noise(count: number, seed: number): number[] {
  let state = seed >>> 0
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  return Array.from({ length: count }, () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random()))
}

const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const walk = (moves: readonly number[]) => moves.map((_, i) => 100 * Math.exp(0.01 * total(moves.slice(0, i + 1))))

describe('z-score', () => {
  test('is the distance from the mean in sample deviations, 0 where nothing varies', () => {
    const x = walk(noise(80, 5)).map((value, i) => (i > 40 && i < 60 ? 101.5 : value))
    const scores = calc('zscore', x, 8)
    for (let i = 7; i < x.length; i++) {
      const window = x.slice(i - 7, i + 1)
      const mean = total(window) / 8
      const deviation = Math.sqrt(total(window.map((value) => (value - mean) ** 2)) / 7)
      expect(scores[i]).toBeCloseTo(window.every((value) => value === window[0]) ? 0 : (x[i]! - mean) / deviation, 8)
    }
  })

  test('is in rules the function of the same name, with the same values', () => {
    const bars = randomBars(120, 3)
    const inRules = numbersOf('zscore(close, 14)', bars)
    const indicator = calc('zscore', [...bars.close], 14)
    for (let i = 13; i < 120; i++) expect(inRules[i]).toBeCloseTo(indicator[i]!, 9)
  })
})

describe('Hurst exponent', () => {
  test('is 1 for steady growth, 0.5 for a random walk and near 0 for noise about a level', () => {
    const steady = Array.from({ length: 300 }, (_, i) => 100 * 1.001 ** i)
    expect(calc('hurst', steady, 100, 19).at(-1)).toBeCloseTo(1, 9)
    const many = Array.from({ length: 20 }, (_, seed) => calc('hurst', walk(noise(1000, seed)), 1000, 19).at(-1)!)
    expect(total(many) / many.length).toBeCloseTo(0.5, 1)
    const level = noise(1000, 7).map((value) => 100 * Math.exp(0.01 * value))
    expect(Math.abs(calc('hurst', level, 1000, 19).at(-1)!)).toBeLessThan(0.03)
  })

  test('is the slope of ln mean move on ln bars over the window', () => {
    const x = walk(noise(140, 11))
    const exponents = calc('hurst', x, 40, 7)
    for (const i of [39, 40, 77, 139]) {
      const window = x.slice(i - 39, i + 1).map(Math.log)
      const points = Array.from({ length: 7 }, (_, k) => {
        const moves = window.slice(k + 1).map((value, j) => Math.abs(value - window[j]!))
        return [Math.log(k + 1), Math.log(total(moves) / moves.length)] as const
      })
      const [mx, my] = [total(points.map(([px]) => px)) / 7, total(points.map(([, py]) => py)) / 7]
      const slope = total(points.map(([px, py]) => (px - mx) * (py - my))) / total(points.map(([px]) => (px - mx) ** 2))
      expect(exponents[i]).toBeCloseTo(slope, 9)
    }
    expect(exponents[38]).toBeNaN()
  })

  test('has no value where nothing moves', () => {
    expect(
      calc(
        'hurst',
        Array.from({ length: 50 }, () => 5),
        20,
        5,
      ).every(Number.isNaN),
    ).toBe(true)
  })
})

describe('fractional difference', () => {
  const x = walk(noise(60, 2))

  test('of order 0, 1 and 2 is the series, its difference and the difference of that', () => {
    expect([...calc('fracdiff', x, 0, 1e-4)]).toEqual(x)
    const [first, second] = [calc('fracdiff', x, 1, 1e-4), calc('fracdiff', x, 2, 1e-4)]
    for (let i = 2; i < x.length; i++) {
      expect(first[i]).toBeCloseTo(x[i]! - x[i - 1]!, 9)
      expect(second[i]).toBeCloseTo(x[i]! - 2 * x[i - 1]! + x[i - 2]!, 9)
    }
  })

  test('of order one half has the weights of the binomial series of (1 - B)^0.5, down to the threshold', () => {
    const weights = [1, -1 / 2, -1 / 8, -1 / 16, -5 / 128, -7 / 256]
    const indicator = findIndicator('fracdiff')!
    expect(indicator.lookback([0.5, 0.027])).toBe(5)
    expect(indicator.lookback([0.5, 0.028])).toBe(4)
    const found = calc('fracdiff', x, 0.5, 0.027)
    for (let i = 5; i < x.length; i++) {
      expect(found[i]).toBeCloseTo(total(weights.map((weight, k) => weight * x[i - k]!)), 9)
    }
  })

  test('of two orders one after the other is that of their sum, while the whole past is in the window', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 0.9, noNaN: true }), (d) => {
        // The weights themselves, as the answer to an impulse after a long silence.
        const impulse = Array.from({ length: 8001 }, (_, i) => (i === 4000 ? 1 : 0))
        const weightsOf = (order: number) => Array.from(calc('fracdiff', impulse, order, 1e-3).subarray(4000, 4012))
        const [a, b] = [weightsOf(d), weightsOf(1 - d)]
        const product = Array.from({ length: 8 }, (_, k) => total(a.slice(0, k + 1).map((w, j) => w * b[k - j]!)))
        for (const [k, value] of [1, -1, 0, 0, 0, 0, 0, 0].entries()) expect(product[k]).toBeCloseTo(value, 2)
      }),
      { numRuns: 10 },
    )
  })
})
