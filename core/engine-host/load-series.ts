import type { ExchangeRef } from '../backtest/exchange.ts'
import type { RunSeries } from '../backtest/port.ts'
import { ratesOf } from '../engine/costs/rates.ts'
import type { Rates } from '../engine/costs/rates.ts'
import { placeActions } from '../market-data/actions.ts'
import { firstAtOrAfter } from '../market-data/bars.ts'
import type { Bars } from '../market-data/bars.ts'
import type { SeriesRef } from '../market-data/port.ts'
import { timeframeMs } from '../strategy/higher-bars.ts'
import type { EngineContext } from './context.ts'
import { sliceTime } from './series.ts'

interface Wanted {
  readonly series: readonly SeriesRef[]
  readonly exchanges?: readonly (ExchangeRef | null)[] | undefined
  /** Unix ms, both inclusive; null is open. */
  readonly from: number | null
  readonly to: number | null
}

export interface Loaded {
  readonly series: RunSeries
  readonly notes: readonly string[]
}

/** Bars of the period with the actions that fall on them. */
export function loadSeries({ series, exchanges = [], from, to }: Wanted, { repo }: EngineContext): Promise<Loaded[]> {
  return Promise.all(
    series.map(async (ref, index): Promise<Loaded> => {
      const { symbol, timeframe } = ref
      const whole = await repo.bars(ref)
      const bars = sliceTime(whole, { from, to })
      const start = bars.rows === 0 ? 0 : firstAtOrAfter(whole.ts, bars.ts[0]!)
      // All of the series says how its prices are meant, whatever the period.
      const { list, notes } = placeActions(symbol, ref.actions?.items ?? [], whole)
      const actions = list
        .map((action) => ({ ...action, bar: action.bar - start }))
        .filter(({ bar }) => bar > 0 && bar < bars.rows)
      const exchange = exchanges[index] ?? null
      const rates = exchange === null ? {} : { rates: await ratesBy(exchange, timeframe, bars) }
      return { series: { symbol, timeframe, bars, ...(actions.length === 0 ? {} : { actions }), ...rates }, notes }
    }),
  )

  async function ratesBy({ pair, inverse }: ExchangeRef, timeframe: string, bars: Bars): Promise<Rates> {
    const [barMs, pairMs] = [timeframeMs(timeframe), timeframeMs(pair.timeframe)]
    return ratesOf({ bars, barMs, pair: await repo.bars(pair), pairMs, inverse })
  }
}
