/** Prices as whole numbers of ticks, for sums without rounding: at most 8 decimals. */
const scales = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8] as const
/** Keeps `value * scale` within half a tick of the true product, so that rounding finds the tick. */
const tickLimit = 2 ** 51
/** Sums and their differences stay below 2^53. */
const sumLimit = 2 ** 52

/**
 * Whether `value` is a whole number of ticks, but for the rounding of the value itself and of its product: each moves it
 * by at most 2^-53 of its size.
 */
function isWhole(value: number, scale: number): boolean {
  const product = value * scale
  const tick = Math.round(product)
  return Math.abs(product - tick) <= Math.abs(tick) * 2 ** -52
}

/** Largest tick, exclusive, such that a sum of `weight` of them is exact. */
export function tickLimitFor(weight: number): number {
  return Math.min(tickLimit, sumLimit / weight)
}

/**
 * The fewest ticks a unit from `scale` on that make `value` whole and keep it and everything up to `largest` below
 * `limit` ticks; 0 where there are none.
 */
export function scaleFor(value: number, scale: number, largest: number, limit: number): number {
  const highest = Math.max(largest, Math.abs(value))
  for (const candidate of scales) {
    if (candidate < scale || !isWhole(value, candidate)) continue
    return highest * candidate < limit ? candidate : 0
  }
  return 0
}

/** Largest magnitude among the first `end` values. */
export function largestOf(values: Float64Array, end: number): number {
  let largest = 0
  for (let i = 0; i < end; i++) largest = Math.max(largest, Math.abs(values[i]!))
  return largest
}

/** Finds the decimal head of a series as its values come in; whether one belongs depends on it and those before. */
export interface TickFinder {
  /** False from the first value on that no longer fits. */
  readonly take: (value: number) => boolean
  /** Ticks a unit of price: 1, 10, ... 1e8. */
  readonly scale: () => number
}

/** For sums of `weight` values. */
export function createTickFinder(weight: number): TickFinder {
  const limit = tickLimitFor(weight)
  let scale = 1
  let largest = 0
  let fits = true
  return {
    take: (value) => {
      const found = fits ? scaleFor(value, scale, largest, limit) : 0
      fits = found > 0
      if (fits) {
        scale = found
        largest = Math.max(largest, Math.abs(value))
      }
      return fits
    },
    scale: () => scale,
  }
}
