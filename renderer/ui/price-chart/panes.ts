import type { IndicatorRequest, Slab } from './slab.ts'

/** An indicator as drawn: what to ask for, where it goes and how its outputs look. */
export interface ChartIndicator extends IndicatorRequest {
  /** What the legend says, e.g. `SMA 10`. */
  readonly label: string
  readonly pane: 'price' | 'own'
  readonly outputs: ReadonlyArray<{
    readonly name: string
    readonly short: string
    readonly style: 'line' | 'histogram' | 'points'
  }>
  readonly levels: readonly number[]
  /** Index into the colours of the series, one an output. */
  readonly colours: readonly number[]
  readonly visible: boolean
}

export const pricePane = 'candle_pane'
export const paneOf = (indicator: ChartIndicator) => (indicator.pane === 'price' ? pricePane : `pane_${indicator.id}`)

/** Buckets [first, last) of a slab that are in view. */
export interface Visible {
  readonly slab: Slab
  readonly first: number
  readonly last: number
}

/** Lowest and highest value of columns in view; null where all are missing. */
export function extent(columns: readonly Float64Array[], first: number, last: number): [number, number] | null {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const column of columns) {
    for (let at = first; at < last; at++) {
      const value = column[at]!
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  return high >= low ? [low, high] : null
}

export function linesOf(indicator: ChartIndicator, slab: Slab): Float64Array[] {
  return indicator.outputs.flatMap((output) => slab.line(`${indicator.id}.${output.name}`) ?? [])
}

/** The value range of a pane of its own: the lines, its levels, and zero where it holds a histogram. */
export function ownRange(indicator: ChartIndicator, { slab, first, last }: Visible): [number, number] {
  const found = extent(linesOf(indicator, slab), first, last)
  const marks = [...indicator.levels, ...(indicator.outputs.some((o) => o.style === 'histogram') ? [0] : [])]
  if (!found && marks.length === 0) return [0, 1]
  const low = Math.min(found?.[0] ?? Number.POSITIVE_INFINITY, ...marks)
  const high = Math.max(found?.[1] ?? Number.NEGATIVE_INFINITY, ...marks)
  return low === high ? [low - 1, high + 1] : [low, high]
}

/** The value range of the price pane: candles and every line over them. */
export function priceRange(indicators: readonly ChartIndicator[], { slab, first, last }: Visible): [number, number] {
  const overlays = indicators.filter((one) => one.pane === 'price' && one.visible).flatMap((one) => linesOf(one, slab))
  const found = extent([slab.low, slab.high, ...overlays], first, last) ?? [0, 1]
  if (found[0] !== found[1]) return found
  const pad = Math.abs(found[0]) * 0.01 || 1
  return [found[0] - pad, found[1] + pad]
}
