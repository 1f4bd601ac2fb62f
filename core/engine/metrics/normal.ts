/** Cumulative standard normal distribution, by the series of Marsaglia (2004); absolute error below 1e-15. */
export function normalCdf(z: number): number {
  if (Number.isNaN(z)) return Number.NaN
  if (z > 9) return 1
  if (z < -38) return 0
  if (z < -6) return lowerTail(z)
  let sum = z
  let term = z
  let before = 0
  for (let i = 3; sum !== before; i += 2) {
    before = sum
    term *= (z * z) / i
    sum += term
  }
  return 0.5 + sum * Math.exp(-0.5 * z * z - halfLogTwoPi)
}

const halfLogTwoPi = 0.9189385332046727

/** Continued fraction of Mills' ratio: the series above loses all digits far out. */
function lowerTail(z: number): number {
  const x = -z
  let fraction = x
  for (let k = 60; k >= 1; k--) fraction = x + k / fraction
  return Math.exp(-0.5 * x * x - halfLogTwoPi) / fraction
}
