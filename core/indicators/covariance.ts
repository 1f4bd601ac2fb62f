import { column } from './series.ts'

interface Moments {
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
  const sums = { xx: 0, yy: 0, xy: 0 }
  for (let j = start; j <= i; j++) {
    const dx = x[j]! - meanX
    const dy = y[j]! - meanY
    sums.xx += dx * dx
    sums.yy += dy * dy
    sums.xy += dx * dy
  }
  return sums
}

/** Pearson's correlation of the last `n` values, first at bar `n` - 1; 0 where a series does not change. */
export function correlation(x: Float64Array, y: Float64Array, n: number): Float64Array {
  const out = column(x.length, n - 1)
  for (let i = n - 1; i < x.length; i++) {
    const { xx, yy, xy } = moments(x, y, n, i)
    const size = Math.sqrt(xx * yy)
    out[i] = size === 0 ? 0 : xy / size
  }
  return out
}

/** Slope of the returns of `y` on the returns of `x` over `n` bars, first at bar `n`; 0 where `x` does not change. */
export function beta(x: Float64Array, y: Float64Array, n: number): Float64Array {
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
