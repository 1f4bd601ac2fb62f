import { z } from 'zod'

/** What a fee is charged on: units (positive), their price, and whether the order rested in the book before. */
export interface FeeBasis {
  readonly units: number
  readonly price: number
  readonly maker: boolean
  /** Value traded in the run before this fill. */
  readonly traded: number
}

export interface FeeModel {
  /** Fee of one fill in account currency. */
  readonly fee: (fill: FeeBasis) => number
}

const rate = z.number().min(-1).max(1)
const amount = z.number().min(0)

/** A fee schedule as data; amounts in account currency, rates as fractions of traded value. */
export type FeeSpec =
  | { kind: 'percent'; rate: number }
  | { kind: 'perShare'; amount: number }
  | { kind: 'perContract'; amount: number; contractSize: number }
  | { kind: 'fixed'; amount: number }
  | { kind: 'tiered'; tiers: { upTo: number | null; rate: number }[] }
  | { kind: 'makerTaker'; maker: number; taker: number }
  | { kind: 'minimum'; minimum: number; of: FeeSpec }
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
    z.strictObject({ kind: z.literal('sum'), of: z.array(FeeSpec).min(1) }),
  ]),
)

/**
 * A fee model for one run. `perContract` counts started contracts. `tiered` takes the rate of the tier that the value
 * traded so far has reached, and the last tier beyond all of them. A negative maker rate is a rebate.
 */
export function createFees(spec: FeeSpec): FeeModel {
  const value = ({ units, price }: FeeBasis) => units * Math.abs(price)
  switch (spec.kind) {
    case 'percent':
      return { fee: (fill) => value(fill) * spec.rate }
    case 'perShare':
      return { fee: ({ units }) => units * spec.amount }
    case 'perContract':
      return { fee: ({ units }) => Math.ceil(units / spec.contractSize - 1e-9) * spec.amount }
    case 'fixed':
      return { fee: () => spec.amount }
    case 'tiered':
      return {
        fee: (fill) => {
          const tier = spec.tiers.find(({ upTo }) => upTo === null || fill.traded < upTo) ?? spec.tiers.at(-1)!
          return value(fill) * tier.rate
        },
      }
    case 'makerTaker':
      return { fee: (fill) => value(fill) * (fill.maker ? spec.maker : spec.taker) }
    case 'minimum': {
      const of = createFees(spec.of)
      return { fee: (fill) => Math.max(spec.minimum, of.fee(fill)) }
    }
    case 'sum': {
      const parts = spec.of.map(createFees)
      return { fee: (fill) => parts.reduce((sum, part) => sum + part.fee(fill), 0) }
    }
  }
}
