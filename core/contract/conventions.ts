import { z } from 'zod'
import { ParamValue, UnixMs } from './common.ts'
import { ComparedTrade } from './cross-check.ts'

const Value = z.union([ParamValue, z.boolean()])

/** The field of a profile that moves a figure most when it alone is changed. */
export const MovingField = z.object({
  field: z.string(),
  from: Value,
  to: Value,
  /** The figure with the field changed, minus the run's own. */
  change: z.number(),
})
export type MovingField = z.infer<typeof MovingField>

export const ConventionRow = z.object({
  profile: z.string(),
  title: z.string(),
  /** True for the conventions of the run itself. */
  own: z.boolean(),
  totalReturn: z.number().nullable(),
  sharpe: z.number().nullable(),
  maxDrawdown: z.number().nullable(),
  trades: z.number().nullable(),
  /** What the engine says of this run, e.g. orders refused for lack of cash. */
  warnings: z.array(z.string()),
  /** Of the fields in which this profile differs from the run's, the one that moves each figure most; null where none does. */
  moves: z.object({ sharpe: MovingField.nullable(), totalReturn: MovingField.nullable() }),
})
export type ConventionRow = z.infer<typeof ConventionRow>

/** One trade under each of the profiles, in the order of the rows; null where there is none. */
export const ConventionTrade = z.object({
  symbol: z.string(),
  side: z.enum(['long', 'short']),
  /** The earliest of its entries. */
  entryTime: UnixMs,
  fills: z.array(ComparedTrade.nullable()),
})
export type ConventionTrade = z.infer<typeof ConventionTrade>

/** The same bars, rules, account and costs under each named profile, the run's own first. */
export const Conventions = z.object({
  runId: z.string(),
  rows: z.array(ConventionRow),
  /** The first trades side by side, as many as were asked for, in the order of their entries. */
  trades: z.array(ConventionTrade),
})
export type Conventions = z.infer<typeof Conventions>
