import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { dateTime, number } from '../../lib/format.ts'
import { ChartTable } from './chart-table.tsx'
import type { Drawing, DrawingKind } from './drawings.ts'
import type { ChartIndicator } from './panes.ts'
import { useLatest } from '../use-latest.ts'
import { priceDecimals } from './price-ticks.ts'
import { createPriceView, type CrossedBar, type PriceView } from './price-view.ts'
import type { FetchWindow, Slab } from './slab.ts'
import type { CandleStyle } from './stage.ts'
import type { View } from './view-range.ts'
import type { TradeMarks } from './trade-marks.ts'
import './price-chart.css'

export interface PriceChartHandle {
  readonly goTo: (index: number) => void
  readonly reveal: (from: number, to: number) => void
  readonly last: () => void
  readonly selectDrawing: (id: string | null) => void
  readonly picture: () => Promise<Blob>
}

export interface PriceChartProps {
  readonly ref?: Ref<PriceChartHandle>
  readonly symbol: string
  readonly timeframe: string
  /** Changes whenever the stored series does; the chart starts over. */
  readonly version: string
  readonly rows: number
  readonly decimals: number
  readonly timezone: string
  readonly fetchWindow: FetchWindow
  readonly indicators: readonly ChartIndicator[]
  readonly trades: TradeMarks | null
  readonly marked: number
  readonly log: boolean
  readonly candles: CandleStyle
  /** Shows the bars in view as a table in place of the picture. */
  readonly asTable: boolean
  /** Content of the box beside the pointer when it is on a trade. */
  readonly drawings: readonly Drawing[]
  readonly tool: DrawingKind | null
  readonly onDrawings: (drawings: readonly Drawing[]) => void
  readonly onTool: (tool: DrawingKind | null) => void
  readonly tradeTip: (trade: number) => ReactNode
  readonly onTradeHover: (trade: number) => void
  readonly onTradePick: (trade: number) => void
  readonly onCross: (bar: CrossedBar | null) => void
  readonly onError: (error: unknown) => void
}

/** Candles, volume, indicators and trades of one stored series, of any length. */
export function PriceChart({ ref, ...props }: PriceChartProps) {
  const plot = useRef<HTMLDivElement>(null)
  const chart = useRef<PriceView | null>(null)
  const latest = useLatest(props)
  const [shown, setShown] = useState<{ slab: Slab; view: View } | null>(null)
  const [tip, setTip] = useState<{ trade: number; style: CSSProperties } | null>(null)
  const { symbol, timeframe, version, timezone, rows, decimals } = props

  useEffect(() => {
    const container = plot.current
    if (!container) return
    const view = createPriceView({
      container,
      title: `${symbol} · ${timeframe}`,
      timeframe,
      decimals,
      rows,
      timezone,
      fetch: (request, signal) => latest.current.fetchWindow(request, signal),
      onRest: (slab, view) => setShown({ slab, view }),
      onCross: (bar) => latest.current.onCross(bar),
      onTrade: (trade, at) => {
        setTip((old) => (at ? { trade, style: besidePointer(at, container.clientWidth) } : old === null ? old : null))
        latest.current.onTradeHover(trade)
      },
      onPick: (trade) => {
        if (trade >= 0) latest.current.onTradePick(trade)
      },
      onDrawings: (drawings) => latest.current.onDrawings(drawings),
      onTool: (tool) => latest.current.onTool(tool),
      onError: (error) => latest.current.onError(error),
    })
    chart.current = view
    const { log, candles, indicators, trades, marked, drawings } = latest.current
    view.setDrawings(drawings)
    view.setLog(log)
    view.setStyle(candles)
    view.setIndicators(indicators)
    view.setTrades(trades)
    view.mark(marked)
    const themes = new MutationObserver(() => view.restyle())
    themes.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-colours', 'data-density'] })
    return () => {
      themes.disconnect()
      chart.current = null
      view.dispose()
    }
    // A new version of the data starts the chart over, though nothing in here reads its name.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [symbol, timeframe, version, timezone, rows, decimals, latest])

  useEffect(() => chart.current?.setIndicators(props.indicators), [props.indicators])
  useEffect(() => chart.current?.setTrades(props.trades), [props.trades])
  useEffect(() => chart.current?.setDrawings(props.drawings), [props.drawings])
  useEffect(() => chart.current?.setTool(props.tool), [props.tool])
  useEffect(() => chart.current?.mark(props.marked), [props.marked, props.trades])
  useEffect(() => chart.current?.setLog(props.log), [props.log])
  useEffect(() => chart.current?.setStyle(props.candles), [props.candles])
  useImperativeHandle(
    ref,
    () => ({
      goTo: (index) => chart.current?.reveal(index, index),
      reveal: (from, to) => chart.current?.reveal(from, to),
      last: () => chart.current?.last(),
      selectDrawing: (id) => chart.current?.selectDrawing(id),
      picture: () => chart.current?.picture() ?? Promise.reject(new Error('the chart is not on screen')),
    }),
    [],
  )

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof Element)) return
    // In the table the arrows scroll.
    if (event.target.closest('.price-chart-table')) return
    if (chart.current?.key(event.key)) event.preventDefault()
  }
  const shownDecimals = priceDecimals(decimals, shown?.slab.close[shown.slab.count - 1] ?? Number.NaN)
  return (
    // A plot that is panned and zoomed by arrow keys: it takes the focus and keys of an application.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className="price-chart"
      role="application"
      aria-roledescription="price chart"
      aria-label={describe(props, shown?.slab ?? null)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div ref={plot} className="price-chart-plot" aria-hidden="true" />
      {tip && (
        <div className="price-tip" style={tip.style}>
          {props.tradeTip(tip.trade)}
        </div>
      )}
      {props.asTable && shown && (
        <ChartTable slab={shown.slab} view={shown.view} decimals={shownDecimals} indicators={props.indicators} />
      )}
    </div>
  )
}

/** Right of the pointer, left of it near the right edge. */
function besidePointer(at: { readonly x: number; readonly y: number }, width: number): CSSProperties {
  return { top: at.y + 14, ...(at.x > width - 320 ? { right: width - at.x + 14 } : { left: at.x + 14 }) }
}

function describe(
  { symbol, timeframe, decimals }: Pick<PriceChartProps, 'symbol' | 'timeframe' | 'decimals'>,
  slab: Slab | null,
): string {
  const keys = 'Left and right arrows pan, up and down zoom, Home and End jump.'
  if (!slab || slab.count === 0) return `${symbol} ${timeframe}. ${keys}`
  const last = slab.count - 1
  return `${symbol} ${timeframe}, ${number(slab.rows, 0)} bars, window ends ${dateTime(slab.ts[last])} at ${number(slab.close[last], priceDecimals(decimals, slab.close[last] ?? Number.NaN))}. ${keys}`
}
