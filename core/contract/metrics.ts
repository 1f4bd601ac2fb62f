import { oc } from '@orpc/contract'
import { z } from 'zod'
import { metricNames, Metrics } from './figures.ts'
import { UnixMs } from './common.ts'

export const MetricsRequest = z.object({
  /** CSV text: `ts,value` or one column, with or without a header; fractions, one return a period, oldest first. */
  returns: z.string(),
  benchmark: z.string().optional(),
  /** Periods a year, for annualising. */
  periods: z.number().positive().max(1e8).default(252),
  /** Annual rate. */
  riskFree: z.number().min(-1).max(1).default(0),
})
export type MetricsRequest = z.infer<typeof MetricsRequest>

export const MetricsResult = z.object({
  metrics: Metrics,
  /** Why a metric is null, for each one that is. */
  reasons: z.partialRecord(z.enum(metricNames), z.string()),
  /** Number of returns, and the first and last time where the file has times. */
  returns: z.number().int(),
  from: UnixMs.nullable(),
  to: UnixMs.nullable(),
  /** Periods in which there is a return of both; null without a benchmark. */
  compared: z.number().int().nullable(),
  periods: z.number(),
  riskFree: z.number(),
  warnings: z.array(z.string()),
})
export type MetricsResult = z.infer<typeof MetricsResult>

export const metrics = {
  calc: oc
    .route({ method: 'POST', path: '/metrics/calc', summary: 'Every metric that a series of returns can have' })
    .input(MetricsRequest)
    .output(MetricsResult),
}
