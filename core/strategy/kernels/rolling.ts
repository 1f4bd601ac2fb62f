import { sliding, slidingPairs, type Window } from './sliding.ts'

const triangle = (n: number): number => (n * (n + 1)) / 2
/** Sum of squared deviations of 0, 1, ..., n - 1 from their mean. */
const squaresOfPlaces = (n: number): number => (n * (n * n - 1)) / 12
/** Sum of (k - mean k) d: what the least-squares slope is the quotient of. */
const risen = (w: Window): number => w.weighted - ((w.n - 1) / 2) * w.s1

/** Sample standard deviation (n - 1), as pandas; TA-Lib's `stddev` divides by n. */
export const std = sliding((w) => Math.sqrt(w.m2 / (w.n - 1)))

export const zscore = sliding((w) => (w.m2 === 0 ? Number.NaN : (w.last - w.s1 / w.n) / Math.sqrt(w.m2 / (w.n - 1))))

/** Sample skewness with the bias correction sqrt(n(n-1))/(n-2), as pandas. */
export const skew = sliding(({ n, s1, s2, s3, m2 }) => {
  const mean = s1 / n
  const m3 = s3 - 3 * mean * s2 + 2 * n * mean ** 3
  return m2 === 0 ? Number.NaN : ((Math.sqrt(n * (n - 1)) / (n - 2)) * (m3 / n)) / (m2 / n) ** 1.5
})

/** Sample excess kurtosis with the bias correction of Fisher's G2, as pandas. */
export const kurt = sliding(({ n, s1, s2, s3, s4, m2 }) => {
  if (m2 === 0) return Number.NaN
  const mean = s1 / n
  const m4 = s4 - 4 * mean * s3 + 6 * mean ** 2 * s2 - 3 * n * mean ** 4
  return ((n - 1) / ((n - 2) * (n - 3))) * ((m4 / n / (m2 / n) ** 2) * (n + 1) - 3 * (n - 1))
})

/** Linearly weighted mean: the latest value weighs n, the oldest 1. */
export const decayLinear = sliding((w) => w.anchor + (w.weighted + w.s1) / triangle(w.n))

/** Least-squares line through the window against 0, 1, ..., n - 1: its rise a bar. */
export const slope = sliding((w) => risen(w) / squaresOfPlaces(w.n))

/** Share of the window's variance that the least-squares line explains. */
export const r2 = sliding((w) => (w.m2 === 0 ? Number.NaN : Math.min(1, risen(w) ** 2 / (w.m2 * squaresOfPlaces(w.n)))))

/** Pearson's correlation of the last n pairs; missing where one side does not vary. */
export const corr = slidingPairs((sxy, sxx, syy) =>
  sxx === 0 || syy === 0 ? Number.NaN : Math.max(-1, Math.min(1, sxy / Math.sqrt(sxx * syy))),
)

/** Sample covariance (n - 1) of the last n pairs. */
export const cov = slidingPairs((sxy, _sxx, _syy, n) => sxy / (n - 1))
