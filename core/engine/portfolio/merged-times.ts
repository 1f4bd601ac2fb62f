import type { Bars } from '../../market-data/bars.ts'

/** Every time at which one of the series has a bar, in order. The very column of the first where all share its times. */
export function mergedTimes(members: readonly { readonly bars: Bars }[]): Float64Array {
  let times = members[0]?.bars.ts ?? new Float64Array(0)
  for (const { bars } of members) if (!sameTimes(times, bars.ts)) times = union(times, bars.ts)
  return times
}

export function sameTimes(a: Float64Array, b: Float64Array): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Both are in order and name no time twice. */
function union(a: Float64Array, b: Float64Array): Float64Array {
  const times = new Float64Array(a.length + b.length)
  let count = 0
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const left = i < a.length ? a[i]! : Number.POSITIVE_INFINITY
    const right = j < b.length ? b[j]! : Number.POSITIVE_INFINITY
    times[count++] = Math.min(left, right)
    if (left <= right) i += 1
    if (right <= left) j += 1
  }
  return times.slice(0, count)
}
