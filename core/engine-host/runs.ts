import type { Progress } from '../contract/jobs.ts'
import type { RunRecord, SweepResult } from '../contract/backtest.ts'
import { AppError } from '../contract/errors.ts'
import { eventDriver } from '../backtest/event-driver.ts'
import { insideBars, requireBars, vectorDriver } from '../backtest/prepare.ts'
import { runCallbackBacktest } from '../backtest/callbacks.ts'
import { createSweepFile } from '../backtest/sweep-file.ts'
import type { BacktestRequest, BacktestResult, RunSeries } from '../backtest/port.ts'
import type { MarketSpec } from '../contract/market.ts'
import { takeTurns } from '../lib/steps.ts'
import { backtestSteps } from '../backtest/run.ts'
import { writeRunTables, type EquityColumns } from '../backtest/run-tables.ts'
import { runSweep } from '../backtest/sweep.ts'
import { createChannel } from '../lib/channel.ts'
import type { SimulationResult } from '../engine/types.ts'
import { seenBars } from '../market-data/actions.ts'
import type { SeriesActions } from '../market-data/port.ts'
import { timeframeMs } from '../strategy/higher-bars.ts'
import { checkParams } from '../strategy/params.ts'
import { requireStrategy } from '../strategy/parse-strategy.ts'
import type { EngineContext } from './context.ts'
import type { BacktestInput, BacktestOutcome, SweepInput } from './contract.ts'
import { mayLeaveOpen, readFiner, withFiner } from './finer-bars.ts'
import { loadSeries } from './load-series.ts'
import type { Loaded } from './load-series.ts'
import { meetsRecording, runOnRecording } from './module-runs.ts'
import { sweepModuleToFile } from './module-sweeps.ts'
import type { ModuleRun } from './module-runs.ts'

const sparkPoints = 64

/** Runs a backtest and writes its tables. Yields progress. */
export function runOne(
  input: BacktestInput & { dir: string },
  context: EngineContext,
  signal: AbortSignal,
): AsyncGenerator<Progress, BacktestOutcome, void> {
  return reporting((onProgress) => runToFolder(input, context, signal, onProgress))
}

async function runToFolder(
  input: BacktestInput & { dir: string },
  context: EngineContext,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<BacktestOutcome> {
  if (meetsRecording(input)) {
    const { run, rows } = await runOnRecording(input, await accountOf(input, context), context, signal)
    return await outcomeOf(input, run, rows, run.market)
  }
  onProgress({
    fraction: null,
    stage: `reading ${input.series.length === 1 ? 'bars' : `bars of ${input.series.length} symbols`}`,
  })
  const request = await requestOf(input, context)
  signal.throwIfAborted()
  const driver = input.engine === 'event' ? eventDriver : vectorDriver
  const run =
    input.module === undefined
      ? await takeTurns(backtestSteps(request, driver), signal, onProgress)
      : await runCallbackBacktest(
          { ...request, file: input.module, scratch: context.scratch },
          { signal, launch: context.launch },
        )
  const rows = request.series.map(({ bars: { ts, rows: count }, finer = [] }, index) => ({
    from: ts[0]!,
    to: ts[count - 1]!,
    rows: count,
    finer: finer.map(({ timeframe }) => {
      const { version, hash } = input.finer![index]!.find((ref) => ref.timeframe === timeframe)!
      return { timeframe, version, hash }
    }),
  }))
  return await outcomeOf(input, run, rows, null)
}

async function outcomeOf(
  input: BacktestInput & { dir: string },
  run: BacktestResult,
  rows: ModuleRun['rows'],
  market: MarketSpec | null,
): Promise<BacktestOutcome> {
  await writeRunTables(input.dir, run.parts, equityOf(run.timeline, run.result, input.account.cash))
  const { strategy, params, metrics, warnings, causality, resultHash, engineMs } = run
  return {
    strategy,
    params,
    metrics,
    intrabar: run.intrabar,
    warnings,
    causality,
    resultHash,
    engineMs,
    spark: sparkOf(run.result.equity, input.account.cash),
    ...(market === null ? {} : { market }),
    data: input.series.map(({ symbol, timeframe, version, hash, partitions, actions }, index) => ({
      symbol,
      timeframe,
      version,
      hash,
      partitions: partitions.map((partition) => partition.hash),
      ...rows[index]!,
      ...(actions === undefined ? {} : { actions: seenActions(actions) }),
      ...(input.spells === undefined ? {} : { spells: [...input.spells[index]!] }),
      ...exchangeOf(input, index),
    })),
  }
}

/** A run with its bars read, and with finer bars where the order of high and low decides on some bar. */
export async function requestOf(input: BacktestInput, context: EngineContext): Promise<BacktestRequest> {
  const loaded = await seriesIn(input, context)
  return await withFiner(input, context, {
    ...(await accountOf(input, context)),
    series: loaded.map(({ series }) => series),
    ...(input.leaving === undefined ? {} : { leaving: input.leaving }),
    notes: [...(input.notes ?? []), ...loaded.flatMap(({ notes }) => notes)],
  })
}

async function accountOf(input: BacktestInput, { repo }: EngineContext): Promise<Omit<BacktestRequest, 'series'>> {
  return {
    text: input.text,
    params: input.params,
    profile: input.profile.fields,
    costs: input.account,
    sizing: input.account.sizing ?? null,
    seed: input.seed,
    benchmark: input.benchmark === null ? null : seenBars(input.benchmark, await repo.bars(input.benchmark)),
  }
}

/** Runs the grid to a file that appears when it is complete. Yields progress. */
export function runGrid(
  input: SweepInput,
  context: EngineContext,
  signal: AbortSignal,
): AsyncGenerator<Progress, SweepResult, void> {
  return reporting((onProgress) => sweepToFile(input, context, signal, onProgress))
}

/** Yields what the work reports and gives its result. */
export async function* reporting<Result>(
  start: (onProgress: (progress: Progress) => void) => Promise<Result>,
): AsyncGenerator<Progress, Result, void> {
  const ended = new AbortController()
  const progress = createChannel<Progress>()
  const events = progress.subscribe(ended.signal)
  const work = start(progress.publish).finally(() => ended.abort())
  // Thrown by `await work` below; until then it must not count as unhandled.
  work.catch(() => {})
  yield* events
  return await work
}

async function sweepToFile(
  input: SweepInput,
  context: EngineContext,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<SweepResult> {
  if (input.module !== undefined) return await sweepModuleToFile(input, context, signal, onProgress)
  if (input.engine !== 'vector')
    throw new AppError('invalid-input', `a sweep runs on the vector engine, not on ${input.engine}`, {
      hint: 'Leave --engine out: both give the same figures. The event engine checks the books bar by bar, one run at a time: sextant backtest run --engine event with the parameters of a row.',
    })
  const series = await sweptSeries(input, context)
  requireBars(series)
  const [first] = series
  const barMs = timeframeMs(first!.timeframe)
  const finer = first!.finer ?? []
  const file = await createSweepFile(input.out, context.db)
  try {
    const summary = await runSweep({
      bars: first!.bars,
      actions: first!.actions ?? [],
      rates: first!.rates ?? null,
      together: series.length > 1 || first!.spells !== undefined ? series : null,
      ...(input.leaving === undefined ? {} : { leaving: input.leaving }),
      strategyText: input.text,
      axes: input.grid,
      where: input.where,
      params: checkParams(requireStrategy(input.text), input.params),
      profile: input.profile.fields,
      costs: input.account,
      sizing: input.account.sizing ?? null,
      barMs: Number.isNaN(barMs) ? null : barMs,
      intrabar: finer.length === 0 ? null : insideBars(first!, input.profile.fields),
      workers: input.workers,
      signal,
      onProgress: ({ done, total }) =>
        onProgress({ fraction: done / total, stage: 'simulating', rows: done, totalRows: total }),
      onRows: (rows) => file.write(rows),
    })
    await file.finish()
    return { out: input.out, ...summary }
  } catch (error) {
    await file.abandon()
    throw error
  }
}

/** The series of a sweep, with finer bars where the order of high and low may decide. */
async function sweptSeries(input: SweepInput, context: EngineContext): Promise<RunSeries[]> {
  const loaded = await seriesIn(input, context)
  const open = mayLeaveOpen(requireStrategy(input.text))
  return await Promise.all(
    loaded.map(async ({ series }, i) => {
      const finer = open ? await readFiner(input.finer?.[i] ?? [], input, context) : []
      return finer.length === 0 ? series : { ...series, finer }
    }),
  )
}

/** What is read of the series, with the times in which each is a member. */
async function seriesIn(input: BacktestInput, context: EngineContext): Promise<Loaded[]> {
  const loaded = await loadSeries(input, context)
  const { spells } = input
  if (spells === undefined) return loaded
  return loaded.map(({ series, notes }, i) => ({ series: { ...series, spells: spells[i]! }, notes }))
}

function exchangeOf({ exchanges = [] }: BacktestInput, index: number): Pick<RunRecord['data'][number], 'exchange'> {
  const found = exchanges[index] ?? null
  if (found === null) return {}
  const { symbol, timeframe, version, hash } = found.pair
  return { exchange: { currency: found.currency, symbol, timeframe, version, hash, inverse: found.inverse } }
}

function seenActions({ version, hash, items }: SeriesActions): { version: number; hash: string; count: number } {
  return { version, hash, count: items.length }
}

function equityOf(ts: Float64Array, { equity, cash, positionValue }: SimulationResult, start: number): EquityColumns {
  let peak = start
  const drawdown = equity.map((value) => {
    peak = Math.max(peak, value)
    return value / peak - 1
  })
  return { ts, equity, cash, positionValue, drawdown }
}

function sparkOf(equity: Float64Array, start: number): number[] {
  const count = Math.min(sparkPoints, equity.length)
  return Array.from({ length: count }, (_, point) =>
    Number((equity[Math.round((point * (equity.length - 1)) / Math.max(1, count - 1))]! / start).toFixed(6)),
  )
}
