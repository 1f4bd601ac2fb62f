import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Symbol, UnixMs } from './common.ts'

/** A split or dividend of a symbol; it takes effect before the first bar that starts at `ts` or later. */
export const DatedAction = z.object({
  ts: UnixMs,
  kind: z.enum(['split', 'dividend']),
  /** New shares for each old one (2 for two-for-one), or cash a share, counted after a split of the same time. */
  value: z.number().positive(),
})
export type DatedAction = z.infer<typeof DatedAction>

/** The splits and dividends of a symbol, in time order; each change makes a version with its own hash. */
export const ActionSet = z.object({
  symbol: Symbol,
  /** 0 where there are none. */
  version: z.number().int(),
  hash: z.string(),
  actions: z.array(DatedAction),
  versions: z.array(
    z.object({
      version: z.number().int(),
      hash: z.string(),
      count: z.number().int(),
      source: z.string(),
      createdAt: UnixMs,
    }),
  ),
})
export type ActionSet = z.infer<typeof ActionSet>

export const ActionImport = z.object({
  symbol: Symbol,
  version: z.number().int(),
  hash: z.string(),
  /** Actions in the file, those that are new or have another value now, and all that there are after it. */
  read: z.number().int(),
  changed: z.number().int(),
  total: z.number().int(),
})
export type ActionImport = z.infer<typeof ActionImport>

/** Belong to `data`. */
export const actionRoutes = {
  actions: oc
    .route({ method: 'GET', path: '/data/actions', summary: 'Splits and dividends of a symbol' })
    .input(z.object({ symbol: Symbol }))
    .output(ActionSet),
  /** `source` is a CSV file on this machine or a `staging` id. */
  importActions: oc
    .route({ method: 'POST', path: '/data/actions/import', summary: 'Add splits and dividends from a CSV file' })
    .input(z.object({ source: z.string().min(1), symbol: Symbol, replace: z.boolean().default(false) }))
    .output(ActionImport),
}
