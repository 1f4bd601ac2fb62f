/** Prices as whole numbers of ticks, for sums without rounding. */
export interface Ticks {
  /** Ticks a unit of price: 1, 10, ... 1e8. */
  scale: number
  /** `values[i] * scale` for i < end, exactly whole. */
  ticks: Float64Array
  /** The first index that no longer fits; every value before it is decimal. */
  end: number
  /** Largest magnitude among `ticks`. */
  largest: number
}

const scales = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8] as const
/** Keeps `value * scale` within half a tick of the true product, so that rounding finds the tick. */
const tickLimit = 2 ** 51
const sumLimit = 2 ** 53

const cache = new WeakMap<Float64Array, Ticks>()

/**
 * The longest decimal head of `values`: at most 8 decimals, and `weight` times the largest tick below 2^53,
 * so that a sum of that weight is exact. Whether a value belongs depends only on it and those before it:
 * a longer series never changes an earlier answer.
 */
export function ticksFor(values: Float64Array, weight: number): Ticks {
  let known = cache.get(values)
  if (known === undefined) {
    known = findTicks(values, tickLimit)
    cache.set(values, known)
  }
  if (known.largest * weight < sumLimit) return known
  return findTicks(values, Math.min(tickLimit, sumLimit / weight))
}

function findTicks(values: Float64Array, limit: number): Ticks {
  let decimals = 0
  let largest = 0
  let end = 0
  for (; end < values.length; end++) {
    const value = values[end]!
    const magnitude = Math.abs(value)
    let needed = decimals
    while (needed < scales.length && Math.round(value * scales[needed]!) / scales[needed]! !== value) needed++
    const highest = Math.max(largest, magnitude)
    if (needed === scales.length || !(highest * scales[needed]! < limit)) break
    decimals = needed
    largest = highest
  }
  const scale = scales[decimals]!
  const ticks = new Float64Array(end)
  for (let i = 0; i < end; i++) ticks[i] = Math.round(values[i]! * scale)
  return { scale, ticks, end, largest: Math.round(largest * scale) }
}

/** Finds the decimal head of a series as its values come in. */
export interface TickFinder {
  /** False from the first value on that no longer fits. */
  readonly take: (value: number) => boolean
  readonly scale: () => number
}

/** `ticksFor`, value by value. */
export function createTickFinder(weight: number): TickFinder {
  const limit = Math.min(tickLimit, sumLimit / weight)
  let decimals = 0
  let largest = 0
  let fits = true
  return {
    take: (value) => {
      let needed = decimals
      while (needed < scales.length && Math.round(value * scales[needed]!) / scales[needed]! !== value) needed++
      const highest = Math.max(largest, Math.abs(value))
      fits &&= needed < scales.length && highest * scales[needed]! < limit
      if (fits) {
        decimals = needed
        largest = highest
      }
      return fits
    },
    scale: () => scales[decimals]!,
  }
}
