import { BarChart, CustomChart, HeatmapChart, LineChart, ParallelChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  AxisPointerComponent,
  BrushComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  ParallelComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import type { EChartsCoreOption, EChartsType } from 'echarts/core'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { Table2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { IconButton } from './button.tsx'
import './chart.css'
import type { ThemeTokens } from './theme.ts'
import { useThemeTokens } from './theme.ts'

use([
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  ParallelChart,
  ScatterChart,
  AriaComponent,
  AxisPointerComponent,
  BrushComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  ParallelComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
])

export type ChartOption = EChartsCoreOption

interface ChartProps {
  /** One sentence that says what is drawn; read by screen readers. */
  label: string
  /** ECharts option of the tokens in force. Must be stable (useCallback): the chart draws again when it changes. */
  option: (tokens: ThemeTokens) => ChartOption
  height?: number | string
  /** Called once with the chart, for events. The returned function runs before disposal. */
  onReady?: (chart: EChartsType) => (() => void) | undefined
  /** The same figures as a table; a button switches to it. */
  table?: () => ReactNode
}

/** An ECharts canvas in the theme's colours, with a description and a table in its place on demand. */
export function Chart({ label, option, height = '100%', onReady, table }: ChartProps) {
  const holder = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  const tokens = useThemeTokens()
  const [asTable, setAsTable] = useState(false)

  useEffect(() => {
    const element = holder.current
    if (element === null || asTable) return undefined
    const made = init(element, undefined, { renderer: 'canvas' })
    chart.current = made
    const leave = onReady?.(made)
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      leave?.()
      made.dispose()
      chart.current = null
    }
  }, [asTable, onReady])

  useEffect(() => {
    chart.current?.setOption({ ...baseOption(tokens, label), ...option(tokens) }, { notMerge: true })
  }, [option, tokens, label, asTable, onReady])

  return (
    <div className="chart" style={{ height }}>
      {asTable ? (
        <div className="chart-table">{table?.()}</div>
      ) : (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a canvas is put in it
        <div ref={holder} className="chart-canvas" role="img" aria-label={label} />
      )}
      {table !== undefined && (
        <div className="chart-switch">
          <IconButton
            label={asTable ? 'Show as chart' : 'Show as table'}
            icon={Table2}
            pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          />
        </div>
      )}
    </div>
  )
}

function baseOption(tokens: ThemeTokens, label: string): ChartOption {
  return {
    animation: false,
    textStyle: { fontFamily: 'Inter', fontSize: 11, color: tokens['text-3'] },
    aria: { enabled: true, label: { description: label } },
    color: [tokens['series-1'], tokens['series-2'], tokens['series-3'], tokens['series-4'], tokens['series-5']],
  }
}

/** Axis on the bottom, as every chart here draws it. */
export function xAxisOf(tokens: ThemeTokens): ChartOption {
  return {
    axisLine: { lineStyle: { color: tokens.line } },
    axisTick: { show: false },
    axisLabel: { color: tokens['text-3'], fontSize: 11, margin: 8, hideOverlap: true },
    splitLine: { show: false, lineStyle: { color: tokens.grid } },
    axisPointer: {
      lineStyle: { color: tokens['text-3'], type: 'dashed', width: 1 },
      label: { backgroundColor: tokens.hover, color: tokens['text-1'], borderRadius: 3 },
    },
  }
}

/** Axis on the right. */
export function yAxisOf(tokens: ThemeTokens): ChartOption {
  return {
    position: 'right',
    axisLine: { show: false },
    axisTick: { show: false },
    splitNumber: 4,
    axisLabel: { color: tokens['text-3'], fontSize: 11 },
    splitLine: { lineStyle: { color: tokens.grid, width: 1 } },
  }
}

/** Tooltip box in the theme's colours. */
export function tooltipOf(tokens: ThemeTokens): ChartOption {
  return {
    trigger: 'axis',
    backgroundColor: tokens.raised,
    borderColor: tokens['line-strong'],
    borderWidth: 1,
    padding: [8, 10],
    textStyle: { color: tokens['text-1'], fontSize: 11.5, fontFamily: 'Inter' },
    extraCssText: 'border-radius:8px;font-variant-numeric:tabular-nums',
    transitionDuration: 0,
  }
}
