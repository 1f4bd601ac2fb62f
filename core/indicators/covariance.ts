import { longestHistory } from './kernels.ts'
import { pipelined } from './pipeline.ts'
import { column } from './series.ts'

interface Moments {
  meanX: number
  meanY: number
  xx: number
  yy: number
  xy: number
}

/** Sums of squared and crossed distances from the means of both windows that end at `i`. */
function moments(x: Float64Array, y: Float64Array, n: number, i: number): Moments {
  let meanX = 0
  let meanY = 0
  const start = i - n + 1
  for (let j = start + 1; j <= i; j++) {
    meanX += x[j]! - x[start]!
    meanY += y[j]! - y[start]!
  }
  meanX = x[start]! + meanX / n
  meanY = y[start]! + meanY / n
  const sums = { meanX, meanY, xx: 0, yy: 0, xy: 0 }
  for (let j = start; j <= i; j++) {
    const dx = x[j]! - meanX
    const dy = y[j]! - meanY
    sums.xx += dx * dx
    sums.yy += dy * dy
    sums.xy += dx * dy
  }
  return sums
}

/** What rounding leaves of the distances from the mean. */
function rest(x: Float64Array, mean: number, n: number, i: number): number {
  let sum = 0
  for (let j = i - n + 1; j <= i; j++) sum += x[j]! - mean
  return sum
}

/** Sums about a point near both windows' means, carried from bar to bar; `left` bars until they are taken afresh. */
export interface CarriedMoments extends Omit<Moments, 'meanX' | 'meanY'> {
  aboutX: number
  aboutY: number
  x: number
  y: number
  /** Largest sums of squares since the sums were fresh. */
  mostX: number
  mostY: number
  left: number
}

export function noMoments(): CarriedMoments {
  return { aboutX: 0, aboutY: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0, mostX: 0, mostY: 0, left: 0 }
}

/** Share of a sum of squares below which its rounding would show in the correlation. */
const kept = 1e-2
/** Bars between fresh sums, where the window is not longer. */
const restart = 128

/**
 * Correlation of the window that ends at `i`, from the sums of the window before. Where a window lies so far from the
 * point of reference, or changes so little, that digits would be lost, its own means are taken.
 */
export function correlationAt(x: Float64Array, y: Float64Array, n: number, i: number, sums: CarriedMoments): number {
  if (sums.left-- > 0) {
    const inX = x[i]! - sums.aboutX
    const inY = y[i]! - sums.aboutY
    const outX = x[i - n]! - sums.aboutX
    const outY = y[i - n]! - sums.aboutY
    sums.x += inX - outX
    sums.y += inY - outY
    sums.xx += inX * inX - outX * outX
    sums.yy += inY * inY - outY * outY
    sums.xy += inX * inY - outX * outY
    const share = 1 / n
    const xx = sums.xx - sums.x * sums.x * share
    const yy = sums.yy - sums.y * sums.y * share
    if (sums.xx > sums.mostX) sums.mostX = sums.xx
    if (sums.yy > sums.mostY) sums.mostY = sums.yy
    if (xx > kept * sums.mostX && yy > kept * sums.mostY) {
      return (sums.xy - sums.x * sums.y * share) / Math.sqrt(xx * yy)
    }
  }
  const { meanX, meanY, xx, yy, xy } = moments(x, y, n, i)
  Object.assign(sums, { aboutX: meanX, aboutY: meanY, x: rest(x, meanX, n, i), y: rest(y, meanY, n, i) })
  Object.assign(sums, { xx, yy, xy, mostX: xx, mostY: yy, left: Math.max(n, restart) - 1 })
  const size = Math.sqrt(xx * yy)
  return size === 0 ? 0 : xy / size
}

/** Pearson's correlation of the last `n` values, first at bar `n` - 1; 0 where a series does not change. */
export function correlation(x: Float64Array, y: Float64Array, n: number): Float64Array[] {
  return pipelined([x, y], [['correlation', ['in0', 'in1', 'out0'], n]], n)
}

/** Slope of the returns of `y` on the returns of `x` over `n` bars, first at bar `n`; 0 where `x` does not change. */
export function beta(x: Float64Array, y: Float64Array, n: number): Float64Array {
  if (n < longestHistory) return pipelined([x, y], [['beta', ['in0', 'in1', 'out0'], n]], n + 1)[0]!
  const returnsX = returns(x)
  const returnsY = returns(y)
  const out = column(x.length, n)
  for (let i = n; i < x.length; i++) {
    const { xx, xy } = moments(returnsX, returnsY, n, i)
    out[i] = xx === 0 ? 0 : xy / xx
  }
  return out
}

function returns(x: Float64Array): Float64Array {
  const out = column(x.length, 1)
  for (let i = 1; i < x.length; i++) out[i] = x[i - 1] === 0 ? 0 : (x[i]! - x[i - 1]!) / x[i - 1]!
  return out
}
