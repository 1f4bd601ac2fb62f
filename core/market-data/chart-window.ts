import { barColumns } from './bars.ts'
import type { Bars } from './bars.ts'

interface ChartLine {
  readonly name: string
  /** One value a bar; NaN where missing. */
  readonly values: Float64Array
}

export interface ChartWindowInput {
  readonly bars: Bars
  readonly lines: readonly ChartLine[]
  /** Bar indices [from, to); clamped to the series. */
  readonly from: number
  readonly to: number
  /** Buckets wanted in the window; one more can show where its edges cut a bucket. */
  readonly buckets: number
}

export interface ChartWindow {
  /** Bar indices [from, to) that the buckets cover: the asked range, widened to bucket edges. */
  readonly from: number
  readonly to: number
  /** Bars in one bucket: 1 or a power of two. */
  readonly span: number
  /** ts, open, high, low, close, volume, then the lines. */
  readonly columns: readonly string[]
  /** Column after column, one value a bucket; NaN where missing. */
  readonly values: Float64Array
}

/**
 * Thins a window of bars. Bucket edges are multiples of the span, so a bucket's values do not change while panning.
 * A bucket has the first ts and open, highest high, lowest low, last close, summed volume and each line's last defined value.
 */
export function chartWindow({ bars, lines, from, to, buckets }: ChartWindowInput): ChartWindow {
  const start = clampIndex(from, bars.rows)
  const end = Math.max(start, clampIndex(to, bars.rows))
  const span = spanFor(end - start, Math.max(1, buckets))
  const first = Math.floor(start / span)
  const count = Math.ceil(end / span) - first
  const columns = [...barColumns, ...lines.map(({ name }) => name)]
  const values = new Float64Array(columns.length * count)
  const put = (column: number, source: Float64Array, fold: Fold) =>
    fillBuckets(values.subarray(column * count, (column + 1) * count), source, fold, first, span)

  barColumns.forEach((name, column) => put(column, bars[name], folds[name]))
  lines.forEach((line, index) => put(barColumns.length + index, line.values, 'lastDefined'))
  return { from: first * span, to: Math.min(bars.rows, (first + count) * span), span, columns, values }
}

function clampIndex(index: number, rows: number): number {
  return Math.min(rows, Math.max(0, Math.floor(index)))
}

function spanFor(bars: number, buckets: number): number {
  let span = 1
  while (bars / span > buckets) span *= 2
  return span
}

type Fold = 'first' | 'last' | 'highest' | 'lowest' | 'sum' | 'lastDefined'

const folds = { ts: 'first', open: 'first', high: 'highest', low: 'lowest', close: 'last', volume: 'sum' } as const

/** Spans below this are folded from the bars themselves; the levels of a pyramid begin here. */
const baseSpan = 16

function fillBuckets(out: Float64Array, source: Float64Array, fold: Fold, first: number, span: number): void {
  if (fold === 'first') return fillEach(out, (bucket) => source[(first + bucket) * span]!)
  if (fold === 'last')
    return fillEach(out, (bucket) => source[Math.min(source.length, (first + bucket + 1) * span) - 1]!)
  if (span < baseSpan) return foldInto(out, source, fold, first * span, span)
  out.set(levelOf(source, fold, span).subarray(first, first + out.length))
}

function fillEach(out: Float64Array, value: (bucket: number) => number): void {
  for (let bucket = 0; bucket < out.length; bucket++) out[bucket] = value(bucket)
}

type FoldOf = (source: Float64Array, from: number, to: number) => number

const foldOf: Record<Exclude<Fold, 'first' | 'last'>, FoldOf> = { highest, lowest, sum, lastDefined }

function foldInto(
  out: Float64Array,
  source: Float64Array,
  fold: keyof typeof foldOf,
  start: number,
  span: number,
): void {
  const value = foldOf[fold]
  for (let bucket = 0; bucket < out.length; bucket++) {
    const from = start + bucket * span
    out[bucket] = value(source, from, Math.min(source.length, from + span))
  }
}

function highest(source: Float64Array, from: number, to: number): number {
  let result = Number.NaN
  for (let index = from; index < to; index++)
    if (!(source[index]! <= result) && !Number.isNaN(source[index])) result = source[index]!
  return result
}

function lowest(source: Float64Array, from: number, to: number): number {
  let result = Number.NaN
  for (let index = from; index < to; index++)
    if (!(source[index]! >= result) && !Number.isNaN(source[index])) result = source[index]!
  return result
}

function sum(source: Float64Array, from: number, to: number): number {
  let result = Number.NaN
  for (let index = from; index < to; index++) {
    const value = source[index]!
    if (!Number.isNaN(value)) result = Number.isNaN(result) ? value : result + value
  }
  return result
}

function lastDefined(source: Float64Array, from: number, to: number): number {
  for (let index = to - 1; index >= from; index--) if (!Number.isNaN(source[index])) return source[index]!
  return Number.NaN
}

/** Levels of a column by fold and span. They live as long as the column does. */
const pyramids = new WeakMap<Float64Array, Map<string, Float64Array>>()

/** Each level is folded once, from the level below it, when a window first needs it. */
function levelOf(source: Float64Array, fold: keyof typeof foldOf, span: number): Float64Array {
  const levels = pyramids.get(source) ?? new Map<string, Float64Array>()
  pyramids.set(source, levels)
  const key = `${fold} ${span}`
  const known = levels.get(key)
  if (known !== undefined) return known
  const level = new Float64Array(Math.ceil(source.length / span))
  if (span === baseSpan) foldInto(level, source, fold, 0, span)
  else foldInto(level, levelOf(source, fold, span / 2), fold, 0, 2)
  levels.set(key, level)
  return level
}
