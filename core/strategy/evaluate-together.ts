import type { Params } from '../contract/common.ts'
import { mergedTimes } from '../engine/portfolio/merged-times.ts'
import type { Bars } from '../market-data/bars.ts'
import type { Program } from './compile.ts'
import { signalsFrom, startRun, type EvaluateOptions } from './evaluate.ts'
import { placesOn, type Panel } from './panel.ts'
import { createScratch, newRun, type Run } from './run.ts'
import { createSeriesCache, type SeriesCache } from './series-cache.ts'
import type { Signals } from './signals.ts'

/** One symbol of an evaluation. */
export interface SeriesInput {
  readonly symbol: string
  readonly bars: Bars
  /** 1 for each bar on which it is a member of the universe; null where it always is. */
  readonly members: Uint8Array | null
}

export interface TogetherOptions extends Pick<EvaluateOptions, 'crossRule' | 'fillTiming' | 'barMs'> {
  /** Shared between parameter sets: the signals are then valid until the next evaluation, and nobody may write to them. */
  readonly cache?: SeriesCache
}

/**
 * Makes a strategy ready for several symbols that may be compared with each other: gives the signals of each, in the order
 * of the series. One symbol alone has nobody to be compared with, unless it belongs to a universe.
 */
export function createTogether(
  program: Program,
  series: readonly SeriesInput[],
  options: TogetherOptions,
): (params: Params) => Signals[] {
  const bySymbol = new Map(series.map(({ symbol, bars }) => [symbol, bars]))
  const given = { ...options, symbol: (name: string) => bySymbol.get(name) }
  const scratches = options.cache === undefined ? null : series.map(() => createScratch())
  const ts = mergedTimes(series)
  const timeline = {
    times: ts.length,
    places: series.map(({ bars }) => placesOn(ts, bars)),
    members: series.map(({ members }) => members),
  }
  const compared = series.length > 1 || series.some(({ members }) => members !== null)

  return (params) => {
    const runs: Run[] = []
    const panel: Panel | null = compared && program.compares ? { timeline, runs, columns: [] } : null
    const start = (place: number): Run => {
      const scratch = scratches?.[place] ?? createScratch()
      const cache = options.cache ?? createSeriesCache()
      const run = startRun(program, series[place]!.bars, params, { ...given, scratch, cache })
      return panel === null ? run : newRun(run, panel, place)
    }
    if (panel !== null) for (let place = 0; place < series.length; place++) runs.push(start(place))
    return series.map((_, place) => {
      const run = runs[place] ?? start(place)
      const signals = signalsFrom(program, run)
      // What the signals do not need can go before the next symbol asks for as much.
      run.columns.length = 0
      if (options.cache === undefined) run.cache.clear()
      return signals
    })
  }
}
