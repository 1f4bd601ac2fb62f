import type { ProfileFields } from '../../contract/profile.ts'
import type { Bars } from '../../market-data/bars.ts'
import type { CostModels } from './models.ts'

export interface FillPriceOptions {
  readonly bars: Bars
  readonly profile: ProfileFields
  readonly spread: number
  readonly models: CostModels
  /** Closes from which returns are taken. */
  readonly seen: Float64Array
}

/** The price paid or got on a bar for what is quoted; `side` is 1 to buy, `entering` true where a position grows. */
export type FillPrice = (
  bar: number,
  quoted: number,
  side: number,
  units: number,
  slips: boolean,
  entering: boolean,
) => number

const deviationBars = 20

/** Slippage and the spread's part move the price against the order, within the bar where the profile caps it. */
export function createFillPrice({ bars, profile, spread, models, seen }: FillPriceOptions): FillPrice {
  const { high, low, volume } = bars
  const { slippage } = models
  return (bar, quoted, side, units, slips, entering) => {
    const part = profile.spreadOn === 'both' ? spread / 2 : entering ? spread : 0
    const basis = { units, volume: volume[bar]!, deviation: slippage.bySize && slips ? deviation(seen, bar) : 0 }
    const share = (slips ? slippage.slip(basis) : 0) + part
    const moved = quoted * (1 + side * Math.sign(quoted) * share) + side * (slips ? slippage.amount : 0)
    return profile.slippageCap === 'none' ? moved : Math.min(Math.max(moved, low[bar]!), high[bar]!)
  }
}

/** Sample deviation of the returns of the 20 bars before a bar; NaN where there are fewer. */
function deviation(close: Float64Array, bar: number): number {
  if (bar < deviationBars + 1) return Number.NaN
  let sum = 0
  let squares = 0
  for (let i = bar - deviationBars; i < bar; i++) {
    const move = close[i]! / close[i - 1]! - 1
    sum += move
    squares += move * move
  }
  return Math.sqrt(Math.max(0, (squares - (sum * sum) / deviationBars) / (deviationBars - 1)))
}
