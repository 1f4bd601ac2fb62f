import type { AxisRange, Chart, Crosshair, KLineData, YAxis } from 'klinecharts'
import { dispose, init, registerIndicator } from 'klinecharts'
import { general, number } from '../../lib/format.ts'
import { barsOf, hasVolume, minute, rangeWithRoom, roomOf } from './axis-range.ts'
import { calendarTicks } from './calendar-ticks.ts'
import { drawIndicator, drawVolume, type Plot } from './painters.ts'
import { type ChartIndicator, ownRange, paneOf, pricePane, priceRange, type Visible } from './panes.ts'
import { rowOf, type Scale, valueTicks } from './price-ticks.ts'
import type { Slab } from './slab.ts'
import { type ChartColours, chartStyles } from './theme.ts'
import type { View } from './view-range.ts'

const painter = 'sextant-painter'
const ownPaneHeight = 104

export interface StageOptions {
  readonly container: HTMLElement
  /** Of prices; may change once the first window is there. */
  readonly decimals: () => number
  readonly offset: (ts: number) => number
  readonly stamp: (ts: number) => string
  readonly colours: () => ChartColours
  /** Paints on the candles, last; `plot` maps buckets and prices. */
  readonly over: (plot: Plot) => void
  readonly onCross: (bucket: number | null, crosshair: Crosshair) => void
}

export interface Frame extends Visible {
  /** Edges in raw bars after rounding to whole buckets at the end of the series. */
  readonly left: number
  readonly right: number
}

export type CandleStyle = 'candles' | 'bars' | 'line'
export type Stage = ReturnType<typeof createStage>

/** The drawing library behind the chart: panes, axes, candles and crosshair. It never scrolls or zooms by itself. */
export function createStage(options: StageOptions) {
  registerIndicator({ name: painter, calc: () => [], figures: [] })
  const created = init(options.container, {
    layout: {
      barSpaceLimit: { min: 0.01, max: 10_000 },
      pane: { minHeight: 40 },
      yAxis: { gap: { top: 0, bottom: 0 } },
    },
    hotkey: { enabled: false },
    formatter: { formatDate: ({ timestamp }) => stampAt(timestamp) },
  })
  if (!created) throw new Error('the chart could not be set up in its container')
  const chart: Chart = created
  let frame: Frame | null = null
  let indicators: readonly ChartIndicator[] = []
  let log = false
  let bars: KLineData[] = []
  /** Panes below the candles, top to bottom. */
  let order = ''
  const mounted = new Map<string, ChartIndicator>()

  const stampAt = (index: number) => {
    if (!frame) return ''
    const bucket = Math.floor((index / minute - frame.slab.from) / frame.slab.span)
    return options.stamp(frame.slab.ts[bucket] ?? Number.NaN)
  }
  const mainSize = (paneId: string) => chart.getSize(paneId, 'main') ?? { width: 0, height: 0 }

  function plotOf(ctx: CanvasRenderingContext2D, paneId: string, axis: YAxis): Plot | null {
    if (!frame) return null
    const { width, height } = mainSize(paneId)
    const { left, right, slab } = frame
    const perBar = width / (right - left)
    return {
      ctx,
      visible: frame,
      width,
      height,
      colours: options.colours(),
      bucketWidth: perBar * slab.span,
      x: (bucket) => (slab.from + (bucket + 0.5) * slab.span - left) * perBar,
      y: (value) => axis.convertToPixel(value),
    }
  }

  function scaleOf(range: AxisRange, height: number, isLog: boolean): Scale {
    return { from: range.displayFrom, to: range.displayTo, height, log: isLog }
  }

  /** Room in pixels: legend above, volume below the candles; a few pixels in other panes. */
  function axisRange(paneId: string): AxisRange {
    const own = mounted.get(paneId)
    const [low, high] = !frame ? [0, 1] : own ? ownRange(own, frame) : priceRange(indicators, frame)
    const isLog = log && !own && low > 0
    const { height } = mainSize(paneId)
    return rangeWithRoom(low, high, height, roomOf(own !== undefined, hasVolume(frame), height), isLog)
  }

  /** Where the tag of the last price stands, so that no label is half under it. */
  function lastRow(scale: Scale): number {
    return frame ? rowOf(frame.slab.close[frame.last - 1] ?? Number.NaN, scale) : Number.NaN
  }

  function axisOf(paneId: string) {
    return {
      paneId,
      scrollZoomEnabled: false,
      gap: { top: 0, bottom: 0 },
      createRange: () => axisRange(paneId),
      createTicks: ({ range }: { range: AxisRange }) => {
        const own = mounted.get(paneId)
        const scale = scaleOf(range, mainSize(paneId).height, log && !own)
        const ticks =
          own && own.levels.length > 0
            ? own.levels.map((value) => ({
                value,
                coord: ((scale.to - value) / (scale.to - scale.from)) * scale.height,
              }))
            : valueTicks(scale, own ? 40 : 55).filter(({ coord }) => own || Math.abs(coord - lastRow(scale)) >= 14)
        const text = (value: number) => (own ? general(value) : number(value, options.decimals()))
        return ticks.map(({ value, coord }) => ({ coord, value, text: text(Number(value.toPrecision(12))) }))
      },
    }
  }

  function setPriceAxis(): void {
    for (const axis of chart.getYAxes({ paneId: pricePane })) {
      chart.overrideYAxis({ ...axisOf(pricePane), id: axis.id, name: log ? 'logarithm' : 'normal' })
    }
  }

  function mount(indicator: ChartIndicator): void {
    const paneId = paneOf(indicator)
    const yAxisId = `axis_${indicator.id}`
    mounted.set(paneId, indicator)
    chart.createIndicator({
      name: painter,
      id: indicator.id,
      paneId,
      yAxisId,
      precision: 2,
      draw: ({ ctx, yAxis }) => {
        const plot = plotOf(ctx, paneId, yAxis)
        const shown = mounted.get(paneId)
        if (plot && shown) drawIndicator(plot, shown)
        return true
      },
    })
    chart.overrideYAxis({ ...axisOf(paneId), id: yAxisId })
    chart.setPaneOptions({
      id: paneId,
      height: Math.max(56, Math.min(ownPaneHeight, Math.round(options.container.clientHeight * 0.16))),
      minHeight: 48,
      dragEnabled: true,
    })
  }

  chart.setScrollEnabled(false)
  chart.setZoomEnabled(false)
  chart.setMaxOffsetLeftDistance(1e9)
  chart.setMaxOffsetRightDistance(1e9)
  setPriceAxis()
  chart.overrideXAxis({
    scrollZoomEnabled: false,
    createTicks: () => {
      if (!frame) return []
      const { slab, first, last, left, right } = frame
      const perBar = mainSize(pricePane).width / (right - left)
      const pixelsPerBucket = perBar * slab.span
      return calendarTicks({ ts: slab.ts, from: first, to: last, pixelsPerBucket, offset: options.offset }).map(
        ({ at, text }) => {
          const coord = (slab.from + (at + 0.5) * slab.span - left) * perBar
          // A label that the edge would cut is left to its grid line.
          return { coord, value: at, text: coord < 16 || coord > mainSize(pricePane).width - 16 ? '' : text }
        },
      )
    },
  })
  chart.createIndicator(
    {
      name: painter,
      id: 'under',
      paneId: pricePane,
      precision: options.decimals(),
      draw: ({ ctx, yAxis }) => {
        const plot = plotOf(ctx, pricePane, yAxis)
        if (!plot) return true
        drawVolume(plot)
        for (const one of indicators) if (one.pane === 'price' && one.visible) drawIndicator(plot, one)
        options.over(plot)
        return true
      },
    },
    true,
  )
  const setPrecision = () => {
    chart.overrideIndicator({ name: painter, id: 'under', precision: options.decimals() })
    chart.setSymbol({ ticker: 'series', pricePrecision: options.decimals(), volumePrecision: 0 })
  }
  setPrecision()
  chart.setPeriod({ type: 'minute', span: 1 })
  chart.setDataLoader({ getBars: ({ type, callback }) => callback(type === 'init' ? bars : [], false) })
  chart.subscribeAction('onCrosshairChange', (data) => {
    const crosshair = (data ?? {}) as Crosshair
    options.onCross(typeof crosshair.x === 'number' && frame ? bucketAt(crosshair.x) : null, crosshair)
  })
  // The library sets a positive tab index, which would put the chart ahead of the whole page.
  const root = options.container.firstElementChild
  if (root instanceof HTMLElement) root.tabIndex = -1

  function bucketAt(x: number): number | null {
    if (!frame) return null
    const { slab, left, right, first, last } = frame
    const raw = left + (x / mainSize(pricePane).width) * (right - left)
    const bucket = Math.floor((raw - slab.from) / slab.span)
    return bucket >= first && bucket < last ? bucket : null
  }

  function feed(view: View, slab: Slab): boolean {
    const first = Math.max(0, Math.floor((view.left - slab.from) / slab.span))
    const last = Math.min(slab.count, Math.ceil((view.right - slab.from) / slab.span))
    const width = mainSize(pricePane).width
    if (last <= first || width <= 0) return false
    // The last bucket may be half empty; the axis is moved so that its candle is not cut by the edge.
    const end = slab.from + last * slab.span
    const slip = view.right >= slab.rows && end > view.right ? end - view.right : 0
    frame = { slab, first, last, left: view.left + slip, right: view.right + slip }
    bars = barsOf(slab, first, last)
    const space = (width * slab.span) / (view.right - view.left)
    if (Math.abs(chart.getBarSpace().bar - space) > 1e-9) chart.setBarSpace(space)
    chart.setOffsetRightDistance(((frame.right - end) / slab.span) * space)
    chart.resetData()
    return true
  }

  return {
    chart,
    feed,
    bucketAt,
    frame: () => frame,
    plotWidth: () => mainSize(pricePane).width,
    /** The price pane's vertical axis and size, for layers above the chart. */
    priceAxis: () => chart.getYAxes({ paneId: pricePane })[0],
    priceSize: () => mainSize(pricePane),
    paneElement: (paneId: string) => chart.getDom(paneId, 'main'),
    setIndicators(next: readonly ChartIndicator[]) {
      indicators = next
      const own = next.filter((one) => one.pane === 'own' && one.visible)
      const wanted = new Set(own.map(paneOf))
      for (const paneId of mounted.keys()) {
        if (wanted.has(paneId)) continue
        mounted.delete(paneId)
        chart.removeIndicator({ paneId })
      }
      for (const one of own) {
        if (mounted.has(paneOf(one))) mounted.set(paneOf(one), one)
        else mount(one)
      }
      const panes = own.map(paneOf).join(' ')
      if (panes === order) return
      order = panes
      for (const [at, one] of own.entries()) chart.setPaneOptions({ id: paneOf(one), order: at + 1 })
      // Sorting panes makes their separators anew without a height; measuring gives them one.
      chart.resize()
    },
    setStyle(style: CandleStyle) {
      chart.setStyles(chartStyles(options.colours(), style))
    },
    setLog(next: boolean) {
      log = next
      setPriceAxis()
    },
    setPrecision,
    resize: () => chart.resize(),
    dispose: () => dispose(chart),
  }
}
