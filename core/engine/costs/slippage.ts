import type { SlippageSpec } from '../../contract/costs.ts'

/** What a fill meets: its units, the volume of the bar and the deviation of returns before it. */
export interface SlippageBasis {
  readonly units: number
  /** NaN where the series has no volume. */
  readonly volume: number
  /** Standard deviation of the returns of the 20 bars before, NaN where there are fewer. */
  readonly deviation: number
}

export interface SlippageModel {
  /** Distance against the order as a fraction of the price, never negative; to it comes `amount`, in price units. */
  readonly slip: (fill: SlippageBasis) => number
  readonly amount: number
  /** True where a larger order moves the price further. */
  readonly bySize: boolean
}

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
      return { slip: () => 0, amount: spec.amount, bySize: false }
    case 'percent':
      return { slip: () => spec.rate, amount: 0, bySize: false }
    case 'volumeShare':
      return { slip: (fill) => spec.impact * shareOf(fill) ** 2, amount: 0, bySize: true }
    case 'squareRoot':
      return {
        slip: (fill) =>
          Number.isNaN(fill.deviation) ? 0 : spec.coefficient * fill.deviation * Math.sqrt(shareOf(fill)),
        amount: 0,
        bySize: true,
      }
  }
}

function shareOf({ units, volume }: SlippageBasis): number {
  return volume > 0 ? units / volume : 0
}
