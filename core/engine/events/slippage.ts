import { z } from 'zod'

/** What a fill meets: the quoted price, the units, the volume of the bar and the deviation of returns before it. */
export interface SlippageBasis {
  /** 1 to buy, -1 to sell. */
  readonly side: number
  readonly quoted: number
  readonly units: number
  /** NaN where the series has no volume. */
  readonly volume: number
  /** Standard deviation of the returns of the 20 bars before, NaN where there are fewer. */
  readonly deviation: number
}

export interface SlippageModel {
  /** Distance from the quoted price in price units, never negative; against the order. */
  readonly slip: (fill: SlippageBasis) => number
}

const amount = z.number().min(0)

/** A slippage model as data. */
export const SlippageSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), amount }),
  z.strictObject({ kind: z.literal('percent'), rate: amount.max(1) }),
  z.strictObject({ kind: z.literal('volumeShare'), impact: amount }),
  z.strictObject({ kind: z.literal('squareRoot'), coefficient: amount }),
])
export type SlippageSpec = z.infer<typeof SlippageSpec>

/**
 * - `constant`: an amount of price. `percent`: a fraction of the price.
 * - `volumeShare`: price x impact x (units / volume)^2, the rule of zipline's VolumeShareSlippage.
 * - `squareRoot`: price x coefficient x deviation x sqrt(units / volume), the square-root law of market impact
 *   (Toth et al. 2011, doi:10.1103/PhysRevX.1.021006). A bar is the period of deviation and volume.
 * Without volume the last two do not move the price.
 */
export function createSlippage(spec: SlippageSpec): SlippageModel {
  switch (spec.kind) {
    case 'constant':
      return { slip: () => spec.amount }
    case 'percent':
      return { slip: ({ quoted }) => Math.abs(quoted) * spec.rate }
    case 'volumeShare':
      return { slip: (fill) => Math.abs(fill.quoted) * spec.impact * shareOf(fill) ** 2 }
    case 'squareRoot':
      return {
        slip: (fill) =>
          Number.isNaN(fill.deviation)
            ? 0
            : Math.abs(fill.quoted) * spec.coefficient * fill.deviation * Math.sqrt(shareOf(fill)),
      }
  }
}

function shareOf({ units, volume }: SlippageBasis): number {
  return volume > 0 ? units / volume : 0
}
