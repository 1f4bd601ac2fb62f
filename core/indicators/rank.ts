import { longestHistory } from './kernels.ts'
import { pipelined } from './pipeline.ts'
import { column } from './series.ts'

/** Nearest-rank percentile of the last `n` values, first at bar `n` - 1: the value of rank ceil(share / 100 * n). */
export function percentile(x: Float64Array, n: number, share: number): Float64Array {
  const rank = Math.min(n, Math.max(1, Math.ceil((share / 100) * n)))
  if (n <= longestHistory) return pipelined([x], [['percentile', ['in0', 'out0'], n, rank]], n)[0]!
  const out = column(x.length, n - 1)
  const sorted = x.slice(0, n).sort()
  if (x.length >= n) out[n - 1] = sorted[rank - 1]!
  for (let i = n; i < x.length; i++) {
    const incoming = x[i]!
    const outgoing = x[i - n]!
    if (incoming === incoming && outgoing === outgoing) exchange(sorted, outgoing, incoming)
    else {
      sorted.set(x.subarray(i - n + 1, i + 1))
      sorted.sort()
    }
    out[i] = sorted[rank - 1]!
  }
  return out
}

/** Takes one value out of a sorted array and puts another in: what lies between the two moves by one place. */
function exchange(sorted: Float64Array, outgoing: number, incoming: number): void {
  let k = 0
  while (sorted[k]! < outgoing) k++
  for (; k + 1 < sorted.length && sorted[k + 1]! < incoming; k++) sorted[k] = sorted[k + 1]!
  for (; k > 0 && sorted[k - 1]! > incoming; k--) sorted[k] = sorted[k - 1]!
  sorted[k] = incoming
}

/** Share of the `n` values before that lie below this one, in per cent, first at bar `n`. */
export function percentRank(x: Float64Array, n: number): Float64Array {
  if (n <= longestHistory) return pipelined([x], [['percentRank', ['in0', 'out0'], n]], n)[0]!
  const out = column(x.length, n)
  for (let i = n; i < x.length; i++) {
    let below = 0
    for (let j = i - n; j < i; j++) if (x[j]! < x[i]!) below++
    out[i] = (100 * below) / n
  }
  return out
}
