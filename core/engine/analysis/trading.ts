import type { Trading } from '../../contract/analysis.ts'
import type { Bars } from '../../market-data/bars.ts'
import { dayMs } from '../calendar.ts'
import { finite, quantile } from '../metrics/returns.ts'
import type { TradeRow } from './trade-row.ts'

const yearMs = 365.25 * dayMs

export interface TradingInput {
  /** Every trade of the run, open ones included: they have been bought. */
  readonly trades: readonly TradeRow[]
  readonly ts: Float64Array
  readonly equity: Float64Array
  /** The bars traded on, by symbol; a symbol that is no longer stored is absent. */
  readonly bars: ReadonlyMap<string, Pick<Bars, 'ts' | 'close' | 'volume'>>
  readonly participation: number
}

/**
 * What was bought and sold, and how much money the strategy could carry. A fill of value v on a bar whose traded value is
 * V = volume * close takes the share v / V of it. Trades grow in proportion to equity E, so this fill reaches the harmless
 * share p at equity E * p / (v / V). The capacity is the 5th percentile of those equities over all fills.
 */
export function tradingOf({ trades, ts, equity, bars, participation }: TradingInput): Trading {
  const equityAt = new Map(Array.from(ts, (time, i) => [time, equity[i]!]))
  const valueAt = new Map(
    [...bars].map(([symbol, { ts: times, close, volume }]) => [
      symbol,
      new Map(Array.from(times, (time, i) => [time, close[i]! * volume[i]!])),
    ]),
  )
  const fills = trades.flatMap(({ symbol, size, entryTime, entryPrice, exitTime, exitPrice, open }) => [
    { symbol, time: entryTime, value: size * entryPrice },
    ...(open ? [] : [{ symbol, time: exitTime, value: size * exitPrice }]),
  ])
  const measured = fills.flatMap(({ symbol, time, value }) => {
    const traded = valueAt.get(symbol)?.get(time) ?? 0
    return traded > 0 && value > 0
      ? [{ share: value / traded, carried: ((equityAt.get(time) ?? 0) * participation * traded) / value }]
      : []
  })
  const shares = Float64Array.from(measured, ({ share }) => share).sort()
  const carried = Float64Array.from(measured, (fill) => fill.carried).sort()
  const tradedValue = fills.reduce((sum, { value }) => sum + value, 0)
  const years = ts.length < 2 ? 0 : (ts.at(-1)! - ts[0]!) / yearMs
  const meanEquity = equity.reduce((sum, value) => sum + value, 0) / equity.length
  return {
    tradedValue,
    turnover: years > 0 ? finite(tradedValue / meanEquity / years) : null,
    fills: fills.length,
    withoutVolume: fills.length - measured.length,
    medianShare: shares.length === 0 ? null : quantile(shares, 0.5),
    share95: shares.length === 0 ? null : quantile(shares, 0.95),
    participation,
    capacity: carried.length === 0 ? null : quantile(carried, 0.05),
  }
}
