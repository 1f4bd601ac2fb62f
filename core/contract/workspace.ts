import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { UnixMs } from './common.ts'

export const HealthItem = z.object({
  id: z.enum(['offline', 'disk', 'integrity', 'data', 'engine', 'session']),
  status: z.enum(['ok', 'warn', 'error']),
  title: z.string(),
  detail: z.string(),
  checkedAt: UnixMs.nullable(),
})
export type HealthItem = z.infer<typeof HealthItem>

export const WorkspaceInfo = z.object({
  name: z.string(),
  path: z.string(),
  version: z.string(),
  sample: z.boolean(),
  counts: z.object({
    data: z.number().int(),
    strategies: z.number().int(),
    runs: z.number().int(),
    reports: z.number().int(),
  }),
  engineMemory: z.number(),
  engineMemoryLimit: z.number(),
})
export type WorkspaceInfo = z.infer<typeof WorkspaceInfo>

/** What changed, never what to do about it. */
export const WorkspaceEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('data.changed'), symbol: z.string(), timeframe: z.string() }),
  z.object({ type: z.literal('run.finished'), runId: z.string() }),
  z.object({ type: z.literal('run.removed'), runId: z.string() }),
  z.object({ type: z.literal('strategy.changed'), file: z.string() }),
  z.object({ type: z.literal('report.written'), name: z.string() }),
  z.object({ type: z.literal('engine.restarted'), reason: z.string() }),
])
export type WorkspaceEvent = z.infer<typeof WorkspaceEvent>

export const DoctorItem = z.object({
  check: z.string(),
  status: z.enum(['ok', 'warn', 'error']),
  detail: z.string(),
  hint: z.string().optional(),
})
export type DoctorItem = z.infer<typeof DoctorItem>

export const workspace = {
  info: oc.route({ method: 'GET', path: '/workspace', summary: 'Name, counts, memory' }).output(WorkspaceInfo),
  health: oc
    .route({ method: 'GET', path: '/workspace/health', summary: 'What was checked, when, and how it stands' })
    .output(z.array(HealthItem)),
  events: oc
    .route({ method: 'GET', path: '/workspace/events', summary: 'Changes as server-sent events' })
    .output(eventIterator(WorkspaceEvent)),
  /** Adds the bundled sample: data, strategies, one finished run and its report. Safe to repeat. */
  addSample: oc
    .route({ method: 'POST', path: '/workspace/sample', summary: 'Add the sample data, strategies, run and report' })
    .output(z.object({ runId: z.string(), report: z.string() })),
  doctor: oc
    .route({ method: 'GET', path: '/workspace/doctor', summary: 'Check this installation and workspace' })
    .output(z.array(DoctorItem)),
}
