import { z } from 'zod'

const Figures = z.object({
  finalEquity: z.number().nullable(),
  totalReturn: z.number().nullable(),
  sharpe: z.number().nullable(),
  maxDrawdown: z.number().nullable(),
  trades: z.number().int().nullable(),
})

/**
 * What hangs on the order of high and low inside bars. The whole run is made three times: as the profile decides such bars,
 * and with what leaves least and most at the close of each; `worst` and `best` are the lowest and highest final equity of
 * the three.
 */
export const IntrabarRange = z.object({
  /** Bars, and trades held on them, whose outcome the profile's rule decided because the data do not say it. */
  bars: z.number().int(),
  trades: z.number().int(),
  /** Null where there is no such bar. */
  worst: Figures.nullable(),
  chosen: Figures.nullable(),
  best: Figures.nullable(),
  /** Bars whose outcome was read from finer bars, and the timeframes that were asked. */
  finer: z.object({ bars: z.number().int(), timeframes: z.array(z.string()) }),
})
export type IntrabarRange = z.infer<typeof IntrabarRange>
export type IntrabarFigures = z.infer<typeof Figures>
