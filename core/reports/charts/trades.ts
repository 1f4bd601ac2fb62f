import { formatNumber, formatReturn } from '../format.ts'
import { at, label, line, svg, ticks } from './svg.ts'
import type { Svg } from './svg.ts'

const half = 326
const height = 230

/** Points beyond these are thinned evenly: on paper more only makes a blot. */
const mostMarks = 2000

/** One mark a trade: the excursion across, what the trade returned upwards. Fractions. */
export function excursionChart(
  excursion: readonly number[],
  returns: readonly number[],
  title: string,
  description: string,
): Svg {
  const plot = { left: 4, right: half - 46, top: 24, bottom: height - 24 }
  const every = Math.max(1, Math.ceil(excursion.length / mostMarks))
  const shown = excursion
    .map((value, index) => ({ x: value, y: returns[index]! }))
    .filter(({ x, y }, index) => index % every === 0 && Number.isFinite(x) && Number.isFinite(y))
  const [lowX, highX] = range([0, ...shown.map(({ x }) => x)])
  const [lowY, highY] = range([0, ...shown.map(({ y }) => y)])
  const x = (value: number) => plot.left + ((value - lowX) / (highX - lowX)) * (plot.right - plot.left)
  const y = (value: number) => plot.bottom - ((value - lowY) / (highY - lowY)) * (plot.bottom - plot.top)
  const marks = shown.map((point) => {
    const [px, py] = [x(point.x), y(point.y)]
    return point.y >= 0
      ? `<path d="M${at(px)} ${at(py - 3.5)}L${at(px + 3.5)} ${at(py + 3)}L${at(px - 3.5)} ${at(py + 3)}Z" class="win"/>`
      : `<path d="M${at(px)} ${at(py + 3.5)}L${at(px + 3.5)} ${at(py - 3)}L${at(px - 3.5)} ${at(py - 3)}Z" class="loss"/>`
  })
  return svg(
    half,
    height,
    description,
    [
      label(plot.left, 12, title, 'start', 'caption'),
      ...ticks(lowX, highX, 5).map(
        (value) =>
          line(x(value), plot.top, x(value), plot.bottom, value === 0 ? 'zero' : 'grid') +
          label(x(value), height - 8, axisText(value, highX - lowX), 'middle'),
      ),
      ...ticks(lowY, highY, 5).map(
        (value) =>
          line(plot.left, y(value), plot.right, y(value), value === 0 ? 'zero' : 'grid') +
          label(plot.right + 6, y(value) + 3.5, axisText(value, highY - lowY)),
      ),
      ...marks,
    ].join(''),
  )
}

export interface Bin {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** Equal bins with round edges, zero being an edge; at most about 24. */
export function histogram(values: readonly number[]): Bin[] {
  const finite = values.filter((value) => Number.isFinite(value))
  if (finite.length === 0) return []
  const [low, high] = range([0, ...finite], 0)
  const edges = ticks(low, high, 20)
  const step = edges.length > 1 ? edges[1]! - edges[0]! : high - low || 1
  const first = Math.floor(low / step + 1e-9)
  const bins = Array.from({ length: Math.max(1, Math.ceil(high / step - 1e-9) - first) }, () => 0)
  for (const value of finite) bins[Math.min(bins.length - 1, Math.max(0, Math.floor(value / step + 1e-12) - first))]!++
  return bins.map((count, index) => ({ from: (first + index) * step, to: (first + index + 1) * step, count }))
}

export function histogramChart(bins: readonly Bin[], description: string): Svg {
  const width = 670
  const plot = { left: 0, right: 630, top: 8, bottom: 166 }
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const slot = (plot.right - plot.left) / Math.max(1, bins.length)
  const y = (count: number) => plot.bottom - (count / most) * (plot.bottom - plot.top)
  const span = bins.length > 0 ? bins.at(-1)!.to - bins[0]!.from : 1
  const every = Math.ceil(bins.length / 10)
  const anchor = bins.findIndex(({ from }) => Math.abs(from) < 1e-12)
  return svg(
    width,
    190,
    description,
    [
      ...ticks(0, most, 4)
        .filter((value) => Number.isInteger(value))
        .map(
          (value) =>
            line(plot.left, y(value), plot.right, y(value), 'grid') +
            label(plot.right + 8, y(value) + 3.5, formatNumber(value, 0)),
        ),
      ...bins.map(({ from, count }, index) =>
        count === 0
          ? ''
          : `<rect x="${at(plot.left + index * slot + 1)}" y="${at(y(count))}" width="${at(slot - 2)}" height="${at(plot.bottom - y(count))}" class="${from < -1e-12 ? 'loss' : 'win'}"/>`,
      ),
      line(plot.left, plot.bottom, plot.right, plot.bottom, 'zero'),
      ...bins.flatMap(({ from }, index) =>
        (index - Math.max(0, anchor)) % every === 0
          ? [
              label(
                plot.left + index * slot,
                184,
                axisText(Number(from.toPrecision(10)), span),
                index === 0 ? 'start' : 'middle',
              ),
            ]
          : [],
      ),
    ].join(''),
  )
}

/** Bars side by side for each year: the strategy and the held symbol. Fractions; null leaves a bar out. */
export function yearChart(
  years: readonly { year: number; strategy: number; held: number | null }[],
  description: string,
): Svg {
  const width = 670
  const plot = { left: 0, right: 616, top: 8, bottom: 142 }
  const values = years.flatMap(({ strategy, held }) => (held === null ? [strategy] : [strategy, held]))
  const [low, high] = range([0, ...values])
  const y = (value: number) => plot.bottom - ((value - low) / (high - low)) * (plot.bottom - plot.top)
  const slot = (plot.right - plot.left) / Math.max(1, years.length)
  const bar = Math.min(16, slot / 3)
  const every = Math.ceil(years.length / 16)
  const column = (center: number, value: number, className: string) =>
    `<rect x="${at(center - bar / 2)}" y="${at(Math.min(y(0), y(value)))}" width="${at(bar)}" height="${at(Math.max(0.6, Math.abs(y(value) - y(0))))}" class="${className}"/>`
  return svg(
    width,
    166,
    description,
    [
      ...ticks(low, high, 5).map(
        (value) =>
          line(plot.left, y(value), plot.right, y(value), value === 0 ? 'zero' : 'grid') +
          label(plot.right + 8, y(value) + 3.5, axisText(value, 1)),
      ),
      ...years.map(({ year, strategy, held }, index) => {
        const center = plot.left + (index + 0.5) * slot
        return (
          column(center - (held === null ? 0 : bar / 2 + 1), strategy, 'bar-strategy') +
          (held === null ? '' : column(center + bar / 2 + 1, held, 'bar-held')) +
          (index % every === 0 ? label(center, 160, String(year), 'middle') : '')
        )
      }),
    ].join(''),
  )
}

function range(values: readonly number[], pad = 0.06): [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const margin = (high - low) * pad
  return high > low ? [low - margin, high + margin] : [low - 0.01, high + 0.01]
}

function axisText(value: number, span: number): string {
  return value === 0 ? '0%' : formatReturn(value, span < 0.02 ? 2 : span < 0.1 ? 1 : 0)
}
