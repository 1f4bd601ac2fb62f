import { date, number } from '../../lib/format.ts'
import { calendarStarts, startText } from '../../ui/calendar-starts.ts'
import { type ChartOption, tooltipOf, xAxisOf, yAxisOf } from '../../ui/chart.tsx'
import type { ThemeTokens, TokenName } from '../../ui/theme.ts'
import type { Signals } from './use-preview.ts'

const lineColours: readonly TokenName[] = ['series-3', 'series-4', 'series-5', 'accent', 'series-1']

/**
 * Close, the named lines that live on the price scale, spans in the market shaded, entries and exits as triangles at
 * their fills. Lines far off the prices (an oscillator, a truth) would flatten the chart and are left to Explain.
 */
export function signalsOption(tokens: ThemeTokens, signals: Signals, at: number | null, decimals: number): ChartOption {
  const { ts, close, entries, exits, spans } = signals
  const [low, high] = rangeOf(close)
  const lines = Object.entries(signals.lines)
    .filter(([, values]) => isOnScale(values, low, high))
    .slice(0, 5)
  const reach = (high - low) * 0.03
  const starts = calendarStarts(ts[0] ?? 0, ts.at(-1) ?? 0)
  const triangles = (buys: boolean) => [
    ...entries
      .filter(({ side }) => (side === 'long') === buys)
      .map((one) => [one.ts, buys ? one.price - reach : one.price + reach]),
    ...exits
      .filter(({ side }) => (side === 'long') !== buys)
      .map((one) => [one.ts, buys ? one.price - reach : one.price + reach]),
  ]
  const marks = (buys: boolean) => ({
    type: 'scatter',
    name: buys ? 'buys' : 'sells',
    symbol: 'triangle',
    symbolRotate: buys ? 0 : 180,
    symbolSize: [10, 9],
    z: 20,
    silent: true,
    tooltip: { show: false },
    itemStyle: { color: buys ? tokens.up : tokens.down, opacity: 1 },
    data: triangles(buys),
  })
  return {
    grid: { left: 12, right: 58, top: 10, bottom: 26 },
    tooltip: {
      ...tooltipOf(tokens),
      axisPointer: { lineStyle: { color: tokens['text-3'], type: 'dashed' } },
      valueFormatter: (value: unknown) => number(typeof value === 'number' ? value : null, decimals),
    },
    xAxis: {
      ...xAxisOf(tokens),
      type: 'time',
      min: ts[0],
      max: ts.at(-1),
      splitLine: { show: true, lineStyle: { color: tokens.grid } },
      axisTick: { show: false, customValues: starts },
      axisLabel: {
        color: tokens['text-3'],
        fontSize: 11,
        margin: 8,
        hideOverlap: true,
        customValues: starts,
        formatter: startText,
      },
    },
    yAxis: { ...yAxisOf(tokens), scale: true },
    series: [
      {
        type: 'line',
        name: 'close',
        showSymbol: false,
        lineStyle: { width: 1.25, color: tokens['series-2'] },
        itemStyle: { color: tokens['series-2'] },
        data: ts.map((time, i) => [time, close[i]]),
        markArea: {
          silent: true,
          data: spans.map(({ from, to, side }) => [
            { xAxis: from, itemStyle: { color: side === 'long' ? tokens.up : tokens.down, opacity: 0.08 } },
            { xAxis: to },
          ]),
        },
        ...(at === null
          ? {}
          : {
              markLine: {
                silent: true,
                symbol: 'none',
                lineStyle: { color: tokens['text-3'], type: [3, 3], width: 1 },
                label: {
                  formatter: date(at),
                  position: 'start',
                  distance: 4,
                  color: tokens['text-1'],
                  backgroundColor: tokens.hover,
                  borderRadius: 3,
                  padding: [3, 8],
                  fontSize: 11,
                },
                data: [{ xAxis: at }],
              },
            }),
      },
      ...lines.map(([name, values], order) => {
        const colour = tokens[lineColours[order] ?? 'series-1']
        return {
          type: 'line',
          name,
          showSymbol: false,
          lineStyle: { width: 1.25, color: colour },
          itemStyle: { color: colour },
          data: ts.map((time, i) => [time, values[i] ?? null]),
        }
      }),
      marks(true),
      marks(false),
    ],
  }
}

function rangeOf(values: readonly (number | null)[]): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value === null) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return [low, high]
}

function isOnScale(values: readonly (number | null)[], low: number, high: number): boolean {
  const [from, to] = rangeOf(values)
  const room = high - low
  return from <= high + room && to >= low - room && from >= low - room && to <= high + room && to > from
}
