import { findProfile, overrideProfile } from '../../../../core/engine/conventions/profiles.ts'
import { simulate } from '../../../../core/engine/simulate.ts'
import type { Intrabar } from '../../../../core/engine/intrabar/types.ts'
import type { Costs, SimulationResult } from '../../../../core/engine/types.ts'
import type { Bars } from '../../../../core/market-data/bars.ts'
import { signalsOf } from '../reference.ts'

export type Row = readonly [open: number, high: number, low: number, close: number]
export const free: Costs = { cash: 1000, fees: 0, feeFixed: 0, slippage: 0, spread: 0, leverage: 1 }
export const hour = 3_600_000
export const start = Date.UTC(2024, 0, 1)
export const flat: Row = [100, 100, 100, 100]

/** Bars one after another, the first at `from`. */
export function barsOf(rows: readonly Row[], barMs = hour, from = start): Bars {
  const column = (index: number) => Float64Array.from(rows, (row) => row[index]!)
  return {
    rows: rows.length,
    ts: Float64Array.from(rows, (_, i) => from + i * barMs),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: new Float64Array(rows.length).fill(1),
  }
}

export interface Given {
  readonly choose?: Intrabar['choose']
  readonly finer?: Intrabar['finer']
  readonly set?: Record<string, unknown>
  readonly costs?: Costs
  readonly profile?: string
}

/** Runs with truths given as the bars on which they hold, and distances and prices as one number for all bars. */
export function run(bars: Bars, rules: Record<string, number[] | number>, given: Given = {}): SimulationResult {
  const columns = Object.entries(rules).map(([name, value]) => {
    if (typeof value === 'number') return [name, new Float64Array(bars.rows).fill(value)]
    const truth = new Uint8Array(bars.rows)
    for (const bar of value) truth[bar] = 1
    return [name, truth]
  })
  return simulate({
    bars,
    signals: signalsOf(bars.rows, { sizing: { kind: 'units', units: 1 }, ...Object.fromEntries(columns) }),
    profile: overrideProfile(findProfile(given.profile ?? 'sextant'), given.set ?? {}).fields,
    costs: given.costs ?? free,
    intrabar: { choose: given.choose ?? 'profile', barMs: hour, finer: given.finer ?? [] },
  })
}
