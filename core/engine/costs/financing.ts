import type { FinancingSpec } from '../../contract/costs.ts'

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

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Days that a rollover counts, by weekday from Sunday: a trade settles two business days later, so Wednesday's covers the weekend. */
const nights = [0, 1, 1, 3, 1, 1, 0]
const nightsAWeek = nights.reduce((sum, count) => sum + count, 0)

/**
 * - `borrow`: simple interest on the value of what is sold short.
 * - `marginInterest`: simple interest on cash below zero.
 * - `funding`: what perpetual contracts exchange at fixed hours (multiples of `everyHours` since 1970 UTC): a long pays
 *   `rate` of its value, a short receives it.
 * - `rollover`: what a currency pair costs at each `hour` UTC from Monday to Friday, three days of it on Wednesday: a long
 *   pays the interest of the quote currency and receives that of the base, a short the other way round, both plus `markup`.
 */
export function createFinancing(spec: FinancingSpec): FinancingModel {
  switch (spec.kind) {
    case 'borrow':
      return { cost: (held) => held.shortValue * spec.annual * years(held, spec.yearDays) }
    case 'marginInterest':
      return { cost: (held) => Math.max(0, -held.cash) * spec.annual * years(held, spec.yearDays) }
    case 'funding': {
      const period = spec.everyHours * hourMs
      return {
        cost: ({ longValue, shortValue, from, to }) =>
          (longValue - shortValue) * spec.rate * (Math.floor(to / period) - Math.floor(from / period)),
      }
    }
    case 'rollover': {
      const { base, quote, markup, hour, yearDays } = spec
      return {
        cost: ({ longValue, shortValue, from, to }) =>
          ((longValue * (quote - base + markup) + shortValue * (base - quote + markup)) *
            (nightsUntil(to, hour) - nightsUntil(from, hour))) /
          yearDays,
      }
    }
  }
}

function years({ from, to }: FinancingBasis, days: number): number {
  return (to - from) / (days * dayMs)
}

/** Rollover days counted since 1970 up to and with a moment. */
function nightsUntil(time: number, hour: number): number {
  const days = Math.floor((time - hour * hourMs) / dayMs) + 1
  const weeks = Math.floor(days / 7)
  let count = weeks * nightsAWeek
  // 1970-01-01 was a Thursday.
  for (let day = weeks * 7; day < days; day++) count += nights[(day + 4) % 7]!
  return count
}
