import { findProfile, overrideProfile } from '../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../core/engine/simulate.ts'
import type { Costs } from '../../../core/engine/types.ts'
import type { Bars } from '../../../core/market-data/bars.ts'
import type { Signals } from '../../../core/strategy/signals.ts'
import { signalsOf } from './reference.ts'

export type Row = [open: number, high: number, low: number, close: number]
export const free: Costs = { cash: 1000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 }

export function seriesOf(...rows: Row[]): Bars {
  const column = (index: number) => Float64Array.from(rows, (row) => row[index]!)
  const ts = Float64Array.from(rows, (_, i) => Date.UTC(2024, 0, 1 + i))
  return {
    rows: rows.length,
    ts,
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: new Float64Array(rows.length).fill(1),
  }
}

/** Runs with truths given as the bars on which they hold, and distances as one number for all bars. */
export function run(
  series: Bars,
  rules: Record<string, number[] | number>,
  { set = {}, costs = free, more = {} }: { set?: Record<string, unknown>; costs?: Costs; more?: Partial<Signals> } = {},
) {
  const columns = Object.entries(rules).map(([name, value]) => {
    if (typeof value === 'number') return [name, new Float64Array(series.rows).fill(value)]
    const truth = new Uint8Array(series.rows)
    for (const bar of value) truth[bar] = 1
    return [name, truth]
  })
  const { fields } = overrideProfile(findProfile('sextant'), set)
  return simulate({
    bars: series,
    signals: signalsOf(series.rows, { ...(Object.fromEntries(columns) as Partial<Signals>), ...more }),
    profile: fields,
    costs,
  })
}
