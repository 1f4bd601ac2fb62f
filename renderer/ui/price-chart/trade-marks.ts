import type { ChartColours } from './theme.ts'

/** Trades of a run on the bar axis, one entry a trade, in order of entry. */
export interface TradeMarks {
  readonly count: number
  /** Raw bar indices of the fills. An open trade's exit is the last bar. */
  readonly entryIndex: Float64Array
  readonly exitIndex: Float64Array
  readonly entryPrice: Float64Array
  readonly exitPrice: Float64Array
  readonly pnl: Float64Array
  readonly long: Uint8Array
  readonly open: Uint8Array
}

/** Where values of the price pane are on the canvas. */
export interface PlotScale {
  readonly width: number
  readonly x: (rawIndex: number) => number
  readonly y: (price: number) => number
  /** High and low of the bucket that holds a raw bar; NaN outside the window. */
  readonly extremes: (rawIndex: number) => { readonly high: number; readonly low: number }
}

const spacing = 8
const half = 5
const rise = 9

/** Trades with any part in [left, right), newest last. */
export function visibleTrades(trades: TradeMarks, left: number, right: number): number[] {
  const found: number[] = []
  for (let at = 0; at < trades.count; at++) {
    if (trades.entryIndex[at]! < right && trades.exitIndex[at]! >= left) found.push(at)
  }
  return found
}

/** Joining lines (win solid, loss dashed), then triangles, thinned to one a side every 8 pixels. */
export function drawTrades(
  ctx: CanvasRenderingContext2D,
  trades: TradeMarks,
  shown: readonly number[],
  scale: PlotScale,
  colours: ChartColours,
): void {
  const joined = shown.filter((at) => scale.x(trades.exitIndex[at]!) - scale.x(trades.entryIndex[at]!) >= 2)
  ctx.lineWidth = shown.length > scale.width / spacing ? 1 : 1.25
  for (const wins of [true, false]) {
    ctx.beginPath()
    for (const at of joined) if (trades.pnl[at]! >= 0 === wins) joinPath(ctx, trades, at, scale)
    ctx.strokeStyle = wins ? colours.win : colours.loss
    ctx.setLineDash(wins ? [] : [4, 3])
    ctx.stroke()
  }
  ctx.setLineDash([])
  ctx.fillStyle = colours.text1
  ctx.beginPath()
  let lastEntry = Number.NEGATIVE_INFINITY
  let lastExit = Number.NEGATIVE_INFINITY
  for (const at of shown) {
    const entry = scale.x(trades.entryIndex[at]!)
    if (entry - lastEntry >= spacing) {
      markPath(ctx, trades, at, 'entry', scale)
      lastEntry = entry
    }
    const exit = scale.x(trades.exitIndex[at]!)
    if (!trades.open[at] && exit - lastExit >= spacing) {
      markPath(ctx, trades, at, 'exit', scale)
      lastExit = exit
    }
  }
  ctx.fill()
}

/** One trade on top of everything: a double-width line, both triangles. */
export function drawTrade(
  ctx: CanvasRenderingContext2D,
  trades: TradeMarks,
  at: number,
  scale: PlotScale,
  colours: ChartColours,
): void {
  const wins = trades.pnl[at]! >= 0
  ctx.beginPath()
  joinPath(ctx, trades, at, scale)
  ctx.strokeStyle = wins ? colours.win : colours.loss
  ctx.lineWidth = 2
  ctx.setLineDash(wins ? [] : [4, 3])
  ctx.stroke()
  ctx.setLineDash([])
  ctx.beginPath()
  markPath(ctx, trades, at, 'entry', scale)
  if (!trades.open[at]) markPath(ctx, trades, at, 'exit', scale)
  ctx.fillStyle = colours.text1
  ctx.fill()
}

/** The trade whose joining line or triangle is within `reach` pixels, the nearest first; -1 where there is none. */
export function tradeAt(
  trades: TradeMarks,
  shown: readonly number[],
  x: number,
  y: number,
  scale: PlotScale,
  reach = 6,
): number {
  let best = -1
  let nearest = reach
  for (const at of shown) {
    const x1 = scale.x(trades.entryIndex[at]!)
    const x2 = scale.x(trades.exitIndex[at]!)
    if (x < x1 - reach || x > x2 + reach) continue
    const distance = toSegment(x, y, x1, scale.y(trades.entryPrice[at]!), x2, scale.y(trades.exitPrice[at]!))
    if (distance < nearest) {
      nearest = distance
      best = at
    }
  }
  return best
}

function toSegment(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const dx = x2 - x1
  const dy = y2 - y1
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length))
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy)
}

function joinPath(ctx: CanvasRenderingContext2D, trades: TradeMarks, at: number, scale: PlotScale): void {
  ctx.moveTo(scale.x(trades.entryIndex[at]!), scale.y(trades.entryPrice[at]!))
  ctx.lineTo(scale.x(trades.exitIndex[at]!), scale.y(trades.exitPrice[at]!))
}

/** A buy points up from below its bar, a sell points down from above it. */
function markPath(
  ctx: CanvasRenderingContext2D,
  trades: TradeMarks,
  at: number,
  end: 'entry' | 'exit',
  scale: PlotScale,
): void {
  const index = end === 'entry' ? trades.entryIndex[at]! : trades.exitIndex[at]!
  const price = end === 'entry' ? trades.entryPrice[at]! : trades.exitPrice[at]!
  const buys = (end === 'entry') === (trades.long[at] === 1)
  const { high, low } = scale.extremes(index)
  const x = scale.x(index)
  const tip = buys ? scale.y(Number.isNaN(low) ? price : low) + 4 : scale.y(Number.isNaN(high) ? price : high) - 4
  const base = buys ? tip + rise : tip - rise
  ctx.moveTo(x, tip)
  ctx.lineTo(x + half, base)
  ctx.lineTo(x - half, base)
  ctx.closePath()
}
