import { compact, date, number, percent, signedPercent } from '../../lib/format.ts'
import { calendarStarts, startText } from '../../ui/calendar-starts.ts'
import { type ChartOption, tooltipOf, xAxisOf, yAxisOf } from '../../ui/chart.tsx'
import type { ThemeTokens, TokenName } from '../../ui/theme.ts'

export interface EquityLine {
  readonly name: string
  readonly colour: TokenName
  readonly width: number
  readonly ts: Float64Array
  readonly equity: Float64Array
  readonly drawdown: Float64Array | null
  /** Letter at the end of the line. */
  readonly tag?: string
  /** Fills its drawdown down from zero. */
  readonly filled: boolean
}

/**
 * Equity above, drawdown below, on one time axis. The log form draws log2(equity / start), labelled at whole powers,
 * so that equal heights are equal ratios.
 */
export function equityOption(
  tokens: ThemeTokens,
  options: {
    readonly lines: readonly EquityLine[]
    readonly log: boolean
    readonly worst?: { readonly from: number; readonly to: number } | null
  },
): ChartOption {
  const { lines, log, worst } = options
  const start = lines[0]?.equity[0] ?? 1
  const height = (value: number) => (log ? Math.log2(value / start) : value)
  const x = xAxisOf(tokens)
  const y = yAxisOf(tokens)
  const starts = calendarStarts(
    Math.min(...lines.map(({ ts }) => ts[0] ?? 0)),
    Math.max(...lines.map(({ ts }) => ts.at(-1) ?? 0)),
  )
  const right = lines.some(({ tag }) => tag) ? 92 : 64
  const shifts = spread(
    lines.map(({ equity }) => height(equity.findLast(Number.isFinite) ?? Number.NaN)),
    powerRange(lines, height),
    tagPlot,
  )
  const powers = log ? powerAxis(lines, start) : null
  const yearly = {
    type: 'time',
    min: 'dataMin',
    max: 'dataMax',
    splitLine: { show: true, lineStyle: { color: tokens.grid } },
    axisTick: { show: false, customValues: starts },
  }
  const area = worst
    ? {
        silent: true,
        itemStyle: { color: tokens.down, opacity: 0.09 },
        data: [[{ xAxis: worst.from }, { xAxis: worst.to }]],
      }
    : undefined
  const lowest = Math.min(
    -0.01,
    ...lines.map(({ drawdown }) => drawdown?.reduce((low, value) => (value < low ? value : low), 0) ?? 0),
  )
  const step = [0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.25, 0.35, 0.5].find((one) => one * 2 >= -lowest) ?? 0.5
  return {
    grid: [
      { left: 12, right, top: 10, height: '55%' },
      { left: 12, right, top: '65%', bottom: 26 },
    ],
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: { ...tooltipOf(tokens), formatter: (items: unknown) => tipOf(items, log, start) },
    xAxis: [
      { ...x, ...yearly, gridIndex: 0, axisLabel: { show: false }, axisLine: { show: false } },
      {
        ...x,
        ...yearly,
        gridIndex: 1,
        axisLabel: {
          color: tokens['text-3'],
          fontSize: 11,
          margin: 8,
          hideOverlap: true,
          customValues: starts,
          formatter: startText,
        },
      },
    ],
    yAxis: [
      {
        ...y,
        gridIndex: 0,
        scale: true,
        ...(powers ? { min: powers.min, max: powers.max, axisTick: { show: false, customValues: powers.ticks } } : {}),
        axisLabel: {
          margin: right - 56,
          ...(powers ? { customValues: powers.ticks } : {}),
          color: tokens['text-3'],
          fontSize: 11,
          formatter: (value: number) => tickText(log ? start * 2 ** value : value),
        },
      },
      {
        ...y,
        gridIndex: 1,
        min: -step * 2,
        max: 0,
        interval: step,
        axisLabel: {
          margin: right - 56,
          color: tokens['text-3'],
          fontSize: 11,
          formatter: (value: number) => percent(value, 0),
        },
      },
    ],
    series: lines.flatMap((line, order) => [
      {
        type: 'line',
        name: line.name,
        showSymbol: false,
        xAxisIndex: 0,
        yAxisIndex: 0,
        z: 10 - order,
        lineStyle: { width: line.width, color: tokens[line.colour] },
        itemStyle: { color: tokens[line.colour] },
        ...(line.tag ? { endLabel: endTag(tokens, line.tag, tokens[line.colour], shifts[order] ?? 0) } : {}),
        data: pairs(line.ts, line.equity, height),
        ...(order === 0 && area ? { markArea: area } : {}),
      },
      ...(line.drawdown
        ? [
            {
              type: 'line',
              name: `${line.name} drawdown`,
              showSymbol: false,
              xAxisIndex: 1,
              yAxisIndex: 1,
              z: 10 - order,
              lineStyle: { width: 1, color: line.filled ? tokens.down : tokens[line.colour] },
              itemStyle: { color: line.filled ? tokens.down : tokens[line.colour] },
              ...(line.filled ? { areaStyle: { color: tokens.down, opacity: 0.22, origin: 'end' } } : {}),
              data: pairs(line.ts, line.drawdown, (value) => value),
            },
          ]
        : []),
    ]),
  }
}

const endTag = (tokens: ThemeTokens, text: string, colour: string, down: number) => ({
  show: true,
  offset: [0, down],
  formatter: text,
  distance: 8,
  width: 18,
  align: 'center',
  padding: [4, 0],
  borderRadius: 4,
  backgroundColor: colour,
  color: tokens.bg,
  fontSize: 11,
  fontWeight: 600,
})

const pairs = (ts: Float64Array, values: Float64Array, height: (value: number) => number) =>
  Array.from(ts, (at, i) => [at, height(values[i]!)]).filter(([, value]) => Number.isFinite(value))

/** 400K rather than 400.0K: ticks are round. */
const tickText = (value: number) =>
  value >= 1e6
    ? `${number(value / 1e6, value % 1e6 === 0 ? 0 : 1)}M`
    : value >= 1e4
      ? `${number(value / 1e3, 0)}K`
      : number(value, value < 10 ? 2 : 0)

/** Labels at whole doublings, parts of them where the account hardly moved; no more than about five. */
function powerAxis(lines: readonly EquityLine[], start: number): { min: number; max: number; ticks: number[] } {
  let low = 0
  let high = 0
  for (const { equity } of lines) {
    for (const value of equity) {
      const power = Math.log2(value / start)
      if (power < low) low = power
      if (power > high) high = power
    }
  }
  const span = high - low
  const interval = span > 5 ? Math.ceil(span / 5) : span < 0.5 ? 0.1 : span < 1.2 ? 0.25 : 1
  const margin = span * 0.04
  const first = Math.ceil((low - margin) / interval)
  const ticks = Array.from(
    { length: Math.max(1, Math.floor((high + margin) / interval) - first + 1) },
    (_, at) => (first + at) * interval,
  )
  return { min: low - margin, max: high + margin, ticks }
}

interface TipItem {
  readonly axisValue: number
  readonly seriesName: string
  readonly value: readonly [number, number]
  readonly color: string
}

function tipOf(items: unknown, log: boolean, start: number): HTMLElement {
  const list = Array.isArray(items) ? (items as TipItem[]) : []
  const box = document.createElement('div')
  const head = box.appendChild(document.createElement('div'))
  head.textContent = date(list[0]?.axisValue)
  for (const { seriesName, value, color } of list) {
    const row = box.appendChild(document.createElement('div'))
    row.className = 'chart-tip-row'
    const name = row.appendChild(document.createElement('span'))
    name.textContent = seriesName
    name.style.color = color
    const drop = seriesName.endsWith(' drawdown')
    const figure = log && !drop ? start * 2 ** value[1] : value[1]
    row.appendChild(document.createElement('span')).textContent = drop ? signedPercent(figure) : compact(figure)
  }
  return box
}

/** Height of the equity plot where lines carry letters, and what keeps two letters apart, in pixels. */
const tagPlot = 187
const tagGap = 20

function powerRange(
  lines: readonly EquityLine[],
  height: (value: number) => number,
): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const { equity } of lines) {
    for (const value of equity) {
      const at = height(value)
      if (at < low) low = at
      if (at > high) high = at
    }
  }
  return [low, high]
}

/** How far down each letter moves so that none covers another; the order from top to bottom stays that of the values. */
export function spread(values: readonly number[], [low, high]: readonly [number, number], plot: number): number[] {
  const rows = values.map((value) => ((high - value) / (high - low || 1)) * plot)
  const order = rows.map((_, at) => at).toSorted((a, b) => rows[a]! - rows[b]!)
  const placed = [...rows]
  for (const [n, at] of order.entries()) if (n > 0) placed[at] = Math.max(placed[at]!, placed[order[n - 1]!]! + tagGap)
  const over = Math.max(0, (placed[order.at(-1) ?? 0] ?? 0) - plot)
  return placed.map((row, at) => row - over - rows[at]!)
}
