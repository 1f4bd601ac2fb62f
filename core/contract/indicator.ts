import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Symbol, Timeframe, UnixMs } from './common.ts'

export const IndicatorInfo = z.object({
  name: z.string(),
  /** Other names under which `calc` and rules know it. */
  aliases: z.array(z.string()),
  title: z.string(),
  group: z.string(),
  doc: z.string(),
  source: z.string(),
  /** Drawn over the candles or in a pane of its own. */
  pane: z.enum(['price', 'own']),
  inputs: z.array(z.string()),
  params: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['int', 'real', 'choice']),
      default: z.number(),
      min: z.number().nullable(),
      max: z.number().nullable(),
      /** What the numbers of a choice stand for, from `min` on; empty where they are just numbers. */
      choices: z.array(z.string()),
    }),
  ),
  outputs: z.array(z.object({ name: z.string(), short: z.string(), style: z.enum(['line', 'histogram', 'points']) })),
  /** Fixed levels worth drawing, such as 30 and 70. */
  levels: z.array(z.number()),
  lookback: z.number().int(),
  /** When it has no value after the look-back; null where it always has one. */
  missing: z.string().nullable(),
})
export type IndicatorInfo = z.infer<typeof IndicatorInfo>

export const indicator = {
  list: oc
    .route({ method: 'GET', path: '/indicators', summary: 'Every indicator with parameters and outputs' })
    .output(z.array(IndicatorInfo)),
  calc: oc
    .route({ method: 'POST', path: '/indicators/calc', summary: 'One indicator on stored data' })
    .input(
      z.object({
        name: z.string(),
        symbol: Symbol,
        timeframe: Timeframe.optional(),
        from: UnixMs.optional(),
        to: UnixMs.optional(),
        params: z.record(z.string(), z.number()).default({}),
      }),
    )
    .output(
      z.object({
        columns: z.array(z.string()),
        rows: z.number().int(),
        /** Float64, column after column, `ts` first; NaN is missing. */ values: z.instanceof(Blob),
      }),
    ),
}
