import { readRunTable } from '../backtest/run-tables.ts'
import { heldFigures, monthlyReturns, worstDrawdowns, yearlyReturns } from '../engine/breakdowns.ts'
import { toArrow } from '../lib/arrow.ts'
import { seenBars } from '../market-data/actions.ts'
import type { Bars } from '../market-data/bars.ts'
import type { EngineContext } from './context.ts'
import type { Breakdown, HeldInput } from './contract.ts'
import { sliceTime } from './series.ts'

export async function runTable(file: string): Promise<Blob> {
  return toArrow(await readRunTable(file))
}

export async function equityTable(
  { file, points, held }: { file: string; points: number; held: HeldInput | null },
  context: EngineContext,
): Promise<Blob> {
  const table = await numbersOf(file)
  const bars = held === null ? null : await barsOfRun(held, table['ts']!, context)
  const value =
    bars === null || bars.rows === 0
      ? null
      : new Map(Array.from(bars.ts, (time, row) => [time, (held!.cash / bars.close[0]!) * bars.close[row]!]))
  const column = Float64Array.from(table['ts']!, (time) => value?.get(time) ?? Number.NaN)
  const rows = thin(table['equity']!, points)
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!)
  return toArrow({
    ...Object.fromEntries(Object.entries(table).map(([name, values]) => [name, pick(values)])),
    held: pick(column),
  })
}

export async function breakdownOf(
  { file, held }: { file: string; held: HeldInput | null },
  context: EngineContext,
): Promise<Breakdown> {
  const { ts, equity } = await numbersOf(file)
  const bars = held === null ? null : await barsOfRun(held, ts!, context)
  const cash = held?.cash ?? equity![0]!
  return {
    held: bars === null ? { totalReturn: null, cagr: null, maxDrawdown: null } : heldFigures(bars, cash),
    months: monthlyReturns(ts!, equity!, cash),
    years: yearlyReturns(ts!, equity!, cash),
    drawdowns: worstDrawdowns(ts!, equity!, cash),
  }
}

async function barsOfRun({ series }: HeldInput, ts: Float64Array, { repo }: EngineContext): Promise<Bars> {
  return sliceTime(seenBars(series, await repo.bars(series)), { from: ts[0] ?? null, to: ts.at(-1) ?? null })
}

async function numbersOf(file: string): Promise<Record<string, Float64Array>> {
  const table = await readRunTable(file)
  return Object.fromEntries(
    Object.entries(table).map(([name, values]) => [
      name,
      Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))),
    ]),
  )
}

/** Rows that keep each span's lowest and highest equity, in order, first and last always among them. */
function thin(equity: Float64Array, points: number): number[] {
  if (equity.length <= points) return Array.from(equity.keys())
  const span = Math.ceil((2 * equity.length) / points)
  const rows = new Set([0])
  for (let from = 0; from < equity.length; from += span) {
    let low = from
    let high = from
    for (let row = from; row < Math.min(from + span, equity.length); row++) {
      if (equity[row]! < equity[low]!) low = row
      if (equity[row]! > equity[high]!) high = row
    }
    rows.add(Math.min(low, high)).add(Math.max(low, high))
  }
  return [...rows.add(equity.length - 1)]
}
