import type { FeeSpec } from '../../contract/costs.ts'

/** What a fee is charged on: units (positive), their price, and whether the order rested in the book before. */
export interface FeeBasis {
  readonly units: number
  /** In account currency. */
  readonly price: number
  readonly maker: boolean
  /** Value traded in the run before this fill. */
  readonly traded: number
}

export interface FeeModel {
  /** Fee of one fill in account currency. */
  readonly fee: (fill: FeeBasis) => number
  /** Where a fee is `rate` x value + `perUnit` x units + `fixed`, these three; so that a budget can be spent exactly. */
  readonly linear: LinearFee | null
}

export interface LinearFee {
  readonly rate: number
  readonly perUnit: number
  readonly fixed: number
}

const none: LinearFee = { rate: 0, perUnit: 0, fixed: 0 }

/**
 * A fee model for one run. `perContract` counts started contracts. `tiered` takes the rate of the tier that the value
 * traded so far has reached, and the last tier beyond all of them. A negative maker rate is a rebate. `maximum` is a
 * fraction of the value.
 */
export function createFees(spec: FeeSpec): FeeModel {
  const value = ({ units, price }: FeeBasis) => units * Math.abs(price)
  switch (spec.kind) {
    case 'percent':
      return { fee: (fill) => value(fill) * spec.rate, linear: { ...none, rate: spec.rate } }
    case 'perShare':
      return { fee: ({ units }) => units * spec.amount, linear: { ...none, perUnit: spec.amount } }
    case 'perContract':
      return { fee: ({ units }) => Math.ceil(units / spec.contractSize - 1e-9) * spec.amount, linear: null }
    case 'fixed':
      return { fee: () => spec.amount, linear: { ...none, fixed: spec.amount } }
    case 'tiered':
      return {
        fee: (fill) => {
          const tier = spec.tiers.find(({ upTo }) => upTo === null || fill.traded < upTo) ?? spec.tiers.at(-1)!
          return value(fill) * tier.rate
        },
        linear: null,
      }
    case 'makerTaker':
      return { fee: (fill) => value(fill) * (fill.maker ? spec.maker : spec.taker), linear: null }
    case 'minimum': {
      const of = createFees(spec.of)
      return { fee: (fill) => Math.max(spec.minimum, of.fee(fill)), linear: null }
    }
    case 'maximum': {
      const of = createFees(spec.of)
      return { fee: (fill) => Math.min(spec.maximum * value(fill), of.fee(fill)), linear: null }
    }
    case 'sum': {
      const parts = spec.of.map(createFees)
      return { fee: (fill) => parts.reduce((sum, part) => sum + part.fee(fill), 0), linear: linearSum(parts) }
    }
  }
}

function linearSum(parts: readonly FeeModel[]): LinearFee | null {
  let sum = none
  for (const { linear } of parts) {
    if (linear === null) return null
    sum = {
      rate: sum.rate + linear.rate,
      perUnit: sum.perUnit + linear.perUnit,
      fixed: sum.fixed + linear.fixed,
    }
  }
  return sum
}

/**
 * Units whose price and fee `budget` pays; may be negative where the fee alone is more. A fee that jumps may leave a little
 * of the budget.
 */
export function unitsWithin(
  budget: number,
  price: number,
  feeFor: (units: number) => number,
  linear: LinearFee | null = null,
): number {
  if (linear !== null) return (budget - linear.fixed) / (price * (1 + linear.rate) + linear.perUnit)
  let size = budget / price
  for (let i = 0; i < 64; i++) size = Math.max(0, (budget - feeFor(size)) / price)
  const needs = size * price + feeFor(size)
  return needs > budget * (1 + 1e-9) ? Math.max(0, size - (needs - budget) / price) : size
}
