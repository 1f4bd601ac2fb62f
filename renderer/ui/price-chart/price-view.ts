import { createLegends } from './legend.ts'
import { listenToPointer, viewAfterKey } from './gestures.ts'
import type { ChartIndicator } from './panes.ts'
import { picture } from './picture.ts'
import type { FetchWindow, Slab } from './slab.ts'
import { type CandleStyle, createStage } from './stage.ts'
import { readColours } from './theme.ts'
import { drawTrade, drawTrades, type PlotScale, tradeAt, type TradeMarks, visibleTrades } from './trade-marks.ts'
import { priceDecimals } from './price-ticks.ts'
import { clampView, lastBars, revealIn, type View } from './view-range.ts'
import { createWindowSource } from './window-source.ts'
import { isIntraday, stampText, zoneOffset } from './zone-time.ts'

export interface CrossedBar {
  readonly slab: Slab
  readonly bucket: number
}

export interface PriceViewOptions {
  readonly container: HTMLElement
  readonly title: string
  readonly timeframe: string
  readonly decimals: number
  readonly rows: number
  readonly timezone: string
  readonly bars?: number
  readonly fetch: FetchWindow
  readonly onSlab?: (slab: Slab) => void
  /** The view has stopped moving, or new data has arrived. */
  readonly onRest?: (slab: Slab, view: View) => void
  readonly onCross?: (bar: CrossedBar | null) => void
  readonly onTrade?: (trade: number, at: { readonly x: number; readonly y: number } | null) => void
  readonly onPick?: (trade: number, bar: CrossedBar | null) => void
  readonly onError?: (error: unknown) => void
}

export type PriceView = ReturnType<typeof createPriceView>

/** The chart without React: a view over a long series, redrawn at most once a frame. */
export function createPriceView(options: PriceViewOptions) {
  let colours = readColours(options.container)
  let rows = options.rows
  let view: View = lastBars(options.bars ?? 250, rows)
  let indicators: readonly ChartIndicator[] = []
  let trades: TradeMarks | null = null
  let marked = -1
  let slab: Slab | null = null
  let frameId = 0
  let crossed: number | null = null
  let topClear = true
  let decimals = options.decimals
  let settled: ReturnType<typeof setTimeout> | undefined
  const intraday = isIntraday(options.timeframe)
  const offset = intraday ? zoneOffset(options.timezone) : () => 0
  const top = document.createElement('canvas')
  top.className = 'price-overlay'

  const stage = createStage({
    container: options.container,
    decimals: () => decimals,
    offset,
    stamp: (ts) => stampText(ts, offset, intraday),
    colours: () => colours,
    over: ({ ctx }) => {
      const scale = scaleNow()
      const frame = stage.frame()
      if (trades && scale && frame)
        drawTrades(ctx, trades, visibleTrades(trades, frame.left, frame.right), scale, colours)
      paintTop()
    },
    onCross: (bucket, crosshair) => {
      crossed = bucket
      showLegend()
      tellBar()
      const hit =
        typeof crosshair.x === 'number' && typeof crosshair.y === 'number' && crosshair.paneId === 'candle_pane'
          ? hitAt(crosshair.x, crosshair.y)
          : -1
      options.onTrade?.(hit, hit >= 0 ? { x: crosshair.x!, y: crosshair.y! } : null)
    },
  })
  const legends = createLegends({
    title: options.title,
    decimals: () => decimals,
    colours: () => colours,
    pane: (id) => stage.paneElement(id),
  })
  const source = createWindowSource({
    rows,
    fetch: options.fetch,
    onSlab: (next) => {
      rows = next.rows
      view = clampView(view, rows)
      const fitting = priceDecimals(options.decimals, next.close[next.count - 1] ?? Number.NaN)
      if (fitting !== decimals) {
        decimals = fitting
        stage.setPrecision()
      }
      options.onSlab?.(next)
      schedule()
    },
    onError: (error) => options.onError?.(error),
  })

  function scaleNow(): PlotScale | null {
    const frame = stage.frame()
    const axis = stage.priceAxis()
    if (!frame || !axis) return null
    const { width } = stage.priceSize()
    const perBar = width / (frame.right - frame.left)
    const { slab: shown } = frame
    return {
      width,
      x: (raw) => (raw + 0.5 - frame.left) * perBar,
      y: (price) => axis.convertToPixel(price),
      extremes: (raw) => {
        const at = Math.floor((raw - shown.from) / shown.span)
        return { high: shown.high[at] ?? Number.NaN, low: shown.low[at] ?? Number.NaN }
      },
    }
  }

  function hitAt(x: number, y: number): number {
    const scale = scaleNow()
    const frame = stage.frame()
    return trades && scale && frame ? tradeAt(trades, visibleTrades(trades, frame.left, frame.right), x, y, scale) : -1
  }

  /** The marked trade is drawn on a layer of its own, so that a hover does not repaint the candles. */
  function paintTop(): void {
    const { width, height } = stage.priceSize()
    const ratio = window.devicePixelRatio || 1
    if (top.width !== Math.round(width * ratio) || top.height !== Math.round(height * ratio)) {
      top.width = Math.round(width * ratio)
      top.height = Math.round(height * ratio)
      top.style.width = `${width}px`
      top.style.height = `${height}px`
    }
    if (!top.isConnected) stage.paneElement('candle_pane')?.append(top)
    const shown = trades !== null && marked >= 0 && marked < trades.count
    const ctx = top.getContext('2d')
    const scale = scaleNow()
    if (!ctx || !scale || (!shown && topClear)) return
    topClear = !shown
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    ctx.clearRect(0, 0, width, height)
    if (shown && trades) drawTrade(ctx, trades, marked, scale, colours)
  }

  function showLegend(): void {
    const frame = stage.frame()
    if (frame) legends.show(frame.slab, crossed ?? frame.last - 1)
  }

  /** The bar that legends show: under the pointer, else the last in view. */
  function tellBar(): void {
    const frame = stage.frame()
    if (frame) options.onCross?.({ slab: frame.slab, bucket: crossed ?? frame.last - 1 })
  }

  const leave = () => {
    crossed = null
    showLegend()
    tellBar()
    options.onTrade?.(-1, null)
  }
  options.container.addEventListener('pointerleave', leave)

  function draw(): void {
    frameId = 0
    const asked = indicators.filter((one) => one.visible).map(({ id, name, params }) => ({ id, name, params }))
    const next = source.want(view, Math.max(1, stage.plotWidth()), asked)
    if (!next || !stage.feed(view, next)) return
    slab = next
    crossed = null
    showLegend()
    // Told once the view rests: a listener that renders must not run in every frame of a pan.
    clearTimeout(settled)
    settled = setTimeout(() => {
      options.onRest?.(next, view)
      if (crossed === null) tellBar()
    }, 120)
  }

  function schedule(): void {
    if (frameId === 0) frameId = requestAnimationFrame(draw)
  }

  const setView = (next: View) => {
    view = clampView(next, rows)
    schedule()
  }
  const stop = listenToPointer({
    element: options.container,
    width: stage.plotWidth,
    view: () => view,
    rows: () => rows,
    onView: setView,
    onClick: (x, y) => {
      const bucket = stage.bucketAt(x)
      options.onPick?.(hitAt(x, y), bucket !== null && slab ? { slab, bucket } : null)
    },
  })
  const watch = new ResizeObserver(schedule)
  watch.observe(options.container)
  let style: CandleStyle = 'candles'
  stage.setStyle(style)
  legends.build([])
  schedule()

  return {
    view: () => view,
    rows: () => rows,
    frame: stage.frame,
    setView,
    drawNow: draw,
    last: () => setView(lastBars(view.right - view.left, rows)),
    reveal: (from: number, to: number) => setView(revealIn(view, from, to, rows)),
    /** True where the key moved the view. */
    key(name: string): boolean {
      const next = viewAfterKey(name, view, rows)
      if (next) setView(next)
      return next !== null
    },
    setIndicators(next: readonly ChartIndicator[]) {
      indicators = next
      stage.setIndicators(next)
      legends.build(next)
      schedule()
    },
    setTrades(next: TradeMarks | null) {
      trades = next
      marked = -1
      schedule()
    },
    mark(trade: number) {
      if (trade === marked) return
      marked = trade
      paintTop()
    },
    setStyle(next: CandleStyle) {
      style = next
      stage.setStyle(next)
    },
    setLog(next: boolean) {
      stage.setLog(next)
      schedule()
    },
    /** After a change of theme or colour preset. */
    restyle() {
      colours = readColours(options.container)
      stage.setStyle(style)
      schedule()
    },
    picture: () => picture(stage.chart, options.container, colours.bg, legends.rows()),
    dispose() {
      if (frameId !== 0) cancelAnimationFrame(frameId)
      clearTimeout(settled)
      options.container.removeEventListener('pointerleave', leave)
      watch.disconnect()
      stop()
      source.dispose()
      top.remove()
      stage.dispose()
    },
  }
}
