import { createDrawingTools } from './drawing-tools.ts'
import type { Anchor, Drawing, DrawingKind, DrawingScale } from './drawings.ts'
import { pricePane } from './panes.ts'
import type { Stage } from './stage.ts'
import type { ChartColours } from './theme.ts'
import { drawTrade, drawTrades, type PlotScale, tradeAt, type TradeMarks, visibleTrades } from './trade-marks.ts'

/**
 * What lies over the candles: a run's trades, painted with them, and on a layer of its own the marked trade and the
 * drawings, so that a hover or a line being pulled does not repaint the candles.
 */
export function createOverlay(options: {
  /** Asked for when needed: the stage paints through this overlay and is made after it. */
  readonly stage: () => Stage
  readonly colours: () => ChartColours
  readonly decimals: () => number
  readonly onDrawings: (drawings: readonly Drawing[]) => void
  readonly onTool: (tool: DrawingKind | null) => void
}) {
  const layer = document.createElement('canvas')
  layer.className = 'price-overlay'
  let trades: TradeMarks | null = null
  let marked = -1
  let blank = true

  function plotScale(): PlotScale | null {
    const frame = options.stage().frame()
    const axis = options.stage().priceAxis()
    if (!frame || !axis) return null
    const { width } = options.stage().priceSize()
    const perBar = width / (frame.right - frame.left)
    const { slab } = frame
    return {
      width,
      x: (raw) => (raw + 0.5 - frame.left) * perBar,
      y: (price) => axis.convertToPixel(price),
      extremes: (raw) => {
        const at = Math.floor((raw - slab.from) / slab.span)
        return { high: slab.high[at] ?? Number.NaN, low: slab.low[at] ?? Number.NaN }
      },
    }
  }

  function drawingScale(): DrawingScale | null {
    const scale = plotScale()
    const { width, height } = options.stage().priceSize()
    return scale && { width, height, decimals: options.decimals(), x: scale.x, y: scale.y }
  }

  function anchorAt(x: number, y: number): Anchor | null {
    const frame = options.stage().frame()
    const axis = options.stage().priceAxis()
    if (!frame || !axis) return null
    const raw = frame.left + (x / Math.max(1, options.stage().plotWidth())) * (frame.right - frame.left)
    const { slab } = frame
    const bucket = Math.min(slab.count - 1, Math.max(0, Math.floor((raw - slab.from) / slab.span)))
    return { index: slab.from + bucket * slab.span, ts: slab.ts[bucket]!, price: axis.convertFromPixel(y) }
  }

  function inView(): number[] {
    const frame = options.stage().frame()
    return trades && frame ? visibleTrades(trades, frame.left, frame.right) : []
  }

  function paint(): void {
    const { width, height } = options.stage().priceSize()
    const ratio = window.devicePixelRatio || 1
    if (layer.width !== Math.round(width * ratio) || layer.height !== Math.round(height * ratio)) {
      layer.width = Math.round(width * ratio)
      layer.height = Math.round(height * ratio)
      layer.style.width = `${width}px`
      layer.style.height = `${height}px`
    }
    if (!layer.isConnected) options.stage().paneElement(pricePane)?.append(layer)
    const ctx = layer.getContext('2d')
    const scale = plotScale()
    const drawn = drawingScale()
    const hasMark = trades !== null && marked >= 0 && marked < trades.count
    const busy = hasMark || tools.any()
    if (!ctx || !scale || !drawn || (!busy && blank)) return
    blank = !busy
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    ctx.clearRect(0, 0, width, height)
    if (trades && hasMark) drawTrade(ctx, trades, marked, scale, options.colours())
    tools.paint(ctx, drawn, options.colours())
  }

  const tools = createDrawingTools({
    scale: drawingScale,
    anchorAt,
    repaint: paint,
    onDrawings: options.onDrawings,
    onTool: options.onTool,
  })

  return {
    tools,
    layer,
    paint,
    /** With the candles, on their canvas. */
    paintTrades(ctx: CanvasRenderingContext2D): void {
      const scale = plotScale()
      if (trades && scale) drawTrades(ctx, trades, inView(), scale, options.colours())
    },
    tradeUnder(x: number, y: number): number {
      const scale = plotScale()
      return trades && scale ? tradeAt(trades, inView(), x, y, scale) : -1
    },
    setTrades(next: TradeMarks | null): void {
      trades = next
      marked = -1
    },
    mark(trade: number): void {
      if (trade === marked) return
      marked = trade
      paint()
    },
  }
}
