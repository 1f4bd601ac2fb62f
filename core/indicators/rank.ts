import { column } from './series.ts'

/** Nearest-rank percentile of the last `n` values, first at bar `n` - 1: the value of rank ceil(share / 100 * n). */
export function percentile(x: Float64Array, n: number, share: number): Float64Array {
  const out = column(x.length, n - 1)
  const rank = Math.min(n, Math.max(1, Math.ceil((share / 100) * n)))
  const sorted = new Float64Array(n)
  for (let i = n - 1; i < x.length; i++) {
    sorted.set(x.subarray(i - n + 1, i + 1))
    sorted.sort()
    out[i] = sorted[rank - 1]!
  }
  return out
}

/** Share of the `n` values before that lie below this one, in per cent, first at bar `n`. */
export function percentRank(x: Float64Array, n: number): Float64Array {
  const out = column(x.length, n)
  for (let i = n; i < x.length; i++) {
    let below = 0
    for (let j = i - n; j < i; j++) if (x[j]! < x[i]!) below++
    out[i] = (100 * below) / n
  }
  return out
}
