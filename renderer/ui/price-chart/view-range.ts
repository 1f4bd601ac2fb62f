/** The visible stretch in raw bar indices, fractions allowed: bar i covers [i, i + 1). */
export interface View {
  readonly left: number
  readonly right: number
}

export const minBars = 12
/** Candles nearer than this melt into each other, and a CPU raster cannot draw more in a frame. */
export const minPixelsPerCandle = 2.5

export const barsIn = (view: View) => view.right - view.left

/** Keeps the view inside [0, rows] without changing its length where possible. */
export function clampView(view: View, rows: number): View {
  const total = Math.max(rows, 1)
  const bars = Math.min(Math.max(barsIn(view), Math.min(minBars, total)), total)
  const right = Math.min(Math.max(view.right, bars), total)
  return { left: right - bars, right }
}

export const panView = (view: View, bars: number, rows: number) =>
  clampView({ left: view.left + bars, right: view.right + bars }, rows)

/** Scales the view by `factor` (above 1 shows more bars), holding the bar at `anchor` (0 left edge, 1 right edge). */
export function zoomView(view: View, factor: number, anchor: number, rows: number): View {
  const bars = barsIn(view)
  const next = Math.min(Math.max(bars * factor, Math.min(minBars, rows)), Math.max(rows, 1))
  const held = view.left + bars * anchor
  const left = held - next * anchor
  return clampView({ left, right: left + next }, rows)
}

export const lastBars = (bars: number, rows: number): View => clampView({ left: rows - bars, right: rows }, rows)

/** Moves [from, to] into the middle of the view, and widens it where they would not fit. */
export function revealIn(view: View, from: number, to: number, rows: number): View {
  const room = Math.max(barsIn(view), (to - from) * 1.4)
  const middle = (from + to + 1) / 2
  return clampView({ left: middle - room / 2, right: middle + room / 2 }, rows)
}

/** Raw bars in one candle: the smallest power of two that keeps candles `minPixelsPerCandle` apart. */
export function spanFor(bars: number, width: number): number {
  const room = Math.max(1, width / minPixelsPerCandle)
  let span = 1
  while (bars / span > room) span *= 2
  return span
}
