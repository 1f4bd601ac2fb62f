import type { DuckDBConnection } from '@duckdb/node-api'
import type { CheckResult, QualityReport, Severity } from '../contract/quality.ts'
import { closedDayCheck, holidayCheck, unscheduledCheck } from './checks/closed-days.ts'
import { findingLimit, toFinding } from './checks/check.ts'
import type { Check, KnownSplit, Survey, Verdict } from './checks/check.ts'
import { duplicateCheck } from './checks/duplicates.ts'
import { countSessions, gapCheck } from './checks/gaps.ts'
import { outlierCheck, spikeCheck, splitCheck, unitCheck } from './checks/jumps.ts'
import { orderCheck } from './checks/order.ts'
import { ohlcCheck, positiveCheck } from './checks/prices.ts'
import { spacingCheck } from './checks/spacing.ts'
import { staleCheck } from './checks/stale.ts'
import { volumeCheck, volumeOutlierCheck } from './checks/volume.ts'
import { coverageByMonth } from './coverage.ts'
import { readNeighbours, readScale, readTotals, readWithoutVolume, scanRows } from './scan.ts'
import { expectBars } from './sessions.ts'
import { barGrid } from './timeframe.ts'

/** Worst first: the first of these that fails, then the first that warns, names the series. */
const checks: readonly Check[] = [
  spacingCheck,
  orderCheck,
  duplicateCheck,
  ohlcCheck,
  unitCheck,
  splitCheck,
  spikeCheck,
  gapCheck,
  closedDayCheck,
  staleCheck,
  positiveCheck,
  volumeCheck,
  outlierCheck,
  volumeOutlierCheck,
  unscheduledCheck,
  holidayCheck,
]

export interface SeriesToCheck {
  readonly connection: DuckDBConnection
  /** SQL: a quoted table name or a subquery in brackets with ts TIMESTAMP and open, high, low, close, volume DOUBLE, sorted by ts. */
  readonly relation: string
  readonly symbol: string
  readonly timeframe: string
  readonly version: number
  /** One of `calendarNames`; read from the data where left out. */
  readonly calendar?: string
  /** Splits that are known of the symbol. */
  readonly splits?: readonly KnownSplit[]
  /** Time of the check, Unix ms: stamped on the report, and no bar may start after it. */
  readonly now: number
}

/**
 * Runs the built-in suite: one grouped pass for totals, a sample for scale, one ordered pass for the rest. Nothing is
 * ever repaired. Throws `invalid-input` for an unknown calendar or timeframe.
 */
export async function checkSeries(series: SeriesToCheck): Promise<QualityReport> {
  const { connection, relation, symbol, timeframe, version, now } = series
  const grid = barGrid(timeframe)
  const target = { connection, relation, grid, now }
  const scale = await readScale(target)
  const alone = Object.assign({}, ...checks.map((check) => check.alone?.(scale, grid) ?? {})) as Record<string, string>
  const totals = await readTotals(target, alone)
  const expectation = expectBars(totals, grid, series.calendar)
  const survey: Survey = {
    totals,
    grid,
    expectation,
    now,
    splits: series.splits ?? [],
    scale,
    around: (rows, reach) => readNeighbours(target, rows, reach),
    withoutVolume: (limit) => readWithoutVolume(target, limit),
  }
  const inspections = checks.map((check) => ({ check, inspection: check.begin(survey) }))
  const suspected = Object.entries(alone).filter(([name]) => totals.suspects[name]! > 0)
  const asked = inspections.flatMap(({ inspection }) => Object.entries(inspection.predicates))
  const predicates = new Map([...suspected, ...asked])
  await scanRows(target, predicates, (row) => inspections.forEach(({ inspection }) => inspection.onRow(row)))

  const results: CheckResult[] = []
  const verdicts: Verdict[] = []
  for (const { check, inspection } of inspections) {
    const verdict = await inspection.verdict()
    verdicts.push(verdict)
    results.push({
      check: check.id,
      title: check.title,
      status: verdict.status,
      count: verdict.count,
      message: verdict.message,
    })
  }
  const kept = shareOut(
    verdicts.map(({ spots }) => spots.length),
    findingLimit,
  )
  const findings = verdicts.flatMap(({ spots }, at) =>
    spots.slice(0, kept[at]).map((spot) => toFinding(results[at]!.check, spot)),
  )
  const worst = verdicts.find(({ status }) => status === 'fail') ?? verdicts.find(({ status }) => status === 'warn')
  const sessions = expectation ? countSessions(expectation) : null
  const status: Severity = totals.rows === 0 ? 'skipped' : (worst?.status ?? 'pass')
  return {
    symbol,
    timeframe,
    version,
    status,
    label: totals.rows === 0 ? 'Empty' : (worst?.label ?? 'Good'),
    calendar: expectation?.title ?? 'none',
    rows: totals.rows,
    from: totals.from,
    to: totals.to,
    expectedSessions: sessions?.expected ?? null,
    presentSessions: sessions?.present ?? null,
    checks: results,
    findings,
    coverage: coverageByMonth(totals, grid, expectation),
    checkedAt: now,
  }
}

/** How many of each list to keep where only `limit` fit in all: an even share first, so that no noisy check hides the others. */
function shareOut(counts: readonly number[], limit: number): number[] {
  const share = Math.floor(limit / counts.length)
  const kept = counts.map((count) => Math.min(count, share))
  let left = limit - kept.reduce((sum, count) => sum + count, 0)
  return counts.map((count, at) => {
    const more = Math.min(count - kept[at]!, left)
    left -= more
    return kept[at]! + more
  })
}
