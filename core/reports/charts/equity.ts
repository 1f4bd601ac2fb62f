import type { RunDetail } from '../../contract/backtest.ts'
import { formatReturn, formatShort } from '../format.ts'
import type { EquityColumns } from '../input.ts'
import { at, label, line, path, svg, ticks, timeTicks } from './svg.ts'
import type { Svg } from './svg.ts'

const width = 670
const plot = { left: 0, right: 616, top: 8 }
const height = 440
/** Beyond this many points the lines are thinned; at most two a tenth of a millimetre on A4. */
const mostPoints = 1500

/** Equity above, drawdown below, on one time axis; the worst drawdown is shaded in both. */
export function equityChart(
  curve: EquityColumns,
  scale: 'log' | 'linear',
  worst: RunDetail['drawdowns'][number] | undefined,
  description: string,
): Svg {
  const { ts, equity, drawdown, held } = thin(curve)
  const compared = held.some((value) => Number.isFinite(value))
  const [from, to] = [ts[0] ?? 0, ts.at(-1) ?? 1]
  const x = (time: number) => plot.left + ((time - from) / Math.max(1, to - from)) * (plot.right - plot.left)
  const bottom = height - 140
  const transform = scale === 'log' ? Math.log2 : (value: number) => value
  const levels = [...equity, ...held]
    .filter((value) => Number.isFinite(value) && (scale === 'linear' || value > 0))
    .map(transform)
  const [low, high] = padded(min(levels), max(levels))
  const y = (value: number) => bottom - ((transform(value) - low) / (high - low)) * (bottom - plot.top)
  const start = equity[0] ?? 1
  const yTicks = scale === 'log' ? powers(start, low, high) : ticks(low, high, 4)
  const deepest = Math.min(-0.01, min(drawdown))
  const [top, floor] = [bottom + 22, height - 24]
  const depth = (value: number) => top + (value / deepest) * (floor - top)
  const xs = ts.map(x)
  const marks = timeTicks(from, to, 10)
  const shade = worst
    ? `<rect x="${at(x(Math.max(from, worst.peak)))}" y="${plot.top}" width="${at(Math.max(1, x(Math.min(to, worst.recovery ?? to)) - x(Math.max(from, worst.peak))))}" height="${at(floor - plot.top)}" class="worst"/>`
    : ''
  const area =
    xs.length > 1
      ? `<path d="${path(xs, drawdown.map(depth))}L${at(xs.at(-1)!)} ${at(top)}L${at(xs[0]!)} ${at(top)}Z" class="under"/>`
      : ''
  return svg(
    width,
    height,
    description,
    [
      shade,
      ...marks.map(({ ts: time }) => line(x(time), plot.top, x(time), floor, 'grid')),
      ...yTicks.map(
        (value) =>
          line(plot.left, y(value), plot.right, y(value), 'grid') +
          label(plot.right + 8, y(value) + 3.5, formatShort(value)),
      ),
      ...[0, deepest / 2, deepest].map(
        (value) =>
          line(plot.left, depth(value), plot.right, depth(value), 'grid') +
          label(plot.right + 8, depth(value) + 3.5, value === 0 ? '0%' : formatReturn(value, deepest > -0.1 ? 1 : 0)),
      ),
      ...marks.map(({ ts: time, text }) =>
        label(x(time), height - 6, text, x(time) < 14 ? 'start' : x(time) > plot.right - 14 ? 'end' : 'middle'),
      ),
      compared ? `<path d="${path(xs, held.map(y))}" class="held"/>` : '',
      `<path d="${path(xs, equity.map(y))}" class="strategy"/>`,
      area,
      `<path d="${path(xs, drawdown.map(depth))}" class="drawdown"/>`,
    ].join(''),
  )
}

/** Start times whole powers of two, so that equal steps are equal growth. */
function powers(start: number, low: number, high: number): number[] {
  const result: number[] = []
  const base = Math.log2(start)
  const step = Math.max(1, Math.ceil((high - low) / 6))
  for (let power = Math.ceil((low - base) / step) * step; base + power <= high; power += step)
    result.push(2 ** (base + power))
  return result.length >= 2 ? result : ticks(2 ** low, 2 ** high, 4).filter((value) => value > 0)
}

/** Keeps the first, lowest, highest and last point of each bucket, so that no spike is lost. */
export function thin(curve: EquityColumns): EquityColumns {
  const rows = curve.ts.length
  if (rows <= mostPoints) return curve
  const buckets = Math.floor(mostPoints / 4)
  const kept = new Set<number>([0, rows - 1])
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * rows) / buckets)
    const to = Math.floor(((bucket + 1) * rows) / buckets)
    let [lowest, highest] = [from, from]
    for (let index = from; index < to; index++) {
      if (curve.equity[index]! < curve.equity[lowest]!) lowest = index
      if (curve.equity[index]! > curve.equity[highest]!) highest = index
    }
    for (const index of [from, lowest, highest, to - 1]) kept.add(index)
  }
  const order = [...kept].toSorted((a, b) => a - b)
  const pick = (column: readonly number[]) => (column.length === 0 ? column : order.map((index) => column[index]!))
  return { ts: pick(curve.ts), equity: pick(curve.equity), drawdown: pick(curve.drawdown), held: pick(curve.held) }
}

function padded(low: number, high: number): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1]
  const pad = (high - low) * 0.05 || Math.abs(high) * 0.05 || 1
  return [low - pad, high + pad]
}

function min(values: readonly number[]): number {
  return values.reduce((least, value) => (value < least ? value : least), Number.POSITIVE_INFINITY)
}

function max(values: readonly number[]): number {
  return values.reduce((most, value) => (value > most ? value : most), Number.NEGATIVE_INFINITY)
}
