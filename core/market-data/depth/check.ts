import type { CheckResult, Finding, QualityReport, Severity } from '../../contract/quality.ts'
import { createBook } from '../../engine/depth/book.ts'
import { depthFlag, depthKind } from '../../engine/depth/events.ts'
import type { DepthColumns } from './columns.ts'
import { toDepthEvents } from './events.ts'

/** Findings kept of each check; the counts are exact. */
const kept = 100

/** Quality of a stored recording: lost updates and trades, books that cross, clocks that disagree. Nothing is repaired. */
export function checkDepth(
  columns: DepthColumns,
  target: { symbol: string; timeframe: string; version: number; now: number },
): QualityReport {
  const gaps = createFindings('gaps')
  const trades = createFindings('trades')
  const crossed = createFindings('crossed')
  const { rows, ts, exchangeTs, kind, flags, id } = columns
  let lastTrade = Number.NaN
  let least = Infinity
  for (let row = 0; row < rows; row++) {
    if ((flags[row]! & depthFlag.gap) !== 0) gaps.add(ts[row]!, 'updates were lost before this message')
    if (kind[row] === depthKind.trade) {
      const lost = id[row]! - lastTrade - 1
      if (lost > 0) trades.add(ts[row]!, `${lost} trade(s) before ${id[row]} are missing`, lost)
      lastTrade = id[row]!
    }
    if (kind[row] === depthKind.trade || kind[row] === depthKind.depth)
      least = Math.min(least, ts[row]! - exchangeTs[row]!)
  }
  findCrossed(columns, (at, message) => crossed.add(at, message))
  const behind = least < 0
  const checks: CheckResult[] = [
    result(
      'gaps',
      'Update sequence',
      gaps.count(),
      'fail',
      (n) => `updates were lost at ${n} place(s)`,
      'each message begins where the one before ended',
    ),
    result(
      'trades',
      'Trade sequence',
      trades.count(),
      'warn',
      (n) => `trade numbers jump at ${n} place(s)`,
      'no trade number is missing',
    ),
    result(
      'crossed',
      'Best bid below best ask',
      crossed.count(),
      'warn',
      (n) => `the book is crossed or locked after ${n} message(s)`,
      'the book is never crossed',
    ),
    result(
      'clock',
      'Receive after exchange time',
      behind ? 1 : 0,
      'warn',
      () =>
        `the recorder's clock ran at least ${(-least / 1000).toFixed(1)} ms behind; a replay moves the receive times`,
      'nothing was received before it was sent',
    ),
  ]
  const worst = checks.find(({ status }) => status === 'fail') ?? checks.find(({ status }) => status === 'warn')
  const labels: Record<string, string> = { gaps: 'Gaps', trades: 'Lost trades', crossed: 'Crossed', clock: 'Clock' }
  return {
    symbol: target.symbol,
    timeframe: target.timeframe,
    version: target.version,
    status: worst?.status ?? 'pass',
    label: labels[worst?.check ?? ''] ?? 'Good',
    calendar: '24/7',
    rows,
    from: rows === 0 ? null : ts[0]! / 1000,
    to: rows === 0 ? null : ts[rows - 1]! / 1000,
    expectedSessions: null,
    presentSessions: null,
    checks,
    findings: [...gaps.all(), ...trades.all(), ...crossed.all()],
    coverage: [],
    checkedAt: target.now,
  }
}

function findCrossed(columns: DepthColumns, found: (ts: number, message: string) => void): void {
  const { events, tickSize } = toDepthEvents(columns)
  const { bids, asks } = createBook()
  for (let row = 0; row < events.rows; row++) {
    if (events.kind[row] === depthKind.trade) continue
    const bits = events.flags[row]!
    if (events.kind[row] === depthKind.snapshot && (bits & depthFlag.first) !== 0) {
      bids.clear()
      asks.clear()
    }
    const side = events.side[row]! > 0 ? bids : asks
    side.set(events.tick[row]!, events.lots[row]!)
    if ((bits & depthFlag.last) === 0 || asks.best() < 0 || bids.best() < asks.best()) continue
    const price = (tick: number) => Number((tick * tickSize).toPrecision(12))
    found(events.receiveTs[row]!, `best bid ${price(bids.best())}, best ask ${price(asks.best())}`)
  }
}

function createFindings(check: string) {
  const findings: Finding[] = []
  let count = 0
  return {
    add(ts: number, message: string, value: number | null = null) {
      count += 1
      if (findings.length < kept) findings.push({ check, ts: ts / 1000, until: null, message, value })
    },
    count: () => count,
    all: () => findings,
  }
}

function result(
  check: string,
  title: string,
  count: number,
  bad: Severity,
  seen: (count: number) => string,
  good: string,
): CheckResult {
  return { check, title, status: count === 0 ? 'pass' : bad, count, message: count === 0 ? good : seen(count) }
}
