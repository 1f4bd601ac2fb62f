import { z } from 'zod'

/** Unix milliseconds, UTC. */
export const UnixMs = z.number()
/** Bar length: a count and a unit, case-sensitive so that `1m` (minute) and `1mo` (month) cannot be confused. */
export const Timeframe = z
  .string()
  .regex(/^[1-9]\d*(s|m|h|d|w|mo)$|^tick$|^depth$/, 'a timeframe looks like 1m, 15m, 1h, 1d, 1w or 1mo')
/** An instrument's name as the analyst writes it; stored as typed, escaped wherever it is shown. */
export const Symbol = z.string().trim().min(1).max(64)
/** An Arrow IPC stream: the form in which every table of numbers crosses a process edge. */
export const ArrowTable = z.instanceof(Blob)

export const ParamValue = z.union([z.number(), z.string()])
export type ParamValue = z.infer<typeof ParamValue>
export const Params = z.record(z.string(), ParamValue)
export type Params = z.infer<typeof Params>

/** A started job; follow it with `jobs.watch`, wait for it with `jobs.result`. */
export const JobRef = z.object({ jobId: z.string() })
export type JobRef = z.infer<typeof JobRef>

/** A point in a text the analyst wrote. Lines and columns count from 1. */
export const Problem = z.object({
  path: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  length: z.number().int().optional(),
  severity: z.enum(['error', 'warning']).optional(),
  message: z.string(),
  hint: z.string().optional(),
  /** Text that would mend the marked range, for "did you mean". */
  suggestions: z.array(z.string()).optional(),
})
export type Problem = z.infer<typeof Problem>
