import type { RunSeries } from '../backtest/port.ts'
import { placeActions } from '../market-data/actions.ts'
import { firstAtOrAfter } from '../market-data/bars.ts'
import type { SeriesRef } from '../market-data/port.ts'
import type { EngineContext } from './context.ts'
import { sliceTime } from './series.ts'

interface Wanted {
  readonly series: readonly SeriesRef[]
  /** Unix ms, both inclusive; null is open. */
  readonly from: number | null
  readonly to: number | null
}

export interface Loaded {
  readonly series: RunSeries
  readonly notes: readonly string[]
}

/** Bars of the period with the actions that fall on them. */
export function loadSeries({ series, from, to }: Wanted, { repo }: EngineContext): Promise<Loaded[]> {
  return Promise.all(
    series.map(async (ref): Promise<Loaded> => {
      const { symbol, timeframe } = ref
      const whole = await repo.bars(ref)
      const bars = sliceTime(whole, { from, to })
      const start = bars.rows === 0 ? 0 : firstAtOrAfter(whole.ts, bars.ts[0]!)
      // All of the series says how its prices are meant, whatever the period.
      const { list, notes } = placeActions(symbol, ref.actions?.items ?? [], whole)
      const actions = list
        .map((action) => ({ ...action, bar: action.bar - start }))
        .filter(({ bar }) => bar > 0 && bar < bars.rows)
      return { series: { symbol, timeframe, bars, ...(actions.length === 0 ? {} : { actions }) }, notes }
    }),
  )
}
