import { DuckDBInstance, DuckDBTimestampValue } from '@duckdb/node-api'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { QualityReport } from '../../../core/contract/quality.ts'
import { isSession, namedCalendar } from '../../../core/calendars/calendars.ts'
import { dayMs, dayOf } from '../../../core/calendars/days.ts'
import { checkSeries } from '../../../core/quality/suite.ts'

export interface Row {
  ts: number
  open: number
  high: number
  low: number
  close: number
  volume: number | null
}

export const now = Date.UTC(2026, 0, 1)

/** A calm walk without a single figure that a check could object to: bounded moves, no repeated price, some volume. */
export function walkOver(times: readonly number[], move = 0.01, seed = 11): Row[] {
  let state = seed
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const centred = () => random() + random() + random() + random() - 2
  let price = 100
  return times.map((ts) => {
    const open = price * (1 + 0.1 * move * centred())
    const close = price * (1 + move * centred())
    price = close
    return {
      ts,
      open,
      close,
      high: Math.max(open, close) * (1 + 0.2 * move),
      low: Math.min(open, close) * (1 - 0.2 * move),
      volume: Math.round(1e6 * (1 + 0.3 * centred())),
    }
  })
}

export function nyseDays(from: string, to: string): number[] {
  const calendar = namedCalendar('XNYS')
  const days: number[] = []
  for (let day = dayOf(from); day <= dayOf(to); day++) if (isSession(calendar, day)) days.push(day * dayMs)
  return days
}

export function every(step: number, from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => from + index * step)
}

/** Regular New York hours, 09:30 to 16:00, as UTC minutes; 13:00 on shortened days. Summer time by the rule since 2007. */
export function nyseMinutes(from: string, to: string): number[] {
  const calendar = namedCalendar('XNYS')
  return nyseDays(from, to).flatMap((ts) => {
    const day = ts / dayMs
    const year = new Date(ts).getUTCFullYear()
    const sunday = (month: number, nth: number) => {
      const first = Date.UTC(year, month, 1)
      return first + (((7 - new Date(first).getUTCDay()) % 7) + 7 * (nth - 1)) * dayMs
    }
    const hours = ts >= sunday(2, 2) && ts < sunday(10, 1) ? 4 : 5
    return every(60_000, ts + (9.5 + hours) * 3_600_000, (calendar.earlyClose(day) ?? 960) - 570)
  })
}

export async function connect(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  return instance.connect()
}

export async function check(
  connection: DuckDBConnection,
  rows: readonly Row[],
  timeframe: string,
  calendar?: string,
  at = now,
  splits: readonly { ts: number; ratio: number }[] = [],
): Promise<QualityReport> {
  await connection.run(
    'create or replace temp table series (ts timestamp, open double, high double, low double, close double, volume double)',
  )
  const appender = await connection.createAppender('series')
  for (const { ts, open, high, low, close, volume } of rows) {
    appender.appendTimestamp(new DuckDBTimestampValue(BigInt(Math.round(ts)) * 1000n))
    for (const price of [open, high, low, close]) appender.appendDouble(price)
    if (volume === null) appender.appendNull()
    else appender.appendDouble(volume)
    appender.endRow()
  }
  appender.flushSync()
  return checkSeries({
    connection,
    relation: 'series',
    symbol: 'TEST',
    timeframe,
    version: 1,
    now: at,
    splits,
    ...(calendar === undefined ? {} : { calendar }),
  })
}

/** Checks that object, by name. */
export function objections(report: QualityReport): Record<string, number> {
  return Object.fromEntries(
    report.checks
      .filter(({ status }) => status === 'warn' || status === 'fail')
      .map(({ check: name, count }) => [name, count]),
  )
}
