import type { Bars } from '../market-data/bars.ts'
import type { Column } from './kernels/column.ts'
import type { ProfileFields } from '../contract/profile.ts'
import type { CrossRule } from './kernels/crossing.ts'
import type { Panel } from './panel.ts'
import type { SeriesCache } from './series-cache.ts'

/** Buffers that evaluations of one program share; the columns of one evaluation are overwritten by the next. */
export interface Scratch {
  readonly numbers: (slot: number, rows: number) => Float64Array
  readonly truths: (slot: number, rows: number) => Uint8Array
}

export function createScratch(): Scratch {
  const numbers: (Float64Array | undefined)[] = []
  const truths: (Uint8Array | undefined)[] = []
  return {
    numbers(slot, rows) {
      const kept = numbers[slot]
      return kept?.length === rows ? kept : (numbers[slot] = new Float64Array(rows))
    },
    truths(slot, rows) {
      const kept = truths[slot]
      return kept?.length === rows ? kept : (truths[slot] = new Uint8Array(rows))
    },
  }
}

/** One evaluation: a program on certain bars with certain parameter values. */
export interface Run {
  readonly bars: Bars
  readonly rows: number
  readonly params: readonly number[]
  readonly crossRule: CrossRule
  /** When signals are filled, for the session of the strategy. */
  readonly fillTiming: ProfileFields['fillTiming']
  readonly cache: SeriesCache
  readonly scratch: Scratch
  /** Length of a bar in ms where it is known from outside; else it is read off the bar times. */
  readonly barMs: number | null
  readonly symbol: (name: string) => Bars | undefined
  /** All symbols of the evaluation, and which of them this is; null where it looks at one alone. */
  readonly panel: Panel | null
  readonly place: number
  /** Columns and look-backs found so far, by node. */
  readonly columns: (Column | undefined)[]
  readonly lookbacks: (number | undefined)[]
  /** Evaluations of the same program on other bars: higher timeframes and other symbols. */
  readonly elsewhere: Map<Bars, Run>
}

export function newRun(
  base: Omit<Run, 'rows' | 'columns' | 'lookbacks' | 'elsewhere' | 'panel' | 'place'>,
  panel: Panel | null = null,
  place = 0,
): Run {
  return { ...base, rows: base.bars.rows, columns: [], lookbacks: [], elsewhere: new Map(), panel, place }
}

/** The run of the same program on other bars. */
export function runOn(run: Run, bars: Bars, barMs: number | null): Run {
  let other = run.elsewhere.get(bars)
  if (other === undefined) {
    const { params, crossRule, fillTiming, cache, symbol } = run
    other = newRun({ bars, params, crossRule, fillTiming, cache, symbol, barMs, scratch: createScratch() })
    run.elsewhere.set(bars, other)
  }
  return other
}
