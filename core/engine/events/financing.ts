import { z } from 'zod'

/** What is held over the time from one bar to the next, in account currency; `shortValue` is positive. */
export interface FinancingBasis {
  readonly cash: number
  readonly longValue: number
  readonly shortValue: number
  /** Start and end of the time, Unix ms. */
  readonly from: number
  readonly to: number
}

export interface FinancingModel {
  /** Cost of holding, in account currency; negative where it is received. */
  readonly cost: (held: FinancingBasis) => number
}

const annual = z.number().min(-1).max(10)
const yearDays = z.union([z.literal(360), z.literal(365)]).default(360)

/** A financing model as data; `annual` is a yearly rate, `rate` that of one funding period. */
export const FinancingSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('borrow'), annual, yearDays }),
  z.strictObject({ kind: z.literal('marginInterest'), annual, yearDays }),
  z.strictObject({ kind: z.literal('funding'), rate: z.number().min(-1).max(1), everyHours: z.number().positive() }),
])
export type FinancingSpec = z.infer<typeof FinancingSpec>

const dayMs = 86_400_000

/**
 * - `borrow`: simple interest on the value of what is sold short.
 * - `marginInterest`: simple interest on cash below zero.
 * - `funding`: what perpetual contracts exchange at fixed hours (multiples of `everyHours` since 1970 UTC): a long pays
 *   `rate` of its value, a short receives it.
 */
export function createFinancing(spec: FinancingSpec): FinancingModel {
  switch (spec.kind) {
    case 'borrow':
      return { cost: (held) => held.shortValue * spec.annual * years(held, spec.yearDays) }
    case 'marginInterest':
      return { cost: (held) => Math.max(0, -held.cash) * spec.annual * years(held, spec.yearDays) }
    case 'funding': {
      const period = spec.everyHours * 3_600_000
      return {
        cost: ({ longValue, shortValue, from, to }) =>
          (longValue - shortValue) * spec.rate * (Math.floor(to / period) - Math.floor(from / period)),
      }
    }
  }
}

function years({ from, to }: FinancingBasis, days: number): number {
  return (to - from) / (days * dayMs)
}
