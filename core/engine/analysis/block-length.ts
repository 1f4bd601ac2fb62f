import { meanOf } from '../metrics/curve.ts'
import { constantBelow } from '../metrics/returns.ts'

/**
 * Mean block length for the stationary bootstrap of a series: Politis and White (2004) with the corrected constant of Patton,
 * Politis and White (2009): (2 g^2 / D)^(1/3) n^(1/3), D = 2 G^2, where g sums |k| R(k) and G sums R(k) over lags -M..M under a
 * flat-top window. M is twice the lag after which max(5, sqrt(log10 n)) autocorrelations in a row are below 2 sqrt(log10 n / n), at
 * least 2 and at most sqrt(n) more than that row. The result is at least 1 and at most min(3 sqrt n, n / 3). 1 for a series that
 * does not vary.
 */
export function blockLength(values: Float64Array): number {
  const n = values.length
  const row = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))))
  const longest = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + row)
  const covariance = autocovariances(values, longest)
  if (!(Math.sqrt(covariance[0]!) > constantBelow * Math.abs(meanOf(values, n)))) return 1
  const lag = lastLag(covariance, row, 2 * Math.sqrt(Math.log10(n) / n))
  const window = Math.min(2 * Math.max(1, lag), longest)
  let slope = 0
  let level = covariance[0]!
  for (let k = 1; k <= window; k++) {
    const weight = Math.min(1, 2 * (1 - k / window))
    slope += 2 * weight * k * covariance[k]!
    level += 2 * weight * covariance[k]!
  }
  const length = Math.cbrt((slope / level) ** 2 * n)
  // A spectrum of nothing at zero gives no length.
  if (!Number.isFinite(length)) return 1
  return Math.max(1, Math.min(length, Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))))
}

/** The lag after which `row` correlations in a row are within the band; the last one outside it where there is no such row. */
function lastLag(covariance: Float64Array, row: number, band: number): number {
  let last = 0
  for (let k = 1; k < covariance.length; k++) {
    if (Math.abs(covariance[k]! / covariance[0]!) >= band) last = k
    else if (k - last >= row) return last
  }
  return last
}

/** Autocovariances of lags 0 to `longest`, each divided by n. */
function autocovariances(values: Float64Array, longest: number): Float64Array {
  const n = values.length
  const mean = meanOf(values, n)
  return Float64Array.from({ length: longest + 1 }, (_, lag) => {
    let sum = 0
    for (let i = lag; i < n; i++) sum += (values[i]! - mean) * (values[i - lag]! - mean)
    return sum / n
  })
}
