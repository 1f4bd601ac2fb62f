import type { DatedAction } from '../contract/actions.ts'
import type { QualityReport } from '../contract/quality.ts'
import { AppError } from '../contract/errors.ts'
import { calcIndicator } from '../indicators/calc.ts'
import type { Indicator } from '../indicators/indicator.ts'
import { findIndicator, indicators } from '../indicators/registry.ts'
import { packColumns, toArrow } from '../lib/arrow.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { didYouMean } from '../lib/did-you-mean.ts'
import { barColumns, firstAtOrAfter, sliceBars, type Bars } from '../market-data/bars.ts'
import { chartWindow } from '../market-data/chart-window.ts'
import { isRecorded } from '../market-data/depth/port.ts'
import type { SeriesRef } from '../market-data/port.ts'
import { checkSeries } from '../quality/suite.ts'
import type { EngineContext } from './context.ts'
import type { WindowOutcome } from './contract.ts'

interface TimeRange {
  /** Unix ms, both inclusive; null is open. */
  readonly from: number | null
  readonly to: number | null
}

export function sliceTime(bars: Bars, { from, to }: TimeRange): Bars {
  if (from === null && to === null) return bars
  const first = from === null ? 0 : firstAtOrAfter(bars.ts, from)
  const end = to === null ? bars.rows : firstAtOrAfter(bars.ts, to + 1)
  return sliceBars(bars, first, Math.max(first, end))
}

export async function checkSeriesQuality(
  { series, calendar }: { series: SeriesRef; calendar: string | null },
  context: EngineContext,
): Promise<QualityReport> {
  if (isRecorded(series.timeframe)) return (await import('./depth-imports.ts')).checkStoredDepth(series, context)
  const { db, repo, path } = context
  const damaged = await repo.verify(series.partitions)
  const [first] = damaged
  if (first !== undefined) {
    throw new AppError(
      'corrupt-data',
      `${first.partition.file} is damaged: its hash is ${first.found}, not ${first.partition.hash}`,
      {
        hint: 'Import the source file again; the damaged file was not used.',
        data: { path: first.partition.file, expected: first.partition.hash, found: first.found },
      },
    )
  }
  const connection = await (await db()).connect()
  try {
    return await checkSeries({
      connection,
      relation: parquetRelation(series.partitions.map(path)),
      symbol: series.symbol,
      timeframe: series.timeframe,
      version: series.version,
      now: Date.now(),
      splits: splitsOf(series.actions?.items),
      ...(calendar === null ? {} : { calendar }),
    })
  } finally {
    connection.closeSync()
  }
}

/** Splits among a symbol's actions, for the checks. */
export function splitsOf(actions: readonly DatedAction[] = []): { ts: number; ratio: number }[] {
  return actions.flatMap(({ ts, kind, value }) => (kind === 'split' ? [{ ts, ratio: value }] : []))
}

/** Stored partitions, in time order, as something SQL can select from. */
export function parquetRelation(paths: readonly string[]): string {
  return `(select * from read_parquet([${paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')}]))`
}

interface WindowInput {
  readonly series: SeriesRef
  readonly from: number | null
  readonly to: number | null
  readonly buckets: number
  readonly indicators: readonly { id: string; name: string; params: Record<string, number> }[]
}

/** Lines of the last charts, so that panning computes each indicator once. Keyed by the bars they belong to. */
const lineCache = new WeakMap<Bars, Map<string, Float64Array[]>>()

export async function chartWindowOf(
  { series, from, to, buckets, indicators: wanted }: WindowInput,
  { repo }: EngineContext,
): Promise<WindowOutcome> {
  const bars = await repo.bars(series)
  const lines = wanted.flatMap(({ id, name, params }) => {
    const indicator = indicatorNamed(name)
    return indicator.outputs.map((output, index) => ({
      name: `${id}.${output.name}`,
      values: linesOf(bars, indicator, params)[index]!,
    }))
  })
  const window = chartWindow({ bars, lines, from: from ?? 0, to: to ?? bars.rows, buckets })
  return {
    rows: bars.rows,
    from: window.from,
    to: window.to,
    span: window.span,
    columns: window.columns,
    values: new Blob([window.values as Float64Array<ArrayBuffer>]),
  }
}

function linesOf(bars: Bars, indicator: Indicator, params: Record<string, number>): Float64Array[] {
  const lines = lineCache.get(bars) ?? new Map<string, Float64Array[]>()
  lineCache.set(bars, lines)
  const key = canonicalJson([indicator.name, params])
  const known = lines.get(key)
  if (known !== undefined) return known
  if (lines.size >= 24) lines.delete(lines.keys().next().value!)
  const computed = calcIndicator(indicator, bars, params)
  lines.set(key, computed)
  return computed
}

export async function locateTimes(
  { series, times }: { series: SeriesRef; times: readonly number[] },
  { repo }: EngineContext,
): Promise<{ indices: number[] }> {
  const { ts } = await repo.bars(series)
  return { indices: times.map((time) => firstAtOrAfter(ts, time)) }
}

export async function readBars(
  { series, ...range }: { series: SeriesRef } & TimeRange,
  { repo }: EngineContext,
): Promise<Blob> {
  const bars = sliceTime(await repo.bars(series), range)
  return toArrow(Object.fromEntries(barColumns.map((column) => [column, bars[column]])))
}

interface CalcInput extends TimeRange {
  readonly series: SeriesRef
  readonly name: string
  readonly params: Record<string, number>
}

/** Bars outside the range are not seen by the function. */
export async function calcOnSeries(
  { series, name, params, ...range }: CalcInput,
  { repo }: EngineContext,
): Promise<{ columns: string[]; rows: number; values: Blob }> {
  const indicator = indicatorNamed(name)
  const bars = sliceTime(await repo.bars(series), range)
  const outputs = calcIndicator(indicator, bars, params)
  return {
    columns: ['ts', ...indicator.outputs.map((output) => output.name)],
    rows: bars.rows,
    values: packColumns([bars.ts, ...outputs]),
  }
}

function indicatorNamed(name: string): Indicator {
  const indicator = findIndicator(name)
  if (indicator !== undefined) return indicator
  throw new AppError('not-found', `there is no indicator ${name}`, {
    hint: didYouMean(
      name,
      indicators.map((entry) => entry.name),
    ),
  })
}
