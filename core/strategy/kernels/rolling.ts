import { numberKernel, type Kernel } from './column.ts'

/**
 * Every window is computed afresh from its own values: slower than a running update for long windows, but a value then
 * never depends on what lies outside its window, neither by drift nor by a missing value long past.
 * A window with a missing value is missing.
 */
function windowed(f: (x: Float64Array, from: number, n: number, scalars: readonly number[]) => number): Kernel {
  return numberKernel((out, [x], scalars) => {
    const n = scalars[0]!
    let missing = -1
    for (let i = 0; i < out.length; i++) {
      if (x![i]! !== x![i]!) missing = i
      const from = i - n + 1
      out[i] = from < 0 || missing >= from ? Number.NaN : f(x!, from, n, scalars)
    }
  })
}

function windowSum(x: Float64Array, from: number, n: number): number {
  let sum = 0
  for (let i = from; i < from + n; i++) sum += x[i]!
  return sum
}

interface Moments {
  mean: number
  m2: number
  m3: number
  m4: number
}
const moments: Moments = { mean: 0, m2: 0, m3: 0, m4: 0 }

/** Sums of the powers of the deviations from the mean. The one result object is reused. */
function deviations(x: Float64Array, from: number, n: number): Moments {
  const mean = windowSum(x, from, n) / n
  let m2 = 0
  let m3 = 0
  let m4 = 0
  let drift = 0
  let widest = 0
  for (let i = from; i < from + n; i++) {
    const d = x[i]! - mean
    const square = d * d
    drift += d
    m2 += square
    m3 += square * d
    m4 += square * square
    if (square > widest) widest = square
  }
  m2 -= (drift * drift) / n
  // Deviations no larger than the rounding of the mean are a constant window, not a spread.
  const noise = Math.abs(mean) * n * Number.EPSILON
  if (widest <= noise * noise) m2 = 0
  moments.mean = mean
  moments.m2 = m2
  moments.m3 = m3
  moments.m4 = m4
  return moments
}

/** Sample standard deviation (n - 1), as pandas; TA-Lib's `stddev` divides by n. */
export const std = windowed((x, from, n) => (n < 2 ? Number.NaN : Math.sqrt(deviations(x, from, n).m2 / (n - 1))))

export const zscore = windowed((x, from, n) => {
  const { mean, m2 } = deviations(x, from, n)
  return n < 2 || m2 === 0 ? Number.NaN : (x[from + n - 1]! - mean) / Math.sqrt(m2 / (n - 1))
})

/** Sample skewness with the bias correction sqrt(n(n-1))/(n-2), as pandas. */
export const skew = windowed((x, from, n) => {
  const { m2, m3 } = deviations(x, from, n)
  return n < 3 || m2 === 0 ? Number.NaN : ((Math.sqrt(n * (n - 1)) / (n - 2)) * (m3 / n)) / (m2 / n) ** 1.5
})

/** Sample excess kurtosis with the bias correction of Fisher's G2, as pandas. */
export const kurt = windowed((x, from, n) => {
  const { m2, m4 } = deviations(x, from, n)
  if (n < 4 || m2 === 0) return Number.NaN
  const excess = (m4 / n / (m2 / n) ** 2) * (n + 1) - 3 * (n - 1)
  return ((n - 1) / ((n - 2) * (n - 3))) * excess
})

/** Linearly weighted mean: the latest value weighs n, the oldest 1. */
export const decayLinear = windowed((x, from, n) => {
  let weighted = 0
  for (let k = 0; k < n; k++) weighted += (k + 1) * x[from + k]!
  return weighted / ((n * (n + 1)) / 2)
})

/** Least-squares line through the window against 0, 1, ..., n - 1: its rise a bar. */
export const slope = windowed((x, from, n) => {
  const centre = (n - 1) / 2
  let product = 0
  for (let k = 0; k < n; k++) product += (k - centre) * x[from + k]!
  return n < 2 ? Number.NaN : product / ((n * (n * n - 1)) / 12)
})

/** Share of the window's variance that the least-squares line explains. */
export const r2 = windowed((x, from, n) => {
  const { mean, m2 } = deviations(x, from, n)
  if (n < 2 || m2 === 0) return Number.NaN
  const centre = (n - 1) / 2
  let product = 0
  for (let k = 0; k < n; k++) product += (k - centre) * (x[from + k]! - mean)
  return Math.min(1, (product * product) / (m2 * ((n * (n * n - 1)) / 12)))
})

/** Share of the window at or below the last value, ties counted by their average rank: within (0, 1]. */
export const rank = windowed((x, from, n) => {
  const last = x[from + n - 1]!
  let below = 0
  let equal = 0
  for (let i = from; i < from + n; i++) {
    if (x[i]! < last) below++
    else if (x[i]! === last) equal++
  }
  return (below + (equal + 1) / 2) / n
})

function paired(f: (sxy: number, sxx: number, syy: number, n: number) => number): Kernel {
  return numberKernel((out, [x, y], [n]) => {
    const width = n!
    let missing = -1
    for (let i = 0; i < out.length; i++) {
      if (x![i]! !== x![i]! || y![i]! !== y![i]!) missing = i
      const from = i - width + 1
      if (from < 0 || missing >= from) out[i] = Number.NaN
      else {
        const xs = deviations(x!, from, width)
        const meanX = xs.mean
        const sxx = xs.m2
        const ys = deviations(y!, from, width)
        let sxy = 0
        for (let k = from; k <= i; k++) sxy += (x![k]! - meanX) * (y![k]! - ys.mean)
        out[i] = f(sxy, sxx, ys.m2, width)
      }
    }
  })
}

/** Pearson's correlation of the last n pairs; missing where one side does not vary. */
export const corr = paired((sxy, sxx, syy, n) =>
  n < 2 || sxx === 0 || syy === 0 ? Number.NaN : Math.max(-1, Math.min(1, sxy / Math.sqrt(sxx * syy))),
)

/** Sample covariance (n - 1) of the last n pairs. */
export const cov = paired((sxy, _sxx, _syy, n) => (n < 2 ? Number.NaN : sxy / (n - 1)))
