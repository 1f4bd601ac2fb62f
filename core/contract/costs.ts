import { z } from 'zod'

const rate = z.number().min(-1).max(1)
const amount = z.number().min(0)
const annual = z.number().min(-1).max(10)
const yearDays = z.union([z.literal(360), z.literal(365)]).default(360)

/** A fee schedule as data; amounts in account currency, rates as fractions of traded value. docs/costs.md has the formulas. */
export type FeeSpec =
  | { kind: 'percent'; rate: number }
  | { kind: 'perShare'; amount: number }
  | { kind: 'perContract'; amount: number; contractSize: number }
  | { kind: 'fixed'; amount: number }
  | { kind: 'tiered'; tiers: { upTo: number | null; rate: number }[] }
  | { kind: 'makerTaker'; maker: number; taker: number }
  | { kind: 'minimum'; minimum: number; of: FeeSpec }
  | { kind: 'maximum'; maximum: number; of: FeeSpec }
  | { kind: 'sum'; of: FeeSpec[] }
export const FeeSpec: z.ZodType<FeeSpec> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('percent'), rate }),
    z.strictObject({ kind: z.literal('perShare'), amount }),
    z.strictObject({ kind: z.literal('perContract'), amount, contractSize: z.number().positive() }),
    z.strictObject({ kind: z.literal('fixed'), amount }),
    z.strictObject({
      kind: z.literal('tiered'),
      tiers: z.array(z.strictObject({ upTo: amount.nullable(), rate })).min(1),
    }),
    z.strictObject({ kind: z.literal('makerTaker'), maker: rate, taker: rate }),
    z.strictObject({ kind: z.literal('minimum'), minimum: amount, of: FeeSpec }),
    z.strictObject({ kind: z.literal('maximum'), maximum: rate.positive(), of: FeeSpec }),
    z.strictObject({ kind: z.literal('sum'), of: z.array(FeeSpec).min(1) }),
  ]),
)

/** A slippage model as data. */
export const SlippageSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), amount }),
  z.strictObject({ kind: z.literal('percent'), rate: amount.max(1) }),
  z.strictObject({ kind: z.literal('volumeShare'), impact: amount }),
  z.strictObject({ kind: z.literal('squareRoot'), coefficient: amount }),
])
export type SlippageSpec = z.infer<typeof SlippageSpec>

/** A cost of holding as data; `annual`, `base`, `quote` and `markup` are yearly rates, `rate` that of one funding period. */
export const FinancingSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('borrow'), annual, yearDays }),
  z.strictObject({ kind: z.literal('marginInterest'), annual, yearDays }),
  z.strictObject({ kind: z.literal('funding'), rate, everyHours: z.number().positive() }),
  z.strictObject({
    kind: z.literal('rollover'),
    base: annual,
    quote: annual,
    markup: amount.max(1).default(0),
    /** Hour of the day, UTC, at which a position is rolled over. */
    hour: z.number().int().min(0).max(23).default(22),
    yearDays,
  }),
])
export type FinancingSpec = z.infer<typeof FinancingSpec>

/** Cost models of an account; what is left out follows from its plain figures (`fees`, `feeFixed`, `slippage`). */
export const CostSpec = z.strictObject({
  fees: FeeSpec.optional(),
  slippage: SlippageSpec.optional(),
  financing: z.array(FinancingSpec).max(16).optional(),
  /** Share of a bar's volume that its fills may take together; without it there is no limit. */
  volumeShare: z.number().positive().max(1).optional(),
})
export type CostSpec = z.infer<typeof CostSpec>
