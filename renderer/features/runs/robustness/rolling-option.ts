import type { RollingFigures } from '../../../../core/contract/analysis.ts'
import { date, number, percent, tickPercent } from '../../../lib/format.ts'
import { calendarStarts, startText } from '../../../ui/calendar-starts.ts'
import { type ChartOption, tooltipOf, xAxisOf, yAxisOf } from '../../../ui/chart.tsx'
import type { ThemeTokens } from '../../../ui/theme.ts'

/** Panes of the rolling chart from top to bottom; places are percents of its height, `label` that of the name, off the line. */
export const rollingPanes = [
  { figure: 'sharpe', name: 'Sharpe', top: 3, height: 36, label: 3, text: (value: number | null) => number(value) },
  {
    figure: 'volatility',
    name: 'Volatility',
    top: 44,
    height: 20,
    label: 58,
    text: (value: number | null) => percent(value, 1),
  },
  {
    figure: 'maxDrawdown',
    name: 'Max drawdown',
    top: 69,
    height: 24,
    label: 87,
    text: (value: number | null) => percent(value, 1),
  },
] as const

/** Axes of an account that never moved. */
const flat = {
  sharpe: { min: -1, max: 1 },
  volatility: { min: 0, max: 0.01 },
  maxDrawdown: { min: -0.01, max: 0 },
} as const

/** Sharpe, volatility and drawdown of the last returns at each time, on one time axis; the whole run's as dashed lines. */
export function rollingOption(
  tokens: ThemeTokens,
  rolling: RollingFigures,
  whole: { readonly sharpe: number | null; readonly volatility: number | null },
): ChartOption {
  const starts = calendarStarts(rolling.ts[0] ?? 0, rolling.ts.at(-1) ?? 0)
  const x = xAxisOf(tokens)
  const y = yAxisOf(tokens)
  const colours = { sharpe: tokens.accent, volatility: tokens['series-1'], maxDrawdown: tokens.down }
  const label = {
    color: tokens['text-3'],
    fontSize: 11,
    margin: 8,
    hideOverlap: true,
    customValues: starts,
    formatter: startText,
  }
  const dashed = (value: number, colour: string) => ({
    yAxis: value,
    lineStyle: { color: colour, width: 1, type: [3, 3] },
  })
  const marks = {
    sharpe: [
      dashed(0, tokens['line-strong']),
      ...(whole.sharpe === null ? [] : [dashed(whole.sharpe, tokens['series-2'])]),
    ],
    volatility: whole.volatility === null ? [] : [dashed(whole.volatility, tokens['series-2'])],
    maxDrawdown: [],
  }
  return {
    grid: rollingPanes.map(({ top, height }) => ({ left: 12, right: 64, top: `${top}%`, height: `${height}%` })),
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: { ...tooltipOf(tokens), formatter: (items: unknown) => tipOf(items, rolling) },
    xAxis: rollingPanes.map((_, at) => ({
      ...x,
      type: 'time',
      gridIndex: at,
      min: 'dataMin',
      max: 'dataMax',
      splitLine: { show: true, lineStyle: { color: tokens.grid } },
      axisTick: { show: false, customValues: starts },
      axisLine: { show: at === rollingPanes.length - 1, onZero: false, lineStyle: { color: tokens.line } },
      axisLabel: at === rollingPanes.length - 1 ? label : { show: false },
    })),
    yAxis: rollingPanes.map(({ text, figure }, at) => ({
      ...y,
      gridIndex: at,
      splitNumber: at === 0 ? 4 : 2,
      ...(figure === 'maxDrawdown' ? { max: 0 } : {}),
      // Without a range the axis would run from 0 to 100%, for a drawdown upwards.
      ...(rolling[figure].every((value) => !value) ? flat[figure] : {}),
      axisLabel: {
        color: tokens['text-3'],
        fontSize: 11,
        formatter: (value: number) =>
          figure === 'sharpe' ? text(value).replace(/\.?0+$/, '') || '0' : tickPercent(value),
      },
    })),
    series: rollingPanes.map(({ figure, name }, at) => ({
      type: 'line',
      name,
      showSymbol: false,
      xAxisIndex: at,
      yAxisIndex: at,
      lineStyle: { width: at === 0 ? 1.75 : 1.25, color: colours[figure] },
      itemStyle: { color: colours[figure] },
      ...(figure === 'maxDrawdown' ? { areaStyle: { color: tokens.down, opacity: 0.22, origin: 'end' } } : {}),
      ...(marks[figure].length > 0
        ? { markLine: { silent: true, symbol: 'none', label: { show: false }, data: marks[figure] } }
        : {}),
      data: rolling.ts.map((ts, row) => [ts, rolling[figure][row] ?? null]),
    })),
  }
}

function tipOf(items: unknown, rolling: RollingFigures): HTMLElement {
  const [first] = Array.isArray(items) ? (items as { dataIndex: number }[]) : []
  const row = first?.dataIndex ?? -1
  const box = document.createElement('div')
  box.appendChild(document.createElement('div')).textContent = date(rolling.ts[row])
  for (const { figure, name, text } of rollingPanes) {
    const line = box.appendChild(document.createElement('div'))
    line.className = 'chart-tip-row'
    line.appendChild(document.createElement('span')).textContent = name
    line.appendChild(document.createElement('span')).textContent = text(rolling[figure][row] ?? null)
  }
  return box
}
