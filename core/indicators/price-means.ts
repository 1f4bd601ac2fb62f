import { runKernel } from './kernels.ts'
import { unwritten } from './series.ts'

const decimalScales = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8] as const
/** Largest sum in ticks whose rounding finds the true one. */
const exactSum = 2 ** 48
/** A sum of up to five decimals differs from the true one by less than this share of it. */
const rounding = 2 ** -50

/** Whether `sum` is, but for the rounding of its additions, a whole number of ticks. */
function isWhole(sum: number, scale: number): boolean {
  const ticks = sum * scale
  return Math.abs(ticks - Math.round(ticks)) <= Math.abs(ticks) * rounding && Math.abs(ticks) < exactSum
}

/** The fewest ticks a unit from `scale` on in which `sum` is whole, 0 where there are none. */
function scaleOf(sum: number, scale: number): number {
  for (const candidate of decimalScales) if (candidate >= scale && isWhole(sum, candidate)) return candidate
  return 0
}

/**
 * `sum / total`, sum by sum, for sums of decimal prices: each is turned into whole ticks and divided once, so that two
 * bars with equal means have the same double. From the first sum on that is not decimal, plainly divided.
 */
export function decimalQuotient(total: number): (sum: number) => number {
  let scale = 1
  return (sum) => {
    if (scale > 0 && !isWhole(sum, scale)) scale = scaleOf(sum, scale)
    return scale > 0 ? Math.round(sum * scale) / (total * scale) : sum / total
  }
}

/** A mean of the bars' prices, each sum divided as `decimalQuotient` does. */
function priceMean(kernel: string, ...columns: Float64Array[]): Float64Array {
  const out = unwritten(columns[0]!.length)
  runKernel(kernel, columns, [out])
  return out
}

/** Mean of open, high, low and close. */
export function averagePrice(open: Float64Array, high: Float64Array, low: Float64Array, close: Float64Array) {
  return priceMean('averagePrice', open, high, low, close)
}

/** Typical price, the mean of high, low and close. */
export function typicalPrice(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  return priceMean('typicalPrice', high, low, close)
}

/** Mean of high, low and twice the close. */
export function weightedClose(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  return priceMean('weightedClose', high, low, close)
}

/** Middle of high and low. */
export function medianPrice(high: Float64Array, low: Float64Array): Float64Array {
  return priceMean('medianPrice', high, low)
}
