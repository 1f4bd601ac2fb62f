import type { FeeSpec, FinancingSpec, SlippageSpec } from '../contract/costs.ts'

const percent = (value: number) => `${trim(value * 100)}%`

/** A cost model in plain English, for people who read a run. */
export function feeText(spec: FeeSpec): string {
  switch (spec.kind) {
    case 'percent':
      return `${percent(spec.rate)} a side`
    case 'perShare':
      return `${trim(spec.amount)} a unit`
    case 'perContract':
      return `${trim(spec.amount)} a contract of ${trim(spec.contractSize)}`
    case 'fixed':
      return `${trim(spec.amount)} a fill`
    case 'tiered':
      return spec.tiers
        .map(
          ({ upTo, rate }) => `${percent(rate)}${upTo === null ? ' beyond' : ` up to ${upTo.toLocaleString('en-US')}`}`,
        )
        .join(', ')
    case 'makerTaker':
      return `maker ${percent(spec.maker)}, taker ${percent(spec.taker)}`
    case 'minimum':
      return `${feeText(spec.of)}, at least ${trim(spec.minimum)}`
    case 'maximum':
      return `${feeText(spec.of)}, at most ${percent(spec.maximum)} of the value`
    case 'sum':
      return spec.of.map(feeText).join(' + ')
  }
}

export function slippageText(spec: SlippageSpec): string {
  switch (spec.kind) {
    case 'constant':
      return `${trim(spec.amount)} of price`
    case 'percent':
      return `${percent(spec.rate)} a side`
    case 'volumeShare':
      return `${trim(spec.impact)} x (share of volume)² of price`
    case 'squareRoot':
      return `${trim(spec.coefficient)} x deviation x √(share of volume) of price`
  }
}

export function financingText(spec: FinancingSpec): string {
  switch (spec.kind) {
    case 'borrow':
      return `${percent(spec.annual)} a year on shorts`
    case 'marginInterest':
      return `${percent(spec.annual)} a year on borrowed cash`
    case 'funding':
      return `funding of ${percent(spec.rate)} every ${trim(spec.everyHours)} hours`
    case 'rollover':
      return `rollover at ${spec.hour}:00 UTC, base ${percent(spec.base)}, quote ${percent(spec.quote)}${spec.markup === 0 ? '' : `, markup ${percent(spec.markup)}`} a year`
  }
}

/** A number as it was meant, without the tail of its binary form. */
export function trim(value: number): string {
  return String(Number(value.toPrecision(6)))
}
