import type { Bars } from '../market-data/bars.ts'

/** Every time at which one of the series has a bar, in order. */
export function mergedTimes(members: readonly { readonly bars: Bars }[]): Float64Array {
  const times = new Set<number>()
  for (const { bars } of members) for (const time of bars.ts) times.add(time)
  return Float64Array.from(times).sort()
}
