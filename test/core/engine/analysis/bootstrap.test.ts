import { describe, expect, it } from 'vitest'
import { blockLength } from '../../../../core/engine/analysis/block-length.ts'
import { intervalsOf, resample } from '../../../../core/engine/analysis/bootstrap.ts'
import { uniform, xoshiro128 } from '../../../../core/engine/analysis/random.ts'

const rules = { ddof: 1, riskFree: 0, sharpeFormula: 'arithmetic' } as const
const base = { perYear: 252, years: 4, rules, resamples: 1000, level: 0.95, seed: 1 }

/** x(t) = rho x(t-1) + e(t), e standard normal by Box and Muller. */
function autoregressive(n: number, rho: number, seed: number): Float64Array {
  const random = uniform(seed)
  let last = 0
  return Float64Array.from({ length: n }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return (last = rho * last + normal)
  })
}

const meanOf = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length

describe('uniform numbers', () => {
  it('come from the words that the authors of xoshiro128** publish for the state 1, 2, 3, 4', () => {
    const next = xoshiro128([1, 2, 3, 4])
    expect(Array.from({ length: 10 }, next)).toStrictEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ])
  })

  it('have mean 1/2, variance 1/12, no correlation, and none is 1', () => {
    const random = uniform(7)
    const drawn = Float64Array.from({ length: 200_000 }, random)
    const mean = meanOf(drawn)
    expect(mean).toBeCloseTo(0.5, 2)
    expect(meanOf(drawn.map((value) => (value - mean) ** 2))).toBeCloseTo(1 / 12, 3)
    expect(meanOf(drawn.map((value, i) => (value - mean) * ((drawn[i + 1] ?? mean) - mean)))).toBeCloseTo(0, 3)
    expect(Math.max(...drawn.subarray(0, 100_000))).toBeLessThan(1)
    expect(uniform(8)()).not.toBe(uniform(7)())
  })
})

describe('stationary bootstrap (Politis and Romano 1994)', () => {
  it('has blocks of geometric length with the given mean, which go on at the beginning after the end', () => {
    const n = 1000
    const position = Float64Array.from({ length: n }, (_, i) => i)
    const sample = new Float64Array(400_000)
    resample(position, 8, uniform(3), sample)
    const lengths: number[] = []
    let length = 1
    for (let i = 1; i < sample.length; i++) {
      if (sample[i] === (sample[i - 1]! + 1) % n) length += 1
      else {
        lengths.push(length)
        length = 1
      }
    }
    expect(meanOf(lengths)).toBeCloseTo(8, 0)
    // Of a geometric distribution with success 1/8, one in eight is 1 and (7/8)^8 are longer than 8.
    expect(lengths.filter((one) => one === 1).length / lengths.length).toBeCloseTo(1 / 8, 1)
    expect(lengths.filter((one) => one > 8).length / lengths.length).toBeCloseTo((7 / 8) ** 8, 2)
    expect(sample.some((value, i) => value === 0 && sample[i - 1] === n - 1)).toBe(true)
  })

  it.each([1, 3, 10, 40])('gives the mean the variance of their Lemma 1, blocks of %d', (block) => {
    const values = autoregressive(200, 0.6, 11)
    const n = values.length
    const mean = meanOf(values)
    const circular = (lag: number) => meanOf(values.map((value, i) => (value - mean) * (values[(i + lag) % n]! - mean)))
    // Var* = (C(0) + 2 sum (1 - i/n) (1 - p)^i C(i)) / n, C the circular autocovariance.
    let expected = circular(0)
    for (let i = 1; i < n; i++) expected += 2 * (1 - i / n) * (1 - 1 / block) ** i * circular(i)
    expected /= n
    const random = uniform(5)
    const sample = new Float64Array(n)
    const means = Array.from({ length: 6000 }, () => {
      resample(values, block, random, sample)
      return meanOf(sample)
    })
    expect(meanOf(means)).toBeCloseTo(mean, 1)
    const centre = meanOf(means)
    // The standard error of a variance from 6000 draws is sqrt(2 / 6000) = 1.8 %.
    expect(meanOf(means.map((one) => (one - centre) ** 2)) / expected).toBeGreaterThan(0.93)
    expect(meanOf(means.map((one) => (one - centre) ** 2)) / expected).toBeLessThan(1.07)
  })
})

describe('block length (Politis and White 2004, corrected 2009)', () => {
  it.each([0.3, 0.5, 0.7, -0.5])('of an autoregression with %d nears (2 |rho| / (1 - rho^2))^(2/3) n^(1/3)', (rho) => {
    const n = 20_000
    const expected = ((2 * Math.abs(rho)) / (1 - rho ** 2)) ** (2 / 3) * Math.cbrt(n)
    const found = meanOf(Array.from({ length: 6 }, (_, i) => blockLength(autoregressive(n, rho, 100 + i))))
    expect(found / expected).toBeGreaterThan(0.8)
    expect(found / expected).toBeLessThan(1.2)
  })

  it('is short for independent values, 1 for values that do not vary, never above min(3 sqrt n, n / 3)', () => {
    expect(meanOf(Array.from({ length: 10 }, (_, i) => blockLength(autoregressive(5000, 0, 30 + i))))).toBeLessThan(5)
    expect(blockLength(new Float64Array(50).fill(0.01))).toBe(1)
    const trend = Float64Array.from({ length: 300 }, (_, i) => i)
    expect(blockLength(trend)).toBeLessThanOrEqual(Math.ceil(Math.min(3 * Math.sqrt(300), 100)))
    expect(blockLength(trend)).toBeGreaterThan(20)
  })

  it('is cut where the spectrum at zero all but vanishes', () => {
    const cycle =
      (...values: number[]) =>
      (_: unknown, i: number) =>
        values[i % values.length]!
    expect(blockLength(Float64Array.from({ length: 100 }, cycle(1, 0, -1)))).toBe(3 * Math.sqrt(100))
    expect(blockLength(Float64Array.from({ length: 60 }, cycle(1, 1, -1, -1)))).toBe(60 / 3)
  })

  it('does not change with scale and shift', () => {
    const values = autoregressive(800, 0.4, 2)
    const before = blockLength(values)
    expect(blockLength(values.map((value) => 3 + value / 100))).toBeCloseTo(before, 8)
  })
})

describe('intervals', () => {
  const returns = autoregressive(1008, 0, 21).map((value) => 0.0006 + value / 100)

  it('have the standard error of Lo (2002) for independent normal returns: sqrt((1 + S^2 / 2) / n) a period', () => {
    const { sharpe } = intervalsOf({ ...base, returns, resamples: 4000 })
    const daily = sharpe.estimate! / Math.sqrt(252)
    const lo = Math.sqrt((1 + daily ** 2 / 2) / returns.length) * Math.sqrt(252)
    expect(sharpe.standardError! / lo).toBeGreaterThan(0.85)
    expect(sharpe.standardError! / lo).toBeLessThan(1.15)
    expect((sharpe.high! - sharpe.low!) / (2 * 1.96 * lo)).toBeGreaterThan(0.85)
    expect((sharpe.high! - sharpe.low!) / (2 * 1.96 * lo)).toBeLessThan(1.15)
  })

  it.each([
    [0.5, 0.6745],
    [0.95, 1.96],
  ])(
    'reach to the same share of a normal distribution on either side: level %d, %d standard errors',
    (level, errors) => {
      const { sharpe } = intervalsOf({ ...base, returns, level, resamples: 4000 })
      expect(Math.abs((sharpe.estimate! - sharpe.low!) / sharpe.standardError! - errors)).toBeLessThan(0.15)
      expect(Math.abs((sharpe.high! - sharpe.estimate!) / sharpe.standardError! - errors)).toBeLessThan(0.15)
    },
  )

  it('are wider where returns are positively autocorrelated, by (1 + rho) / (1 - rho) in the variance at the most', () => {
    const width = (rho: number) => {
      const scale = Math.sqrt(1 - rho ** 2)
      const { sharpe } = intervalsOf({
        ...base,
        returns: autoregressive(4000, rho, 9).map((value) => (value * scale) / 100),
      })
      return sharpe.standardError!
    }
    const ratio = width(0.5) / width(0)
    expect(ratio).toBeGreaterThan(1.45)
    expect(ratio).toBeLessThan(Math.sqrt(3) * 1.1)
  })

  it('are the same for the same seed, and others for another', () => {
    const first = intervalsOf({ ...base, returns })
    expect(intervalsOf({ ...base, returns })).toStrictEqual(first)
    expect(intervalsOf({ ...base, returns, seed: 2 }).sharpe.low).not.toBe(first.sharpe.low)
    expect(intervalsOf({ ...base, returns, seed: 2 }).sharpe.estimate).toBe(first.sharpe.estimate)
  })

  it('hold the estimate of growth, and narrow with a lower level', () => {
    const wide = intervalsOf({ ...base, returns })
    const narrow = intervalsOf({ ...base, returns, level: 0.5 })
    for (const name of ['sharpe', 'cagr', 'maxDrawdown'] as const) {
      expect(wide[name].low!).toBeLessThan(narrow[name].low!)
      expect(wide[name].high!).toBeGreaterThan(narrow[name].high!)
    }
    expect(wide.cagr.low!).toBeLessThan(wide.cagr.estimate!)
    expect(wide.cagr.high!).toBeGreaterThan(wide.cagr.estimate!)
    expect(wide.maxDrawdown.high!).toBeLessThanOrEqual(0)
  })

  it('are exact where nothing is uncertain', () => {
    const { sharpe, cagr, maxDrawdown } = intervalsOf({ ...base, returns: new Float64Array(1008).fill(0.001) })
    expect(sharpe).toStrictEqual({ estimate: null, low: null, high: null, standardError: null })
    expect(cagr.low).toBe(cagr.high)
    expect(cagr.estimate).toBeCloseTo(1.001 ** 252 - 1, 10)
    expect(maxDrawdown).toStrictEqual({ estimate: 0, low: 0, high: 0, standardError: 0 })
  })

  it('are not given for a few returns, and say why', () => {
    const few = intervalsOf({ ...base, returns: returns.subarray(0, 19) })
    expect(few.reason).toBe('needs at least 20 returns, there are 19')
    expect(few.sharpe.low).toBeNull()
  })
})
