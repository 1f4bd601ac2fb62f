import { z } from 'zod'
import { UnixMs } from './common.ts'

export const Severity = z.enum(['pass', 'warn', 'fail', 'skipped'])
export type Severity = z.infer<typeof Severity>

/** One finding of a check: where it is on the time axis and what was seen. */
export const Finding = z.object({
  check: z.string(),
  ts: UnixMs.nullable(),
  until: UnixMs.nullable(),
  message: z.string(),
  value: z.number().nullable(),
})
export type Finding = z.infer<typeof Finding>

export const CheckResult = z.object({
  check: z.string(),
  title: z.string(),
  status: Severity,
  /** How many rows or spans failed; `findings` holds the first of them. */
  count: z.number().int(),
  message: z.string(),
})
export type CheckResult = z.infer<typeof CheckResult>

export const QualityReport = z.object({
  symbol: z.string(),
  timeframe: z.string(),
  version: z.number().int(),
  status: Severity,
  /** One word for a badge: `Good`, `No volume`, `Gaps`. */
  label: z.string(),
  calendar: z.string(),
  rows: z.number().int(),
  from: UnixMs.nullable(),
  to: UnixMs.nullable(),
  expectedSessions: z.number().int().nullable(),
  presentSessions: z.number().int().nullable(),
  checks: z.array(CheckResult),
  findings: z.array(Finding),
  /** Bars present and expected, one entry a calendar month. */
  coverage: z.array(z.object({ month: z.string(), present: z.number().int(), expected: z.number().int() })),
  checkedAt: UnixMs,
})
export type QualityReport = z.infer<typeof QualityReport>
