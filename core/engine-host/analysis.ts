import type { Analysis } from '../contract/analysis.ts'
import { alignedCloses } from '../backtest/prepare.ts'
import { seenBars } from '../market-data/actions.ts'
import { readRunTable } from '../backtest/run-tables.ts'
import { analyse } from '../engine/analysis/analysis.ts'
import type { TradeRow } from '../engine/analysis/trade-row.ts'
import type { EngineContext } from './context.ts'
import type { AnalysisInput } from './contract.ts'
import { sliceTime } from './series.ts'

/** Works the analysis of a run out of its own tables and the bars it has traded on. */
export async function analyseRun(
  { dir, cash, profile, series, held, options }: AnalysisInput,
  { repo }: EngineContext,
): Promise<Analysis> {
  const [equity, trades] = await Promise.all([
    readRunTable(`${dir}/equity.parquet`),
    readRunTable(`${dir}/trades.parquet`),
  ])
  const ts = Float64Array.from(equity['ts']!, Number)
  const period = { from: ts[0] ?? null, to: ts.at(-1) ?? null }
  const bars = new Map(
    await Promise.all(series.map(async (ref) => [ref.symbol, sliceTime(await repo.bars(ref), period)] as const)),
  )
  const reference = series.find(({ symbol }) => symbol === held)
  const first = reference === undefined ? undefined : seenBars(reference, bars.get(held)!)
  return analyse({
    ts,
    equity: Float64Array.from(equity['equity']!, Number),
    cash,
    trades: rowsOf(trades),
    profile,
    held: first === undefined || first.rows === 0 ? null : alignedCloses(ts, first),
    bars,
    options,
  })
}

function rowsOf(columns: Record<string, (number | string | boolean | null)[]>): TradeRow[] {
  const number = (name: string, row: number) => Number(columns[name]![row])
  const text = (name: string, row: number) => String(columns[name]![row] ?? '')
  return columns['symbol']!.map((_, row) => ({
    symbol: text('symbol', row),
    side: text('side', row),
    size: number('size', row),
    entryTime: number('entryTime', row),
    entryPrice: number('entryPrice', row),
    exitTime: number('exitTime', row),
    exitPrice: number('exitPrice', row),
    pnl: number('pnl', row),
    return: number('return', row),
    bars: number('bars', row),
    mae: number('mae', row),
    mfe: number('mfe', row),
    entryTag: text('entryTag', row),
    exitReason: text('exitReason', row),
    open: columns['open']![row] === true,
  }))
}
