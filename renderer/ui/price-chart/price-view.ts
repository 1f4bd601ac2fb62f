import type { Drawing, DrawingKind } from './drawings.ts'
import { createLegends } from './legend.ts'
import { listenToPointer, viewAfterKey } from './gestures.ts'
import type { ChartIndicator } from './panes.ts'
import { picture } from './picture.ts'
import type { FetchWindow, Slab } from './slab.ts'
import { createOverlay } from './overlay.ts'
import { type CandleStyle, createStage, type Stage } from './stage.ts'
import { readColours } from './theme.ts'
import type { TradeMarks } from './trade-marks.ts'
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
  readonly onDrawings?: (drawings: readonly Drawing[]) => void
  readonly onTool?: (tool: DrawingKind | null) => void
  readonly onError?: (error: unknown) => void
}

export type PriceView = ReturnType<typeof createPriceView>

/** The chart without React: a view over a long series, redrawn at most once a frame. */
export function createPriceView(options: PriceViewOptions) {
  let colours = readColours(options.container)
  let rows = options.rows
  let view: View = lastBars(options.bars ?? 250, rows)
  let indicators: readonly ChartIndicator[] = []
  let slab: Slab | null = null
  let frameId = 0
  let crossed: number | null = null
  let decimals = options.decimals
  let settled: ReturnType<typeof setTimeout> | undefined
  const intraday = isIntraday(options.timeframe)
  const offset = intraday ? zoneOffset(options.timezone) : () => 0
  const overlay = createOverlay({
    stage: (): Stage => stage,
    colours: () => colours,
    decimals: () => decimals,
    onDrawings: (drawings) => options.onDrawings?.(drawings),
    onTool: (tool) => options.onTool?.(tool),
  })
  const { tools } = overlay

  const stage = createStage({
    container: options.container,
    decimals: () => decimals,
    offset,
    stamp: (ts) => stampText(ts, offset, intraday),
    colours: () => colours,
    over: ({ ctx }) => {
      overlay.paintTrades(ctx)
      overlay.paint()
    },
    onCross: (bucket, crosshair) => {
      crossed = bucket
      showLegend()
      tellBar()
      const hit =
        typeof crosshair.x === 'number' && typeof crosshair.y === 'number' && crosshair.paneId === 'candle_pane'
          ? overlay.tradeUnder(crosshair.x, crosshair.y)
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
    // In a hidden tab the plot has no width; the observer calls again when it is back.
    if (stage.plotWidth() <= 0 || options.container.clientWidth === 0) return
    const asked = indicators.filter((one) => one.visible).map(({ id, name, params }) => ({ id, name, params }))
    const next = source.want(view, stage.plotWidth(), asked)
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
    grab: (x, y) => (y < stage.priceSize().height ? tools.grab(x, y) : null),
    onHover: (x, y) => tools.hover(x, y),
    onClick: (x, y) => {
      const bucket = stage.bucketAt(x)
      options.onPick?.(overlay.tradeUnder(x, y), bucket !== null && slab ? { slab, bucket } : null)
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
      if (tools.key(name)) return true
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
      overlay.setTrades(next)
      schedule()
    },
    mark: (trade: number) => overlay.mark(trade),
    setStyle(next: CandleStyle) {
      style = next
      stage.setStyle(next)
    },
    setDrawings: (drawings: readonly Drawing[]) => tools.setDrawings(drawings),
    setTool: (tool: DrawingKind | null) => tools.setTool(tool),
    selectDrawing: (id: string | null) => tools.select(id),
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
    picture: () => picture(stage.chart, options.container, colours.bg, overlay.layer, legends.rows()),
    dispose() {
      if (frameId !== 0) cancelAnimationFrame(frameId)
      clearTimeout(settled)
      options.container.removeEventListener('pointerleave', leave)
      watch.disconnect()
      stop()
      source.dispose()
      overlay.layer.remove()
      stage.dispose()
    },
  }
}
