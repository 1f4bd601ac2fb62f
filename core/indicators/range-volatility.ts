import { rollingMean } from './rolling-sum.ts'
import { rollingVariance } from './rolling-variance.ts'
import { column, product, unwritten } from './series.ts'

/** Natural logarithm of a ratio of two columns, the second taken `lag` bars before. */
function logRatio(a: Float64Array, b: Float64Array, lag = 0): Float64Array {
  const out = column(a.length, lag)
  for (let i = lag; i < a.length; i++) out[i] = Math.log(a[i]! / b[i - lag]!)
  return out
}

export const root = (value: number) => (value > 0 ? Math.sqrt(value) : value <= 0 ? 0 : Number.NaN)

function roots(out: Float64Array): Float64Array {
  for (let i = 0; i < out.length; i++) out[i] = root(out[i]!)
  return out
}

/** Standard deviation of log returns, ddof 1, a bar; first at bar `n`. */
export function closeToClose(close: Float64Array, n: number): Float64Array {
  const out = rollingVariance(logRatio(close, close, 1), n, 1)
  for (let i = 0; i < out.length; i++) out[i] = root((out[i]! * n) / (n - 1))
  return out
}

/** Parkinson (1980), a bar; first at bar `n` - 1. */
export function parkinson(high: Float64Array, low: Float64Array, n: number): Float64Array {
  const range = logRatio(high, low)
  const out = rollingMean(product(range, range, range), n)
  for (let i = 0; i < out.length; i++) out[i] = root(out[i]! / (4 * Math.LN2))
  return out
}

/** Garman and Klass (1980), a bar; first at bar `n` - 1. */
export function garmanKlass(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n: number,
): Float64Array {
  const body = logRatio(close, open)
  const terms = logRatio(high, low)
  for (let i = 0; i < terms.length; i++) {
    terms[i] = 0.5 * terms[i]! * terms[i]! - (2 * Math.LN2 - 1) * body[i]! * body[i]!
  }
  return roots(rollingMean(terms, n))
}

function rogersSatchellTerms(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
): Float64Array {
  const [upClose, upOpen, downClose, downOpen] = [
    logRatio(high, close),
    logRatio(high, open),
    logRatio(low, close),
    logRatio(low, open),
  ] as [Float64Array, Float64Array, Float64Array, Float64Array]
  const out = unwritten(open.length)
  for (let i = 0; i < out.length; i++) out[i] = upClose[i]! * upOpen[i]! + downClose[i]! * downOpen[i]!
  return out
}

/** Rogers and Satchell (1991), a bar, free of drift; first at bar `n` - 1. */
export function rogersSatchell(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n: number,
): Float64Array {
  return roots(rollingMean(rogersSatchellTerms(open, high, low, close), n))
}

/** Yang and Zhang (2000), a bar, free of drift and with overnight gaps; first at bar `n`. */
export function yangZhang(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n: number,
): Float64Array {
  const weight = 0.34 / (1.34 + (n + 1) / (n - 1))
  const overnight = rollingVariance(logRatio(open, close, 1), n, 1)
  const session = rollingVariance(logRatio(close, open), n, 1)
  const within = rollingMean(rogersSatchellTerms(open, high, low, close), n, 1)
  const out = column(open.length, n)
  for (let i = n; i < out.length; i++) {
    const daily = ((overnight[i]! + weight * session[i]!) * n) / (n - 1)
    out[i] = root(daily + (1 - weight) * within[i]!)
  }
  return out
}
