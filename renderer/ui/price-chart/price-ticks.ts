export interface ValueTick {
  readonly value: number
  readonly coord: number
}

export interface Scale {
  readonly from: number
  readonly to: number
  readonly height: number
  readonly log: boolean
}

/** Pixel row of a value; row 0 is the top. */
export function rowOf(value: number, scale: Scale): number {
  const { from, to, height } = scale
  const share = scale.log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from)
  return (1 - share) * height
}

/** Round values about `gap` pixels apart, at least half a line from either edge. */
export function valueTicks(scale: Scale, gap = 48): ValueTick[] {
  const wanted = Math.max(2, scale.height / gap)
  const values = scale.log ? logValues(scale, wanted) : linearValues(scale.from, scale.to, wanted)
  const ticks = values.map((value) => ({ value, coord: rowOf(value, scale) }))
  return ticks.filter(({ coord }) => coord > 10 && coord < scale.height - 8)
}

function linearValues(from: number, to: number, wanted: number): number[] {
  const step = niceStep((to - from) / wanted)
  if (!Number.isFinite(step) || step <= 0) return []
  const values: number[] = []
  for (let n = Math.ceil(from / step); n * step <= to; n++) values.push(n * step)
  return values
}

/** On a narrow range a log axis is nearly straight, so linear steps serve; a wide one is cut at 1, 2 and 5. */
function logValues(scale: Scale, wanted: number): number[] {
  if (scale.to / scale.from < 4) return linearValues(scale.from, scale.to, wanted)
  const values: number[] = []
  for (let power = Math.floor(Math.log10(scale.from)); power <= Math.log10(scale.to); power++) {
    for (const digit of [1, 2, 5]) values.push(digit * 10 ** power)
  }
  return values.filter((value) => value >= scale.from && value <= scale.to)
}

/** 1, 2, 2.5 or 5 times a power of ten, at least `raw`. */
export function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const share = raw / power
  const nice = share <= 1 ? 1 : share <= 2 ? 2 : share <= 2.5 ? 2.5 : share <= 5 ? 5 : 10
  return nice * power
}

/**
 * Decimals to show of a price: those of the data, but no more than six significant digits. A file may carry the noise
 * of binary fractions, and 2,842.429932 says no more than 2,842.43.
 */
export function priceDecimals(decimals: number, price: number): number {
  if (!Number.isFinite(price) || price === 0) return decimals
  return Math.min(decimals, Math.max(2, 5 - Math.floor(Math.log10(Math.abs(price)))))
}
