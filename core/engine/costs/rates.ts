import { AppError } from '../../contract/errors.ts'
import type { Bars } from '../../market-data/bars.ts'
import type { Account } from '../account/account.ts'
import { fillKind } from '../account/ledger.ts'
import type { FillKind } from '../account/ledger.ts'

/** Account currency for one unit of a series' own, as known at the open and at the close of each bar. */
export interface Rates {
  readonly open: Float64Array
  readonly close: Float64Array
}

export interface Exchange {
  /** What is to be valued, and the length of its bars in ms. */
  readonly bars: Bars
  readonly barMs: number
  /** Bars of the pair, and their length. */
  readonly pair: Bars
  readonly pairMs: number
  /** True where the pair gives units of the series' currency for one of the account's. */
  readonly inverse: boolean
}

/**
 * The last close of the pair that was known at each moment: of the bar that had ended at or before it. Throws `invalid-input`
 * where the first bar is older than the pair.
 */
export function ratesOf({ bars, barMs, pair, pairMs, inverse }: Exchange): Rates {
  const { rows, ts } = bars
  const [open, close] = [new Float64Array(rows), new Float64Array(rows)]
  let known = 0
  let last = Number.NaN
  const until = (time: number) => {
    for (; known < pair.rows && pair.ts[known]! + pairMs <= time; known++) {
      const price = pair.close[known]!
      if (price > 0) last = inverse ? 1 / price : price
    }
    return last
  }
  for (let bar = 0; bar < rows; bar++) {
    open[bar] = until(ts[bar]!)
    close[bar] = until(ts[bar]! + barMs)
  }
  if (rows > 0 && Number.isNaN(open[0]!))
    throw new AppError(
      'invalid-input',
      `No exchange rate is known on ${new Date(ts[0]!).toISOString().slice(0, 10)}, the first bar of the run`,
      { hint: 'Start the run later with --from, or import earlier bars of the pair.' },
    )
  return { open, close }
}

/** The rate at which a fill is booked; 1 for a series in the account's currency. */
export function rateOf({ rates }: Pick<Account, 'rates'>, bar: number, kind: FillKind): number {
  if (rates === null) return 1
  return kind === fillKind.atClose ? rates.close[bar]! : rates.open[bar]!
}

/** What a number of units is worth at a bar's close, in account currency. */
export function worthAtClose({ rates, bars }: Pick<Account, 'rates' | 'bars'>, units: number, bar: number): number {
  if (units === 0) return 0
  return rates === null ? units * bars.close[bar]! : units * bars.close[bar]! * rates.close[bar]!
}
