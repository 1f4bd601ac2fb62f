import type { BacktestRequest, FinerSeries } from '../backtest/port.ts'
import { prepareRun, simulateSeries } from '../backtest/prepare.ts'
import type { SeriesRef } from '../market-data/port.ts'
import type { Strategy } from '../strategy/strategy.ts'
import type { EngineContext } from './context.ts'
import type { BacktestInput } from './contract.ts'
import { sliceTime } from './series.ts'

/** The last bar of a run may be a month long, and its finer bars lie behind its start. */
const longestBar = 31 * 86_400_000

/** Adds finer bars to a run where the order of high and low decides on some bar, so that a run without one reads none. */
export async function withFiner(
  input: BacktestInput,
  context: EngineContext,
  request: BacktestRequest,
): Promise<BacktestRequest> {
  const { finer = [], module } = input
  if (module !== undefined || finer.every((refs) => refs.length === 0)) return request
  const signals = prepareRun(request).signals(request.profile)
  if ((simulateSeries(request, signals).result.insideBars?.assumed ?? 0) === 0) return request
  const series = await Promise.all(
    request.series.map(async (one, index) => ({ ...one, finer: await readFiner(finer[index]!, input, context) })),
  )
  return { ...request, series }
}

export function readFiner(
  refs: readonly SeriesRef[],
  { from, to }: Pick<BacktestInput, 'from' | 'to'>,
  { repo }: EngineContext,
): Promise<FinerSeries[]> {
  const range = { from, to: to === null ? null : to + longestBar }
  return Promise.all(
    refs.map(async (ref) => ({ timeframe: ref.timeframe, bars: sliceTime(await repo.bars(ref), range) })),
  )
}

/** True where the rules can make a bar whose order of high and low decides. */
export function mayLeaveOpen({ rules }: Strategy): boolean {
  const { stopLoss, takeProfit, trailingStop, entryLimit, entryStop } = rules
  const protectedBy = stopLoss !== undefined || takeProfit !== undefined
  const rests = entryLimit !== undefined || entryStop !== undefined
  return trailingStop !== undefined || (rests && protectedBy) || (stopLoss !== undefined && takeProfit !== undefined)
}
