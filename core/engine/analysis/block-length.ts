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
  const mean = meanOf(values, n)
  const variance = autocovariance(values, mean, 0)
  if (!(Math.sqrt(variance) > constantBelow * Math.abs(mean))) return 1
  const row = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))))
  const longest = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + row)
  const band = 2 * Math.sqrt(Math.log10(n) / n)
  // The last lag outside the band before a row of lags within it, or at all.
  let last = 0
  const covariance = [variance]
  for (let k = 1; k <= longest && k - last <= row; k++) {
    covariance.push(autocovariance(values, mean, k))
    if (Math.abs(covariance[k]! / variance) >= band) last = k
  }
  const window = Math.min(2 * Math.max(1, last), longest)
  let slope = 0
  let level = variance
  for (let k = 1; k <= window; k++) {
    const weight = Math.min(1, 2 * (1 - k / window))
    const shared = covariance[k] ?? autocovariance(values, mean, k)
    slope += 2 * weight * k * shared
    level += 2 * weight * shared
  }
  const length = Math.cbrt((slope / level) ** 2 * n)
  // A spectrum of nothing at zero gives no length.
  if (!Number.isFinite(length)) return 1
  return Math.max(1, Math.min(length, Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))))
}

/** Divided by n whatever the lag. */
function autocovariance(values: Float64Array, mean: number, lag: number): number {
  let sum = 0
  for (let i = lag; i < values.length; i++) sum += (values[i]! - mean) * (values[i - lag]! - mean)
  return sum / values.length
}
